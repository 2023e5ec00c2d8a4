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
  private var restarts = RestartHold()
  private var cut = CutRecords()
  private var malformed = CutRecords()
  /// By device, the frame of its first request that waits at the end.
  private var waitingAtEnd: [DeviceAddress: Int] = [:]
  /// What the file tells of itself, as far as it is read.
  private var facts = FileFacts()
  /// Whether it was told that a decoder does not show resets.
  private var areResetsHidden: Bool
  /// The step of the file's clock, in nanoseconds.
  private var clockUnit: Int64 = 0
  private var recordCount = 0
  /// The device of the last record of a stream.
  private var streamDevice = DeviceAddress(bus: 0, address: 0)
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
    areResetsHidden = decoder.hidesResets
    self.decoder = decoder
    transfers = TransferPass(tracker: SessionTracker(forcedAddresses: forcedAddresses))
  }

  /// Reads an open file to its end. Calls `tell` with what the judge must know of it, and
  /// `progress` from time to time with the place so far.
  ///
  /// There is one of it for each decoder: what is done with a record is then compiled into the
  /// function that the reader calls.
  @inline(never)
  static func read(
    _ file: inout CaptureFile, _ decoder: consuming Decoder, further: FurtherDecoders,
    forcedAddresses: Set<DeviceAddress>, _ tell: (SourceFact) -> Void,
    _ progress: (ReadingPlace) -> Void, _ observe: SessionTracker.Emit,
    _ exchange: TransferPass.Exchange
  ) -> CapturePassResult {
    var pass = RecordPass(
      decoder, file.linkType, forcedAddresses: forcedAddresses, further: further)
    let source = file.content
    let likeness =
      pass.decoder.streamBits.map {
        RecordLikeness(at: $0.offset, mask: $0.mask, shortest: $0.shortest)
      } ?? .none
    tell(.hidesResets(pass.areResetsHidden))
    while true {
      let end = file.forEach(
        stopsAtNotes: true, passing: likeness,
        passed: { records in
          pass.count(records)
          let step = progressStep
          if records.frame / step > (records.frame - records.count) / step {
            progress(ReadingPlace(frame: records.frame, bytes: source.bytesRead))
          }
        }
      ) { (bytes, info) -> Flow in
        if info.nanoseconds < pass.last.nanoseconds { pass.stepBack(info, tell) }
        let flow = pass.accept(bytes, info, observe, exchange)
        if pass.further.hideResets { pass.hideResets(tell) }
        if info.frame & (progressStep - 1) == 0 {
          progress(ReadingPlace(frame: info.frame, bytes: source.bytesRead))
        }
        return flow
      }
      guard case .noted = end else {
        if file.droppedAnywhere > 0 { pass.transfers.isWhole = false }
        return pass.finish(end, observe)
      }
      for note in file.takeNotes() { pass.take(note, tell, observe) }
    }
  }

  /// Takes what the file tells before the next record.
  private mutating func take(
    _ note: FileNote, _ tell: (SourceFact) -> Void, _ observe: SessionTracker.Emit
  ) {
    switch note {
    case .clock(let unit):
      clockUnit = unit
      tell(.clock(step: unit + facts.clockSteps.inexactness))
    case .timeless: facts.firstTimeless = facts.firstTimeless ?? last.frame + 1
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
  private mutating func stepBack(_ info: RecordInfo, _ tell: (SourceFact) -> Void) {
    guard recordCount > 0 else { return }
    let moment = Moment(frame: info.frame, nanoseconds: info.nanoseconds)
    if facts.clockSteps.note(from: last.nanoseconds, to: moment) {
      tell(.clock(step: clockUnit + facts.clockSteps.inexactness))
    }
  }

  /// From here on some records do not show resets.
  @inline(never)
  private mutating func hideResets(_ tell: (SourceFact) -> Void) {
    guard !areResetsHidden else { return }
    areResetsHidden = true
    tell(.hidesResets(true))
  }

  /// The number of records between two reports of progress; a power of two.
  private static var progressStep: Int { 4_096 }

  /// Counts records of the last stream that the reader passed over.
  private mutating func count(_ records: PassedRecords) {
    last = Moment(frame: records.frame, nanoseconds: records.nanoseconds)
    recordCount += records.count
    transfers.ledger.countNonControl(streamDevice, records: records.count)
  }

  /// Reads the next record and passes each session's observations to `observe`, in order. Most
  /// exchanges go to `exchange` instead, which is cheaper. Gives whether what is like this record
  /// can be passed over.
  @inline(__always)
  @discardableResult
  mutating func accept(
    _ bytes: Span<UInt8>, _ info: RecordInfo, _ observe: SessionTracker.Emit,
    _ exchange: TransferPass.Exchange
  ) -> Flow {
    last = Moment(frame: info.frame, nanoseconds: info.nanoseconds)
    if recordCount == 0 { start = info.nanoseconds }
    recordCount += 1
    // The numbers: `!=` of optional link types is a call through witness tables.
    if let number = info.linkType?.rawValue, number != linkType?.rawValue {
      acceptFurther(bytes, info, observe, exchange)
      return .proceed
    }
    let kind = Self.accept(
      bytes, info, at: last, &decoder, &transfers, &restarts, &cut, observe, exchange)
    if case .undecodable(let fault) = kind { note(fault, info, observe) }
    guard case .other(let device) = kind, decoder.isOfStream(bytes) else { return .proceed }
    streamDevice = device
    return .passAlike
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
    let kind = Self.accept(
      bytes, info, at: last, &further.decoders[place].decoder, &transfers, &restarts, &cut,
      observe, exchange)
    if case .undecodable(let fault) = kind { note(fault, info, observe) }
  }

  /// Reads a record with its decoder. Returns what kind of record it is.
  @inline(__always)
  private static func accept(
    _ bytes: Span<UInt8>, _ info: RecordInfo, at moment: Moment,
    _ decoder: inout some TransferDecoder, _ transfers: inout TransferPass,
    _ restarts: inout RestartHold, _ cut: inout CutRecords, _ observe: SessionTracker.Emit,
    _ exchange: TransferPass.Exchange
  ) -> RecordKind {
    let kind = decoder.kind(of: bytes)
    switch kind {
    case .other(let device): transfers.ledger.countNonControl(device)
    case .control:
      if info.capturedLength < info.originalLength { cut.note(info.frame) }
      accept(bytes, at: moment, &decoder, &transfers, &restarts, observe, exchange)
    case .bus:
      transfers.ledger.countBus()
      if let event = decoder.takeBusEvent() { transfers.tracker.take(event, at: moment, observe) }
    case .undecodable: break
    }
    return kind
  }

  /// Notes a record that cannot be read. What a damaged line told is missing.
  @inline(never)
  private mutating func note(
    _ fault: Undecodable, _ info: RecordInfo, _ observe: SessionTracker.Emit
  ) {
    if info.capturedLength < info.originalLength { cut.note(info.frame) }
    transfers.ledger.countUndecodable()
    guard fault == .malformed else { return }
    malformed.note(last.frame)
    miss(observe)
  }

  /// Reads a control record.
  @inline(__always)
  private static func accept(
    _ bytes: Span<UInt8>, at moment: Moment, _ decoder: inout some TransferDecoder,
    _ transfers: inout TransferPass, _ restarts: inout RestartHold,
    _ observe: SessionTracker.Emit, _ exchange: TransferPass.Exchange
  ) {
    guard !decoder.isOvertaken else {
      return acceptOvertaking(bytes, at: moment, &decoder, &transfers, &restarts, observe)
    }
    let lost = decoder.accept(bytes, at: moment) {
      transfers.take($0, records: $1, observe, exchange)
    }
    if let lost { transfers.lostSubmission(of: lost, at: moment, observe) }
  }

  /// Reads a control record while other transfers wait for their end.
  private static func acceptOvertaking(
    _ bytes: Span<UInt8>, at moment: Moment, _ decoder: inout some TransferDecoder,
    _ transfers: inout TransferPass, _ restarts: inout RestartHold,
    _ observe: SessionTracker.Emit
  ) {
    var ready: [RestartHold.Ready] = []
    let lost = decoder.accept(bytes, at: moment) { ready.append(($0, $1)) }
    for next in ready { restarts.take(next, decoder, &transfers, observe) }
    if let lost {
      restarts.takeLostSubmission(of: lost, at: moment, decoder, &transfers, observe)
    }
  }

  /// Passes on the transfers that wait for a completion, because it will not come any more.
  ///
  /// `isEnd`: the recording ends here. The only transfer of its device that waits then, with no
  /// sign of a missing record, is still unanswered. Of several nobody knows.
  private mutating func giveUpWaiting(isEnd: Bool, _ observe: SessionTracker.Emit) {
    restarts.giveUp(decoder, &transfers, observe)
    var waiting: [RestartHold.Ready] = []
    decoder.finish { waiting.append(($0, $1)) }
    for place in further.decoders.indices {
      further.decoders[place].decoder.finish { waiting.append(($0, $1)) }
    }
    for (sent, records) in waiting {
      if isEnd, sent.completed == nil {
        waitingAtEnd[sent.device] = min(
          waitingAtEnd[sent.device] ?? .max, sent.submitted.frame)
      }
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
    transfers.ledger.countStrays(decoder.strays + further.strays)
    let tracker = transfers.tracker
    let (ours, candidates) = (tracker.sessionAddresses, tracker.unprovedCandidates)
    return CapturePassResult(
      linkType: linkType, dialect: further.name(after: decoder.name),
      limits: further.limits(after: decoder.limits), recordCount: recordCount,
      bins: transfers.ledger.totals(sessionAddresses: ours), end: end,
      start: start, sessions: tracker.sessions, candidates: candidates,
      cutRecords: cut, malformedLines: malformed, file: facts, waiting: waitingAtEnd,
      descriptors: transfers.descriptors,
      cutConfigurations: transfers.cutConfigurations.cuts.filter {
        ours.contains($0.key) || candidates[$0.key] != nil
      })
  }
}

extension RecordPass where Decoder: LineDecoder {
  /// Reads lines of text to their end. Calls `start` with the time of the first record, before any
  /// observation, and `tell` with what the judge must know of the text.
  static func read(
    _ text: inout TextCapture, _ decoder: consuming Decoder, forcedAddresses: Set<DeviceAddress>,
    _ start: (Int64) -> Void, _ tell: (SourceFact) -> Void, _ progress: (ReadingPlace) -> Void,
    _ observe: SessionTracker.Emit, _ exchange: TransferPass.Exchange
  ) -> CapturePassResult {
    tell(.clock(step: decoder.clockStep))
    var pass = RecordPass(decoder, nil, forcedAddresses: forcedAddresses)
    let source = text.source
    var lines = 0
    var hidesResets = false
    let end = text.forEach { line, length in
      lines += 1
      if lines & (progressStep - 1) == 0 {
        progress(ReadingPlace(frame: lines, bytes: source.bytesRead))
      }
      guard let time = pass.time(of: line) else { return .proceed }
      if pass.recordCount == 0 { start(time) }
      let info = RecordInfo(
        frame: lines, nanoseconds: time, capturedLength: line.count, originalLength: length)
      pass.accept(line, info, observe, exchange)
      if pass.decoder.hidesResets != hidesResets {
        hidesResets.toggle()
        tell(.hidesResets(hidesResets))
      }
      return .proceed
    }
    return pass.finish(end, observe)
  }

  /// The time of a line in nanoseconds; nil if it is no record.
  private mutating func time(of line: Span<UInt8>) -> Int64? {
    switch decoder.stamp(of: line) {
    case .at(let time): time
    case .unknown: last.nanoseconds
    case .notARecord: nil
    }
  }
}
