import CaptureIO
import DFU
import USB

/// Turns a capture's records into observations, in order.
struct RecordPass<Decoder: TransferDecoder> {
  private let linkType: LinkType?
  private var decoder: Decoder
  /// The decoders of records with another link type.
  private var further: FurtherDecoders
  private var transfers: TransferPass
  private var cut = CutRecords()
  /// What the file tells of itself, as far as it is read.
  private var facts = FileFacts()
  /// The step of the file's clock, in nanoseconds.
  private var clockUnit: Int64 = 0
  private var recordCount = 0
  /// The frame and the time of the last record.
  private(set) var last = Moment(frame: 0, nanoseconds: 0)
  /// The time of the first record, in nanoseconds.
  private(set) var start: Int64 = 0

  /// Reads records with `decoder`. `linkType`: nil for a capture of lines. `further` decodes the
  /// records of other link types.
  init(
    _ decoder: consuming Decoder, _ linkType: LinkType?, forcedAddresses: Set<DeviceAddress>,
    further: FurtherDecoders = FurtherDecoders()
  ) {
    self.linkType = linkType
    self.further = further
    self.decoder = decoder
    transfers = TransferPass(tracker: SessionTracker(forcedAddresses: forcedAddresses))
  }

  /// Reads an open file to its end. Calls `clock` with the step of the file's clock, and `progress`
  /// from time to time with the bytes read so far.
  @inline(__always)
  static func read(
    _ file: inout CaptureFile, _ decoder: consuming Decoder, further: FurtherDecoders,
    forcedAddresses: Set<DeviceAddress>, _ clock: (Int64) -> Void, _ progress: (Int) -> Void,
    _ observe: SessionTracker.Emit, _ exchange: TransferPass.Exchange
  ) -> CapturePassResult {
    var pass = RecordPass(
      decoder, file.linkType, forcedAddresses: forcedAddresses, further: further)
    let source = file.content
    while true {
      let end = file.forEach(stopsAtNotes: true) { (bytes, info) -> Flow in
        if info.nanoseconds < pass.last.nanoseconds { pass.stepBack(info, clock) }
        pass.accept(bytes, info, observe, exchange)
        if info.frame & (progressStep - 1) == 0 { progress(source.bytesRead) }
        return .proceed
      }
      guard case .noted = end else {
        if file.droppedAnywhere > 0 { pass.transfers.isWhole = false }
        return pass.finish(end, observe)
      }
      for note in file.takeNotes() { pass.take(note, clock, observe) }
    }
  }

  /// Takes what the file tells before the next record.
  private mutating func take(
    _ note: FileNote, _ clock: (Int64) -> Void, _ observe: SessionTracker.Emit
  ) {
    switch note {
    case .clock(let unit):
      clockUnit = unit
      clock(unit + facts.clockSteps.inexactness)
    case .lost(let count):
      facts.losses.note(count, beforeFrame: last.frame + 1)
      miss(observe)
    case .damaged(let damage):
      facts.damages.note(damage, beforeFrame: last.frame + 1)
      miss(observe)
    }
  }

  /// The clock goes back before this record: from here on times are less exact.
  @inline(never)
  private mutating func stepBack(_ info: RecordInfo, _ clock: (Int64) -> Void) {
    guard recordCount > 0 else { return }
    let moment = Moment(frame: info.frame, nanoseconds: info.nanoseconds)
    if facts.clockSteps.note(from: last.nanoseconds, to: moment) {
      clock(clockUnit + facts.clockSteps.inexactness)
    }
  }

  /// The number of records between two reports of progress; a power of two.
  private static var progressStep: Int { 65_536 }

  /// Reads the next record and passes each session's observations to `observe`, in order. Most
  /// exchanges go to `exchange` instead, which is cheaper.
  @inline(__always)
  mutating func accept(
    _ bytes: Span<UInt8>, _ info: RecordInfo, _ observe: SessionTracker.Emit,
    _ exchange: TransferPass.Exchange
  ) {
    last = Moment(frame: info.frame, nanoseconds: info.nanoseconds)
    if recordCount == 0 { start = info.nanoseconds }
    recordCount += 1
    if let other = info.linkType, other != linkType {
      return acceptFurther(bytes, info, observe, exchange)
    }
    Self.accept(bytes, info, at: last, &decoder, &transfers, &cut, observe, exchange)
  }

  /// Reads a record of another link type than the first one.
  @inline(never)
  private mutating func acceptFurther(
    _ bytes: Span<UInt8>, _ info: RecordInfo, _ observe: SessionTracker.Emit,
    _ exchange: TransferPass.Exchange
  ) {
    guard let place = further.place(of: info.linkType) else {
      return transfers.ledger.countUndecodable()
    }
    Self.accept(
      bytes, info, at: last, &further.decoders[place].decoder, &transfers, &cut, observe, exchange)
  }

  /// Reads a record with its decoder.
  @inline(__always)
  private static func accept(
    _ bytes: Span<UInt8>, _ info: RecordInfo, at moment: Moment,
    _ decoder: inout some TransferDecoder, _ transfers: inout TransferPass,
    _ cut: inout CutRecords, _ observe: SessionTracker.Emit, _ exchange: TransferPass.Exchange
  ) {
    switch decoder.kind(of: bytes) {
    case .other(let device): transfers.ledger.countNonControl(device)
    case .control:
      if info.capturedLength < info.originalLength { cut.note(info.frame) }
      accept(bytes, at: moment, &decoder, &transfers, observe, exchange)
    case .undecodable: transfers.ledger.countUndecodable()
    }
  }

  /// Reads a control record.
  @inline(__always)
  private static func accept(
    _ bytes: Span<UInt8>, at moment: Moment, _ decoder: inout some TransferDecoder,
    _ transfers: inout TransferPass, _ observe: SessionTracker.Emit,
    _ exchange: TransferPass.Exchange
  ) {
    guard !decoder.isOvertaken else {
      return acceptOvertaking(bytes, at: moment, &decoder, &transfers, observe)
    }
    let lost = decoder.accept(bytes, at: moment) {
      transfers.take($0, records: $1, observe, exchange)
    }
    if let lost { transfers.lostSubmission(of: lost, at: moment, observe) }
  }

  /// Reads a control record while other transfers wait for their end.
  ///
  /// Where the record shows that a device was reset or enumerated again, and something still waits
  /// there, nobody knows yet what became of that: a gap before the reset.
  private static func acceptOvertaking(
    _ bytes: Span<UInt8>, at moment: Moment, _ decoder: inout some TransferDecoder,
    _ transfers: inout TransferPass, _ observe: SessionTracker.Emit
  ) {
    var ready: [(transfer: ControlTransfer, records: Int)] = []
    let lost = decoder.accept(bytes, at: moment) { ready.append(($0, $1)) }
    for (transfer, records) in ready {
      if decoder.isOvertaken, let device = transfers.tracker.restarted(by: transfer),
        let sent = decoder.waiting(at: device, before: transfer.submitted)
      {
        transfers.tracker.lostRecord(of: device, at: sent, emit: observe)
      }
      transfers.take(transfer, records: records, observe)
    }
    if let lost { transfers.lostSubmission(of: lost, at: moment, observe) }
  }

  /// Passes on the transfers that wait for a completion, because it will not come any more.
  ///
  /// `isEnd`: the recording ends here. The only transfer of its device that waits then, with no
  /// sign of a missing record, is still unanswered. Of several nobody knows.
  private mutating func giveUpWaiting(isEnd: Bool, _ observe: SessionTracker.Emit) {
    var waiting: [(transfer: ControlTransfer, records: Int)] = []
    decoder.finish { waiting.append(($0, $1)) }
    for place in further.decoders.indices {
      further.decoders[place].decoder.finish { waiting.append(($0, $1)) }
    }
    for (sent, records) in waiting {
      var transfer = sent
      if isEnd, transfers.isWhole, sent.completed == nil,
        waiting.count(where: { $0.transfer.device == sent.device }) == 1
      {
        transfer.waits(until: last)
      }
      transfers.takeWaiting(transfer, records: records, observe)
    }
  }

  /// Notes that records may be missing before the next record. After a loss the id of a completion
  /// may match the wrong submission, so all pending submissions are given up.
  mutating func miss(_ observe: SessionTracker.Emit) {
    transfers.isWhole = false
    giveUpWaiting(isEnd: false, observe)
    let moment = Moment(frame: last.frame + 1, nanoseconds: last.nanoseconds)
    transfers.tracker.dropped(at: moment, emit: observe)
  }

  /// Ends the pass. `end`: how the capture ended.
  mutating func finish(_ end: ReadEnd, _ observe: SessionTracker.Emit) -> CapturePassResult {
    giveUpWaiting(isEnd: end == .complete, observe)
    if case .damaged(_, let reason) = end {
      transfers.tracker.damaged(reason, at: last, emit: observe)
    }
    transfers.tracker.finish(at: last, emit: observe)
    transfers.ledger.countCopies(decoder.copies + further.copies)
    let tracker = transfers.tracker
    return CapturePassResult(
      linkType: linkType, dialect: further.name(after: decoder.name),
      limits: further.limits(after: decoder.limits), recordCount: recordCount,
      bins: transfers.ledger.totals(sessionAddresses: tracker.sessionAddresses), end: end,
      start: start, sessions: tracker.sessions, candidates: tracker.unprovedCandidates,
      cutRecords: cut, file: facts)
  }
}

extension RecordPass where Decoder: LineDecoder {
  /// Reads lines of text to their end. Calls `start` with the time of the first record, before any
  /// observation.
  static func read(
    _ text: inout TextCapture, _ decoder: consuming Decoder, forcedAddresses: Set<DeviceAddress>,
    _ start: (Int64) -> Void, _ progress: (Int) -> Void, _ observe: SessionTracker.Emit,
    _ exchange: TransferPass.Exchange
  ) -> CapturePassResult {
    var pass = RecordPass(decoder, nil, forcedAddresses: forcedAddresses)
    let source = text.source
    let end = text.forEach { line, length in
      pass.accept(line: line, length: length, start: start, observe, exchange)
      if pass.last.frame & (progressStep - 1) == 0 { progress(source.bytesRead) }
      return .proceed
    }
    return pass.finish(end, observe)
  }

  /// Reads the next line, if it is a record. `length`: the bytes of the line in the file.
  mutating func accept(
    line: Span<UInt8>, length: Int, start: (Int64) -> Void = { _ in },
    _ observe: SessionTracker.Emit, _ exchange: TransferPass.Exchange
  ) {
    var nanoseconds = last.nanoseconds
    switch decoder.stamp(of: line) {
    case .at(let time): nanoseconds = time
    case .unknown: break
    case .notARecord: return
    }
    if last.frame == 0 { start(nanoseconds) }
    let info = RecordInfo(
      frame: last.frame + 1, nanoseconds: nanoseconds, capturedLength: line.count,
      originalLength: length)
    accept(line, info, observe, exchange)
  }
}
