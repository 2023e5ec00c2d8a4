/// Finds the content of packets on the wire.
///
/// A data packet belongs to the token before it. What comes again because a handshake was lost is
/// at the same place of its transfer.
package struct WireContents: ContentFinder {
  /// The control transfer of an address, as far as its data packets have come.
  private struct Pipe: Sendable {
    var content: ControlContent
    /// The packet identifier of the last data packet, and where its data are in the data stage.
    var last: PacketID?
    var stage = 0..<0
  }

  private let check = PacketCheck()
  /// The token whose data may come; nil after its transaction.
  private var token: (id: PacketID, address: UInt8, isControl: Bool)?
  private var pipes: [UInt8: Pipe] = [:]

  /// Makes a finder.
  package init() {}

  /// The content of the next packet.
  package mutating func content(of record: Span<UInt8>, frame: Int) -> RecordContent {
    guard !record.isEmpty, let id = PacketID(rawValue: record[0]) else { return unread(record) }
    switch id {
    case .out, .in, .setup, .ping, .extended: return token(id, record)
    case .data0, .data1, .data2, .moreData: return data(id, record, frame)
    case .ack, .nak, .stall, .notYet, .preambleOrError, .split, .startOfFrame:
      token = nil
      return bare(record)
    }
  }

  /// A packet without data, which has at most four bytes.
  private func bare(_ record: Span<UInt8>) -> RecordContent {
    let length = min(record.count, WireLayout.splitLength)
    return RecordContent(.unknown, 0..<0, rest: length..<record.count)
  }

  private mutating func unread(_ record: Span<UInt8>) -> RecordContent {
    token = nil
    return bare(record)
  }

  private mutating func token(_ id: PacketID, _ record: Span<UInt8>) -> RecordContent {
    token = nil
    guard record.count == WireLayout.tokenLength else { return bare(record) }
    let fields = record.littleEndian16(at: 1)
    guard check.isWhole(token: fields) else { return bare(record) }
    let isControl = WireLayout.endpoint(fields) == 0 && id != .extended
    token = (id, WireLayout.address(fields), isControl)
    return bare(record)
  }

  private mutating func data(
    _ id: PacketID, _ record: Span<UInt8>, _ frame: Int
  ) -> RecordContent {
    let isWhole = check.isWhole(data: record)
    let payload = 1..<max(1, record.count - 2)
    let none = RecordContent(
      .unknown, payload.clamped(to: 0..<record.count), rest: 0..<0, isWhole: isWhole)
    guard let token, record.count >= WireLayout.emptyDataLength else { return none }
    guard token.isControl else { return RecordContent(.endpoint, 0..<0, rest: 0..<0) }
    guard isWhole else { return none }
    if token.id == .setup {
      guard payload.count == 8, let setup = SetupPacket(record, at: 1) else { return none }
      return RecordContent(.control(begin(setup, token.address, frame)), 0..<0, rest: 0..<0)
    }
    guard let content = stage(id, token, payload.count) else { return none }
    return RecordContent(.control(content), payload, rest: 0..<0)
  }

  /// The transfer of a SETUP; the same one where it comes again before any data.
  private mutating func begin(
    _ setup: SetupPacket, _ address: UInt8, _ frame: Int
  ) -> ControlContent {
    if let pipe = pipes[address], pipe.content.setup == setup, pipe.last == nil {
      var content = pipe.content
      content.isBeginning = false
      return content
    }
    let device = DeviceAddress(bus: 0, address: address)
    let content = ControlContent(device: device, setup: setup, began: frame, isBeginning: true)
    pipes[address] = Pipe(content: content)
    return content
  }

  /// The place of a data packet in its transfer; nil where it is not of a data stage.
  private mutating func stage(
    _ id: PacketID, _ token: (id: PacketID, address: UInt8, isControl: Bool), _ count: Int
  ) -> ControlContent? {
    guard var pipe = pipes[token.address] else { return nil }
    let isIn = pipe.content.setup.requestType.direction == .deviceToHost
    guard isIn == (token.id == .in), pipe.content.setup.length > 0 else { return nil }
    if id == pipe.last {
      pipe.stage = pipe.stage.lowerBound..<pipe.stage.lowerBound + count
    } else {
      pipe.stage = pipe.stage.upperBound..<pipe.stage.upperBound + count
    }
    pipe.last = id
    pipes[token.address] = pipe
    var content = pipe.content
    content.isBeginning = false
    content.offset = pipe.stage.lowerBound
    return content
  }

  /// Leaves a data packet without data, whose check sum is 0; other packets as they are.
  package func empty(_ record: inout MutableSpan<UInt8>) -> Int {
    record.put(0, at: 1, count: 2)
    return WireLayout.emptyDataLength
  }

  /// Writes the check sum of a data packet (USB 2.0, 8.3.5.2).
  package func seal(_ record: inout MutableSpan<UInt8>, _ content: RecordContent) {
    guard !content.payload.isEmpty, record.count >= WireLayout.emptyDataLength else { return }
    let right = check.checksum(ofData: record.span)
    record.put(UInt32(content.isWhole ? right : ~right), at: record.count - 2, count: 2)
  }
}
