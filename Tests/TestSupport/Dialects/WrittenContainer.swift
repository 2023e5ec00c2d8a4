/// A file format around the records of a capture (pcap: the drafts ietf-opsawg-pcap and
/// ietf-opsawg-pcapng).
package struct WrittenContainer: Hashable, Sendable, CustomStringConvertible {
  /// What a file is made of.
  package enum Form: Hashable, Sendable {
    /// pcap, with time in nanoseconds or microseconds.
    case pcap(isFine: Bool)
    /// pcapng with one interface. `resolution` is its if_tsresol: a power of a tenth, or with the
    /// highest bit set of a half; `offset` is its if_tsoffset, in seconds.
    case pcapng(resolution: UInt8, offset: Int64)
    /// pcapng as real recorders leave it: comments, custom blocks, another interface of another
    /// link type with records between, statistics.
    case crowded
    /// pcapng with each half of the records in a section of its own.
    case sections
    /// pcapng with obsolete Packet Blocks, on the second interface. How many records were lost
    /// before them is not known.
    case obsolete
  }

  /// What the file is made of.
  package var form = Form.pcap(isFine: true)
  /// The byte order of the file's own numbers.
  package var isBigEndian = false

  /// Makes a container.
  package init(form: Form = .pcap(isFine: true), isBigEndian: Bool = false) {
    self.form = form
    self.isBigEndian = isBigEndian
  }

  /// All of them, in both byte orders.
  package static let all: [WrittenContainer] = [
    Form.pcap(isFine: true), .pcap(isFine: false), .pcapng(resolution: 9, offset: 0),
    .pcapng(resolution: 6, offset: 0), .pcapng(resolution: 9, offset: 1_600_000_000),
    .pcapng(resolution: 0x80 | 30, offset: 0), .crowded, .sections, .obsolete,
  ].flatMap { form in [false, true].map { WrittenContainer(form: form, isBigEndian: $0) } }

  /// `crowded, big-endian`.
  package var description: String { "\(form)" + (isBigEndian ? ", big-endian" : "") }

  /// The file with these records.
  package func file(_ records: [WrittenRecord], linkType: UInt32) -> [UInt8] {
    switch form {
    case .pcap(let isFine): pcap(records, linkType, isFine: isFine)
    case .pcapng(let resolution, let offset):
      section() + interface(linkType, resolution, offset)
        + records.flatMap { packet($0, ticks: ticks($0, resolution, offset)) }
    case .crowded: crowded(records, linkType)
    case .sections:
      [records.prefix(records.count / 2), records.dropFirst(records.count / 2)].flatMap {
        section() + interface(linkType, 9, 0) + $0.flatMap { packet($0, ticks: $0.nanoseconds) }
      }
    case .obsolete:
      section() + interface(252, 9, 0) + interface(linkType, 9, 0) + records.flatMap(oldPacket)
    }
  }

  private func number<Number: FixedWidthInteger>(_ value: Number) -> [UInt8] {
    value.bytes(bigEndian: isBigEndian)
  }

  // MARK: - pcap

  private func pcap(_ records: [WrittenRecord], _ linkType: UInt32, isFine: Bool) -> [UInt8] {
    var bytes = number(UInt32(isFine ? 0xA1B2_3C4D : 0xA1B2_C3D4))
    bytes += number(UInt16(2)) + number(UInt16(4)) + number(UInt64(0)) + number(UInt32(262_144))
    bytes += number(linkType)
    for record in records {
      let part = record.nanoseconds % 1_000_000_000 / (isFine ? 1 : 1_000)
      bytes += number(UInt32(record.nanoseconds / 1_000_000_000)) + number(UInt32(part))
      bytes += number(UInt32(record.bytes.count)) + number(UInt32(record.originalLength))
      bytes += record.bytes
    }
    return bytes
  }

  // MARK: - pcapng

  private func block(_ type: UInt32, _ body: [UInt8]) -> [UInt8] {
    let length = number(UInt32(body.count + 12))
    return number(type) + length + body + length
  }

  private func option(_ code: UInt16, _ value: [UInt8]) -> [UInt8] {
    number(code) + number(UInt16(value.count)) + padded(value)
  }

  private func padded(_ bytes: [UInt8]) -> [UInt8] {
    bytes + [UInt8](repeating: 0, count: (4 - bytes.count % 4) % 4)
  }

  private func section(options: [UInt8] = []) -> [UInt8] {
    block(
      0x0A0D_0D0A,
      number(UInt32(0x1A2B_3C4D)) + number(UInt16(1)) + number(UInt16(0)) + number(UInt64.max)
        + options)
  }

  private func interface(_ linkType: UInt32, _ resolution: UInt8, _ offset: Int64) -> [UInt8] {
    block(
      1,
      number(UInt16(linkType)) + number(UInt16(0)) + number(UInt32(262_144))
        + option(9, [resolution]) + (offset == 0 ? [] : option(14, number(offset)))
        + number(UInt32(0)))
  }

  /// The time in the interface's unit, from its offset on.
  private func ticks(_ record: WrittenRecord, _ resolution: UInt8, _ offset: Int64) -> Int64 {
    let time = record.nanoseconds - offset * 1_000_000_000
    if resolution & 0x80 == 0 { return time / (resolution..<9).reduce(1) { unit, _ in unit * 10 } }
    let bits = Int64(resolution & 0x7F)
    let part = ((time % 1_000_000_000) << bits + 999_999_999) / 1_000_000_000
    return (time / 1_000_000_000) << bits + part
  }

  private func packet(
    _ record: WrittenRecord, ticks: Int64, interface: UInt32 = 0, options: [UInt8] = []
  ) -> [UInt8] {
    block(6, number(interface) + packetBody(record, ticks) + options)
  }

  private func oldPacket(_ record: WrittenRecord) -> [UInt8] {
    block(2, number(UInt16(1)) + number(UInt16.max) + packetBody(record, record.nanoseconds))
  }

  private func packetBody(_ record: WrittenRecord, _ ticks: Int64) -> [UInt8] {
    number(UInt32(truncatingIfNeeded: ticks >> 32)) + number(UInt32(truncatingIfNeeded: ticks))
      + number(UInt32(record.bytes.count)) + number(UInt32(record.originalLength))
      + padded(record.bytes)
  }

  private func crowded(_ records: [WrittenRecord], _ linkType: UInt32) -> [UInt8] {
    let end = number(UInt32(0))
    let comment = option(1, Array("a comment".utf8)) + end
    let eventLog: UInt32 = 252
    var bytes = section(options: comment)
    bytes += interface(eventLog, 6, 0) + interface(linkType, 9, 0)
    for (index, record) in records.enumerated() {
      if index % 8 == 0 { bytes += block(0x0BAD, number(UInt32(32_473)) + padded([1, 2, 3])) }
      if index % 16 == 3 {
        let event = WrittenRecord(record.nanoseconds, Array("an event".utf8))
        bytes += packet(event, ticks: event.nanoseconds / 1_000)
      }
      bytes += packet(
        record, ticks: record.nanoseconds, interface: 1, options: index % 5 == 0 ? comment : [])
    }
    let nothingLost = option(5, number(UInt64(0))) + end
    return bytes + block(5, number(UInt32(1)) + number(UInt64(0)) + nothingLost)
  }
}
