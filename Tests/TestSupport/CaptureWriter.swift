package import USB

/// Writes captures for tests.
///
/// It writes the file format byte by byte. The records in it are records of usbmon from
/// `UsbmonRecord`, or any other bytes. `nanoseconds` is the time of each record; the caller (or
/// `CaptureWriter+Traffic`) moves it forward. After every record the bytes are a complete file.
package struct CaptureWriter: Sendable {
  /// The file format.
  package enum Container: Sendable, CaseIterable {
    case pcap, pcapNanoseconds, pcapBigEndian, pcapNanosecondsBigEndian, pcapng, pcapngBigEndian

    /// Whether numbers are big-endian.
    package var isBigEndian: Bool {
      switch self {
      case .pcap, .pcapNanoseconds, .pcapng: false
      case .pcapBigEndian, .pcapNanosecondsBigEndian, .pcapngBigEndian: true
      }
    }

    /// The unit of the records' time stamps, in nanoseconds.
    package var timeUnit: Int64 {
      switch self {
      case .pcap, .pcapBigEndian: 1_000
      case .pcapNanoseconds, .pcapNanosecondsBigEndian, .pcapng, .pcapngBigEndian: 1
      }
    }
  }

  /// The usbmon header before every record.
  package enum Header: UInt32, Sendable, CaseIterable {
    /// 48 bytes.
    case short = 189
    /// 64 bytes.
    case long = 220

    /// Its length in bytes.
    package var length: Int { self == .short ? 48 : 64 }
  }

  /// The program whose way of filling in the headers is imitated (see `UsbmonWriter`).
  package enum Flavour: Sendable, CaseIterable { case usbmon, qemu, sigrok }

  /// The file so far.
  package private(set) var bytes: [UInt8] = []
  /// The number of records written, which is also the frame number of the last record.
  package private(set) var frames = 0
  package let container: Container
  package let header: Header
  package let flavour: Flavour
  /// The clock: nanoseconds since the epoch.
  package var nanoseconds: Int64 = 1_700_000_000_000_000_000
  /// The device that `CaptureWriter+Traffic` talks to.
  package var device = DeviceAddress(bus: 1, address: 5)
  /// The id of the last request block that was submitted.
  package var id: UInt64 = 0
  /// How many request blocks were submitted.
  var submissions: UInt64 = 0
  /// The records that the next record of a pcapng says were lost before it.
  package var lostBefore: UInt64?
  /// The unit of a pcapng's clock: this power of a tenth of a second.
  private let resolution: UInt8

  /// Begins a file. `linkType` replaces the number that the header implies. A pcapng's clock counts
  /// nanoseconds, or another power `resolution` of a tenth of a second (if_tsresol).
  package init(
    _ container: Container = .pcap, header: Header = .long, flavour: Flavour = .usbmon,
    linkType: UInt32? = nil, snapLength: UInt32 = 262_144, resolution: UInt8 = 9
  ) {
    self.resolution = resolution
    self.container = container
    self.header = header
    self.flavour = flavour
    if flavour == .qemu { device = DeviceAddress(bus: 0, address: 1) }
    if flavour == .sigrok { device = DeviceAddress(bus: 0, address: 28) }
    switch container {
    case .pcap, .pcapBigEndian:
      beginPcap(magic: 0xA1B2_C3D4, linkType ?? header.rawValue, snapLength)
    case .pcapNanoseconds, .pcapNanosecondsBigEndian:
      beginPcap(magic: 0xA1B2_3C4D, linkType ?? header.rawValue, snapLength)
    case .pcapng, .pcapngBigEndian:
      appendSection()
      appendInterface(
        linkType: linkType ?? header.rawValue, snapLength: snapLength, resolution: resolution)
    }
  }

  private mutating func beginPcap(magic: UInt32, _ linkType: UInt32, _ snapLength: UInt32) {
    bytes += number(magic) + number(UInt16(2)) + number(UInt16(4)) + number(UInt64(0))
    bytes += number(snapLength) + number(linkType)
  }

  // MARK: - Records

  /// Writes a record with exactly these bytes. `lost`: the records that a pcapng file says were
  /// lost before it (epb_dropcount); `lostBefore` without it.
  package mutating func append(
    raw: [UInt8], originalLength: Int? = nil, interface: UInt32 = 0, lost: UInt64? = nil
  ) {
    frames += 1
    let lost = lost ?? lostBefore
    lostBefore = nil
    let lengths = number(UInt32(raw.count)) + number(UInt32(originalLength ?? raw.count))
    switch container {
    case .pcap, .pcapBigEndian, .pcapNanoseconds, .pcapNanosecondsBigEndian:
      let part = (nanoseconds % 1_000_000_000) / container.timeUnit
      bytes += number(UInt32(nanoseconds / 1_000_000_000)) + number(UInt32(part)) + lengths + raw
    case .pcapng, .pcapngBigEndian:
      let unit = (min(resolution, 9)..<9).reduce(UInt64(1)) { unit, _ in unit * 10 }
      let time = UInt64(nanoseconds) / unit
      let padding = [UInt8](repeating: 0, count: (4 - raw.count % 4) % 4)
      appendBlock(
        type: 6,
        number(interface) + number(UInt32(time >> 32)) + number(UInt32(truncatingIfNeeded: time))
          + lengths + raw + (lost.map { padding + options([(4, number($0))]) } ?? []))
    }
  }

  /// Writes a usbmon record.
  package mutating func append(_ record: UsbmonRecord) {
    append(raw: bytes(of: record))
  }

  /// Writes a pcapng block. The body is padded to a multiple of four bytes.
  package mutating func appendBlock(type: UInt32, _ body: [UInt8]) {
    let padded = body + [UInt8](repeating: 0, count: (4 - body.count % 4) % 4)
    let length = number(UInt32(padded.count + 12))
    bytes += number(type) + length + padded + length
  }

  /// Begins a section of a pcapng file; its interfaces must follow.
  package mutating func appendSection() {
    let section = number(UInt32(0x1A2B_3C4D)) + number(UInt16(1)) + number(UInt16(0))
    appendBlock(type: 0x0A0D_0D0A, section + number(UInt64.max))
  }

  /// Writes a pcapng interface description; `resolution` is its if_tsresol.
  package mutating func appendInterface(
    linkType: UInt32, snapLength: UInt32 = 262_144, resolution: UInt8 = 9
  ) {
    appendBlock(
      type: 1,
      number(UInt16(linkType)) + number(UInt16(0)) + number(snapLength)
        + options([(9, [resolution])]))
  }

  /// Writes a pcapng block of statistics; `counts` are its options of 64 bits.
  package mutating func appendStatistics(
    _ counts: [(code: UInt16, count: UInt64)], interface: UInt32 = 0
  ) {
    appendBlock(
      type: 5,
      number(interface) + number(UInt64(0)) + options(counts.map { ($0.code, number($0.count)) }))
  }

  /// The options of a block, with their end.
  private func options(_ options: [(code: UInt16, value: [UInt8])]) -> [UInt8] {
    options.reduce([]) { bytes, option in
      bytes + number(option.code) + number(UInt16(option.value.count)) + option.value
        + [UInt8](repeating: 0, count: (4 - option.value.count % 4) % 4)
    } + number(UInt32(0))
  }

  /// A record in this file's format and byte order, with the present time.
  package func bytes(of record: UsbmonRecord) -> [UInt8] {
    inByteOrder(record.bytes(header == .long ? .long : .short, nanoseconds: nanoseconds))
  }

  /// A little-endian record of usbmon in this file's byte order.
  package func inByteOrder(_ record: [UInt8]) -> [UInt8] {
    guard container.isBigEndian else { return record }
    var bytes = record
    for field in Self.numbers { bytes[field].reverse() }
    return bytes
  }

  /// The positions of the header's numbers that libpcap converts to the reader's byte order: id,
  /// bus, both parts of the time, status, both lengths.
  private static let numbers = [0..<8, 12..<14, 16..<24, 24..<28, 28..<32, 32..<36, 36..<40]

  /// Numbers in this file's byte order.
  package func numbers<Number: FixedWidthInteger>(_ values: [Number]) -> [UInt8] {
    values.flatMap(number)
  }

  private func number<Number: FixedWidthInteger>(_ value: Number) -> [UInt8] {
    let ordered = container.isBigEndian ? value.bigEndian : value.littleEndian
    return (0..<Number.bitWidth / 8).map { UInt8(truncatingIfNeeded: ordered >> ($0 * 8)) }
  }
}
