/// A dialect of submissions and completions whose records can be emptied.
package protocol EmptiableDialect: URBDialect {
  /// The number of bytes of a control record before its content; `isSubmission`: it has a setup
  /// packet.
  func headLength(of record: Span<UInt8>, isSubmission: Bool) -> Int
  /// Makes a record say that it has no content. Returns how many bytes are left.
  func empty(_ record: inout MutableSpan<UInt8>) -> Int
}

/// Finds the content of records that are submissions and completions.
package struct URBContents<Dialect: EmptiableDialect>: ContentFinder {
  private var dialect: Dialect
  private var open = OpenTransfers()

  /// Finds the content in records of this dialect.
  package init(_ dialect: Dialect) { self.dialect = dialect }

  /// The content of the next record.
  package mutating func content(of record: Span<UInt8>, frame: Int) -> RecordContent {
    switch dialect.kind(of: record) {
    case .other: RecordContent(.endpoint, 0..<0, rest: 0..<0)
    case .bus, .undecodable: unread(record)
    case .control: control(record, frame)
    }
  }

  private func unread(_ record: Span<UInt8>) -> RecordContent {
    let head = min(dialect.headLength(of: record, isSubmission: false), record.count)
    return RecordContent(.unknown, head..<record.count, rest: 0..<0)
  }

  private mutating func control(_ record: Span<UInt8>, _ frame: Int) -> RecordContent {
    guard let event = dialect.event(in: record) else { return unread(record) }
    let setup = event.kind == .submit ? dialect.setup(in: record) : nil
    let head = dialect.headLength(of: record, isSubmission: setup != nil)
    let start = min(max(event.payload.lowerBound, head), record.count)
    let payload = start..<max(start, event.payload.upperBound)
    let rest = payload.upperBound..<record.count
    guard let content = transfer(event, setup, frame) else {
      return RecordContent(.unknown, payload, rest: rest)
    }
    return RecordContent(.control(content), payload, rest: rest)
  }

  private mutating func transfer(
    _ event: URBEvent, _ setup: SetupPacket?, _ frame: Int
  ) -> ControlContent? {
    guard let setup else { return open.find(event.device, id: event.id, isEnd: true) }
    let content = ControlContent(
      device: event.device, setup: setup, began: frame, isBeginning: true)
    open.begin(content, id: event.id)
    return content
  }

  /// Makes a record say that it has no content.
  package func empty(_ record: inout MutableSpan<UInt8>) -> Int { dialect.empty(&record) }
}

extension UsbmonURBs: EmptiableDialect {
  /// The header, which has the setup packet too.
  package func headLength(of record: Span<UInt8>, isSubmission: Bool) -> Int { header.length }

  /// Leaves the header alone, without the descriptors of isochronous packets.
  package func empty(_ record: inout MutableSpan<UInt8>) -> Int {
    record.put(0, at: UsbmonLayout.dataLength)
    let isIn = record[UsbmonLayout.endpoint] & UsbmonLayout.towardsHost != 0
    if record[UsbmonLayout.dataFlag] == UsbmonLayout.isPresent {
      record[UsbmonLayout.dataFlag] =
        isIn ? UsbmonLayout.withoutData.in : UsbmonLayout.withoutData.out
    }
    if record[UsbmonLayout.transferType] == UsbmonLayout.isochronous {
      record.put(0, at: UsbmonLayout.descriptors)
      if header == .long { record.put(0, at: UsbmonLayout.capturedDescriptors) }
    }
    return header.length
  }
}

extension DarwinURBs: EmptiableDialect {
  /// The header, and the setup packet of a submission.
  package func headLength(of record: Span<UInt8>, isSubmission: Bool) -> Int {
    (record.count > 2 ? Int(record[2]) : 0) + (isSubmission ? 8 : 0)
  }

  /// Leaves the header alone.
  package func empty(_ record: inout MutableSpan<UInt8>) -> Int {
    headLength(of: record.span, isSubmission: false)
  }
}

extension FreeBSDURBs: EmptiableDialect {
  /// The header, and the frames' headers and the setup packet of a submission.
  package func headLength(of record: Span<UInt8>, isSubmission: Bool) -> Int {
    FreeBSDRecord.headerLength + (isSubmission ? 24 : 16)
  }

  /// Leaves the header alone, without frames.
  package func empty(_ record: inout MutableSpan<UInt8>) -> Int { FreeBSDRecord.empty(&record) }
}
