/// Finds the content of records of USBPcap.
package struct USBPcapContents: ContentFinder {
  private var open = OpenTransfers()

  /// Makes a finder.
  package init() {}

  /// The content of the next record. A record of the setup stage has the data to the device behind
  /// its setup packet.
  package mutating func content(of record: Span<UInt8>, frame: Int) -> RecordContent {
    switch USBPcapHeader.kind(of: record) {
    case .other: return RecordContent(.endpoint, 0..<0, rest: 0..<0)
    case .bus, .undecodable: return unread(record)
    case .control: break
    }
    guard let header = USBPcapHeader(record) else { return unread(record) }
    guard header.stage == .setup else {
      let isEnd = header.stage != .data
      let found = open.find(header.device, id: header.id, isEnd: isEnd)
      return RecordContent(
        found.map { .control($0) } ?? .unknown, header.payload,
        rest: header.payload.upperBound..<record.count)
    }
    guard let setup = SetupPacket(record, at: header.payload.lowerBound) else {
      return unread(record)
    }
    let content = ControlContent(
      device: header.device, setup: setup, began: frame, isBeginning: true)
    open.begin(content, id: header.id)
    return RecordContent(
      .control(content), header.payload.dropFirst(8),
      rest: header.payload.upperBound..<record.count)
  }

  private func unread(_ record: Span<UInt8>) -> RecordContent {
    let head = min(USBPcapHeader.controlLength, record.count)
    return RecordContent(.unknown, head..<record.count, rest: 0..<0)
  }

  /// Leaves the header alone.
  package func empty(_ record: inout MutableSpan<UInt8>) -> Int { USBPcapHeader.empty(&record) }
}
