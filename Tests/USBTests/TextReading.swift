import USB

/// What a decoder of lines makes of a text, as `RecordPass` calls it.
struct TextReading {
  /// The transfers, in order.
  private(set) var transfers: [ControlTransfer] = []
  /// The devices of transfers whose beginning is missing, with the line.
  private(set) var lost: [(device: DeviceAddress, line: Int)] = []
  /// The kind of each record, by its line from 1.
  private(set) var kinds: [Int: RecordKind] = [:]
  /// The time of each record in nanoseconds, by its line; nil where none is readable.
  private(set) var times: [Int: Int64?] = [:]
  /// What rows of the bus told.
  private(set) var events: [RecordedEvent] = []
  private(set) var ledger = RecordLedger()
  private(set) var limits: [String] = []
  private(set) var hidesResets = false

  /// Reads a text, whose lines end with a line feed.
  init(_ text: String, _ decoder: some LineDecoder) { self.init(Array(text.utf8), decoder) }

  init(_ text: [UInt8], _ decoder: some LineDecoder) {
    var decoder = decoder
    var last = Moment(frame: 0, nanoseconds: 0)
    let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, part) in lines.dropLast().enumerated() {
      let line = part.last == 13 ? Array(part.dropLast()) : Array(part)
      let stamp = decoder.stamp(of: line.span)
      if stamp == .notARecord { continue }
      last.frame = index + 1
      if case .at(let time) = stamp { last.nanoseconds = time }
      times[last.frame] = stamp == .unknown ? .some(nil) : last.nanoseconds
      accept(line, &decoder, at: last)
    }
    decoder.finish { take($0, $1) }
    ledger.countCopies(decoder.copies)
    ledger.countStrays(decoder.strays)
    limits = decoder.limits
    hidesResets = decoder.hidesResets
  }

  private mutating func accept(
    _ line: [UInt8], _ decoder: inout some LineDecoder, at moment: Moment
  ) {
    let kind = decoder.kind(of: line.span)
    kinds[moment.frame] = kind
    switch kind {
    case .other(let device): ledger.countNonControl(device)
    case .bus:
      ledger.countBus()
      if let event = decoder.takeBusEvent() { events.append(event) }
    case .undecodable: ledger.countUndecodable()
    case .control:
      guard let device = decoder.accept(line.span, at: moment, emit: { take($0, $1) }) else {
        return
      }
      lost.append((device, moment.frame))
      ledger.countLostSubmission()
    }
  }

  private mutating func take(_ transfer: ControlTransfer, _ records: Int) {
    transfers.append(transfer)
    ledger.settle(transfer, records: records, as: .used)
  }

  /// The bins, with no session in the capture.
  var bins: RecordLedger.Totals { ledger.totals(sessionAddresses: []) }

  /// One word for each transfer: the lines of its beginning and its end, and the outcome.
  var summary: [String] {
    transfers.map { transfer in
      "\(transfer.submitted.frame)-\(transfer.completed.map { "\($0.frame)" } ?? "") "
        + "\(transfer.outcome)"
    }
  }
}
