/// Pairs submissions and completions into control transfers, for any dialect that has both.
///
/// It pairs by bus, id, direction and length. Where the id is 0, it pairs by order on the device's
/// endpoint 0. For each device, transfers come out in the order of their submissions. The number of
/// waiting submissions is limited.
package struct ControlAssembler<Dialect: URBDialect>: TransferDecoder {
  /// The most submissions that wait at once. Real control endpoints have fewer. When one more
  /// comes, the assembler gives up the older half: one by one would cost more in a capture whose
  /// completions are all missing.
  private static var limit: Int { 64 }

  private var dialect: Dialect
  /// The last submission, as long as `isWaiting`: until it completes or another one follows. Mostly
  /// it waits alone. It is not optional, for an optional of this size costs more to copy and to
  /// destroy than all the rest of a record.
  private var recent = Submission()
  private var isWaiting = false
  /// Older submissions that still wait, oldest first.
  private var earlier: [WaitingSubmission] = []
  /// The last completion whose submission was not found.
  private var lost: (event: URBEvent, moment: Moment)?
  private var sent = PayloadStore()
  private var received = PayloadStore()
  /// The number of records that a second recorder wrote of an event.
  package private(set) var copies = 0

  /// Assembles the events that this dialect reads.
  package init(_ dialect: Dialect) {
    self.dialect = dialect
    earlier.reserveCapacity(Self.limit)
  }

  /// The dialect's name.
  package var name: String? { dialect.name }

  /// The dialect's limits.
  package var limits: [String] { dialect.limits }

  /// Whether the dialect hides resets.
  package var hidesResets: Bool { dialect.hidesResets }

  /// The dialect's bits of streams.
  package var streamBits: StreamBits? { dialect.streamBits }

  /// Whether a record is one of a stream, as the dialect says.
  @inline(__always)
  package func isOfStream(_ record: Span<UInt8>) -> Bool { dialect.isOfStream(record) }

  /// Classifies a record, as the dialect does.
  @inline(__always)
  package mutating func kind(of record: Span<UInt8>) -> RecordKind { dialect.kind(of: record) }

  /// Takes in a control record. If it is a completion whose submission is not in the capture,
  /// returns its device.
  package mutating func accept(
    _ record: Span<UInt8>, at moment: Moment, emit: TransferEmit
  ) -> DeviceAddress? {
    guard let event = dialect.event(in: record) else { return nil }
    switch event.kind {
    case .submit: submit(event, record, at: moment, emit)
    case .complete, .error:
      guard complete(event, record, at: moment, emit) else { return event.device }
    }
    return nil
  }

  /// Hands out the waiting transfers: at the end of the records, or where records are missing.
  package mutating func finish(emit: TransferEmit) {
    putRecentBehind()
    for waiting in earlier { copies += waiting.handOut(emit) }
    earlier.removeAll(keepingCapacity: true)
  }

  /// Whether a submission waits although another one followed.
  @inline(__always)
  package var isOvertaken: Bool { !earlier.isEmpty }

  /// The moment of the last submission to this device that was made before `moment` and was not
  /// handed out yet: it waits, or is withdrawn behind one that waits.
  package func waiting(at device: DeviceAddress, before moment: Moment) -> Moment? {
    earlier.last {
      $0.submission.device == device && $0.submission.moment < moment
    }?.submission.moment
  }

  // MARK: - Submission and completion

  private mutating func submit(
    _ event: URBEvent, _ record: Span<UInt8>, at moment: Moment, _ emit: TransferEmit
  ) {
    guard let setup = dialect.setup(in: record) else { return }
    dialect.learn(from: event, setup)
    putRecentBehind()
    let isOut = setup.requestType.direction == .hostToDevice
    let payload = isOut ? event.payload : 0..<0
    if !earlier.isEmpty, isCopy(record, setup, record.extracting(payload), at: moment, emit) {
      return
    }
    isWaiting = true
    recent.begin(event, setup, mostMoved: dialect.mostMoved(by: event, setup), at: moment)
    if !payload.isEmpty { recent.data = sent.copy(record, payload) }
  }

  /// Pairs a completion. Returns whether its submission was found.
  private mutating func complete(
    _ event: URBEvent, _ record: Span<UInt8>, at moment: Moment, _ emit: TransferEmit
  ) -> Bool {
    guard isWaiting, earlier.isEmpty, recent.isCompleted(by: event) else {
      return completeEarlier(record, at: moment, emit)
    }
    isWaiting = false
    let (ending, reply) = answer(to: recent.setup, recent.dataLength, event, record)
    let transfer = recent.finish(ending, by: event, reply: reply, at: moment)
    emit(transfer, 2)
    giveBack(transfer)
    return true
  }

  /// Pairs a completion where several submissions wait, or where none is its own.
  ///
  /// It reads the event once more: a value of this size that is handed over lies in memory, which
  /// would cost something for every record.
  @inline(never)
  private mutating func completeEarlier(
    _ record: Span<UInt8>, at moment: Moment, _ emit: TransferEmit
  ) -> Bool {
    guard let event = dialect.event(in: record) else { return true }
    putRecentBehind()
    if isCopy(event, at: moment, emit) { return true }
    giveUpCopies(before: event, at: moment, emit)
    let position = earlier.lastIndex {
      $0.finished == nil && $0.submission.isCompleted(by: event)
    }
    guard let position else {
      lost = (event, moment)
      giveUpContradicted(by: event, emit)
      return false
    }
    var submission = earlier[position].submission
    let (ending, reply) = answer(to: submission.setup, submission.dataLength, event, record)
    let transfer = submission.finish(ending, by: event, reply: reply, at: moment)
    earlier[position].finish(transfer, by: event, at: moment)
    if !earlier[position].awaitsCopy { release(finished: position, emit) }
    return true
  }

  private mutating func giveBack(_ transfer: consuming ControlTransfer) {
    switch transfer.setup.requestType.direction {
    case .hostToDevice: sent.giveBack(transfer.data)
    case .deviceToHost: received.giveBack(transfer.data)
    }
  }

  /// How a completion ends its submission, of `setup` and `length`, and the data that it holds.
  @inline(__always)
  private mutating func answer(
    to setup: SetupPacket, _ length: Int, _ completion: URBEvent, _ record: Span<UInt8>
  ) -> (URBEnding, data: [UInt8]?) {
    let isIn = setup.requestType.direction == .deviceToHost
    let ending = dialect.ending(of: completion, isIn: isIn, submittedLength: length)
    let hasData = isIn ? ending.hasData : ending.repeatsSentData
    let hasReply = hasData && !completion.payload.isEmpty
    return (ending, hasReply ? received.copy(record, completion.payload) : nil)
  }

  /// Gives up the submission whose id a lost submission has used again, as this completion shows.
  private mutating func giveUpContradicted(by event: URBEvent, _ emit: TransferEmit) {
    let loser = earlier.lastIndex {
      $0.finished == nil && $0.submission.isContradicted(by: event)
    }
    if let loser { release(through: loser, emit) }
  }

  // MARK: - Copies

  /// Whether a submission is recorded again. Its first record still waits: the kernel tells all
  /// recorders of an event before the request block goes on. Where it is a new one, it gets room.
  @inline(never)
  private mutating func isCopy(
    _ record: Span<UInt8>, _ setup: SetupPacket, _ data: Span<UInt8>, at moment: Moment,
    _ emit: TransferEmit
  ) -> Bool {
    guard let event = dialect.event(in: record) else { return false }
    giveUpCopies(before: event, at: moment, emit)
    let first = earlier.indices.last {
      earlier[$0].finished == nil
        && earlier[$0].submission.isCopied(by: event, setup, data, at: moment)
    }
    guard let first else {
      makeRoom(for: event, emit)
      return false
    }
    earlier[first].noteCopy(at: moment)
    return true
  }

  /// Whether a completion is recorded again.
  private mutating func isCopy(
    _ event: URBEvent, at moment: Moment, _ emit: TransferEmit
  ) -> Bool {
    if let first = earlier.lastIndex(where: { $0.isCopied(by: event, at: moment) }) {
      copies += 2
      if earlier[first].noteCompletionCopy() { release(finished: first, emit) }
      return true
    }
    if let lost, lost.event.isCopied(by: event), lost.moment.isOfCopies(moment) {
      copies += 1
      return true
    }
    return false
  }

  /// Hands out the transfers that wait only for a copy which will not come any more.
  private mutating func giveUpCopies(
    before event: URBEvent, at moment: Moment, _ emit: TransferEmit
  ) {
    while let first = earlier.firstIndex(where: { $0.lacksCopy(before: event, at: moment) }) {
      earlier[first].refuteCopies()
      release(finished: first, emit)
    }
  }

  // MARK: - Order

  @inline(__always)
  private mutating func putRecentBehind() {
    if isWaiting { appendRecent() }
  }

  private mutating func appendRecent() {
    isWaiting = false
    earlier.append(WaitingSubmission(recent))
    recent.data = []
  }

  /// Makes room for a new submission. If its id is in use, the older submission lost its completion
  /// and is given up. If too many wait, the older half is given up.
  private mutating func makeRoom(for event: URBEvent, _ emit: TransferEmit) {
    let lost = earlier.lastIndex { $0.finished == nil && $0.submission.isReplaced(by: event) }
    if let lost { release(through: lost, emit) }
    guard earlier.count == Self.limit else { return }
    let older = Self.limit / 2
    for waiting in earlier[..<older] { copies += waiting.handOut(emit) }
    earlier.removeFirst(older)
  }

  /// Whether an earlier transfer of the same device still waits for its completion.
  private func isBehindAnother(_ position: Int) -> Bool {
    let device = earlier[position].submission.device
    return earlier[..<position].contains { $0.submission.device == device && $0.finished == nil }
  }

  /// Hands out a finished transfer in its turn. A host may withdraw queued transfers last first:
  /// those before may still complete.
  private mutating func release(finished position: Int, _ emit: TransferEmit) {
    let outcome = earlier[position].finished?.outcome
    let isWithdrawn = outcome == .cancelled || outcome == .disconnected
    if isWithdrawn, isBehindAnother(position) { return }
    release(through: position, emit)
  }

  /// Hands out this device's transfers up to and including `end`, and the completed ones directly
  /// after it. Endpoint 0 works in order, so a transfer before `end` without completion will never
  /// complete.
  private mutating func release(through end: Int, _ emit: TransferEmit) {
    let device = earlier[end].submission.device
    var kept = 0
    var isReleasing = true
    for position in earlier.indices {
      let waiting = earlier[position]
      let isOfDevice = waiting.submission.device == device
      if isOfDevice, position > end, waiting.finished == nil || waiting.awaitsCopy {
        isReleasing = false
      }
      if isOfDevice, isReleasing {
        copies += waiting.handOut(emit)
      } else {
        earlier.swapAt(kept, position)
        kept += 1
      }
    }
    earlier.removeLast(earlier.count - kept)
  }
}
