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

  /// Begins a file. `linkType` replaces the number that the header implies.
  package init(
    _ container: Container = .pcap, header: Header = .long, flavour: Flavour = .usbmon,
    linkType: UInt32? = nil, snapLength: UInt32 = 262_144
  ) {
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
      let section = number(UInt32(0x1A2B_3C4D)) + number(UInt16(1)) + number(UInt16(0))
      appendBlock(type: 0x0A0D_0D0A, section + number(UInt64.max))
      appendInterface(linkType: linkType ?? header.rawValue, snapLength: snapLength)
    }
  }

  private mutating func beginPcap(magic: UInt32, _ linkType: UInt32, _ snapLength: UInt32) {
    bytes += number(magic) + number(UInt16(2)) + number(UInt16(4)) + number(UInt64(0))
    bytes += number(snapLength) + number(linkType)
  }

  // MARK: - Records

  /// Writes a record with exactly these bytes.
  package mutating func append(raw: [UInt8], originalLength: Int? = nil, interface: UInt32 = 0) {
    frames += 1
    let lengths = number(UInt32(raw.count)) + number(UInt32(originalLength ?? raw.count))
    switch container {
    case .pcap, .pcapBigEndian, .pcapNanoseconds, .pcapNanosecondsBigEndian:
      let part = (nanoseconds % 1_000_000_000) / container.timeUnit
      bytes += number(UInt32(nanoseconds / 1_000_000_000)) + number(UInt32(part)) + lengths + raw
    case .pcapng, .pcapngBigEndian:
      let time = UInt64(nanoseconds)
      appendBlock(
        type: 6,
        number(interface) + number(UInt32(time >> 32)) + number(UInt32(truncatingIfNeeded: time))
          + lengths + raw)
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

  /// Writes a pcapng interface description with nanosecond time stamps (option if_tsresol).
  package mutating func appendInterface(linkType: UInt32, snapLength: UInt32 = 262_144) {
    let options = number(UInt16(9)) + number(UInt16(1)) + [9, 0, 0, 0] + number(UInt32(0))
    appendBlock(
      type: 1, number(UInt16(linkType)) + number(UInt16(0)) + number(snapLength) + options)
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

  private func number<Number: FixedWidthInteger>(_ value: Number) -> [UInt8] {
    let ordered = container.isBigEndian ? value.bigEndian : value.littleEndian
    return (0..<Number.bitWidth / 8).map { UInt8(truncatingIfNeeded: ordered >> ($0 * 8)) }
  }
}
