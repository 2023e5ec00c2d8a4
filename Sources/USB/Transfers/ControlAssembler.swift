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
  /// The last submission, until it completes or another submission follows. Mostly it waits alone.
  private var recent: Submission?
  /// Older submissions that still wait, oldest first.
  private var earlier: [Waiting] = []
  private var sent = PayloadStore()
  private var received = PayloadStore()

  /// A submission that waits for its own completion, or for an earlier transfer of its device.
  private struct Waiting {
    let submission: Submission
    /// The transfer, if it is complete and waits only for its turn.
    var finished: ControlTransfer?
  }

  /// Assembles the events that this dialect reads.
  package init(_ dialect: Dialect) {
    self.dialect = dialect
    earlier.reserveCapacity(Self.limit)
  }

  /// The dialect's name.
  package var name: String? { dialect.name }

  /// The dialect's limits.
  package var limits: [String] { dialect.limits }

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
    for waiting in earlier { Self.handOut(waiting, emit) }
    earlier.removeAll(keepingCapacity: true)
  }

  /// Whether a submission waits although another one followed.
  @inline(__always)
  package var isOvertaken: Bool { !earlier.isEmpty }

  /// The moment of the last submission to this device that was made before `moment` and still
  /// waits.
  package func waiting(at device: DeviceAddress, before moment: Moment) -> Moment? {
    earlier.last {
      $0.finished == nil && $0.submission.device == device && $0.submission.moment < moment
    }?.submission.moment
  }

  // MARK: - Submission and completion

  private mutating func submit(
    _ event: URBEvent, _ record: Span<UInt8>, at moment: Moment, _ emit: TransferEmit
  ) {
    guard let setup = dialect.setup(in: record) else { return }
    dialect.learn(from: event)
    putRecentBehind()
    if !earlier.isEmpty { makeRoom(for: event, emit) }
    let isOut = setup.requestType.direction == .hostToDevice
    recent = Submission(
      id: event.id, device: event.device, isIn: event.isIn, setup: setup,
      data: isOut && !event.payload.isEmpty ? sent.copy(record, event.payload) : [],
      dataLength: event.dataLength, mostMoved: dialect.mostMoved(by: event, setup),
      moment: moment)
  }

  /// Pairs a completion. Returns whether its submission was found.
  private mutating func complete(
    _ event: URBEvent, _ record: Span<UInt8>, at moment: Moment, _ emit: TransferEmit
  ) -> Bool {
    if earlier.isEmpty, let submission = recent.take() {
      if submission.isCompleted(by: event) {
        let transfer = finished(submission, event, record, at: moment)
        emit(transfer, 2)
        giveBack(transfer)
        return true
      }
      recent = submission
    }
    putRecentBehind()
    let position = earlier.lastIndex {
      $0.finished == nil && $0.submission.isCompleted(by: event)
    }
    guard let position else {
      giveUpContradicted(by: event, emit)
      return false
    }
    let transfer = finished(earlier[position].submission, event, record, at: moment)
    earlier[position].finished = transfer
    // A host may withdraw queued transfers last first: those before may still complete.
    let isWithdrawn = transfer.outcome == .cancelled || transfer.outcome == .disconnected
    if isWithdrawn, isBehindAnother(position) { return true }
    release(through: position, emit)
    return true
  }

  private mutating func giveBack(_ transfer: consuming ControlTransfer) {
    switch transfer.setup.requestType.direction {
    case .hostToDevice: sent.giveBack(transfer.data)
    case .deviceToHost: received.giveBack(transfer.data)
    }
  }

  /// The transfer of a submission and its completion.
  @inline(__always)
  private mutating func finished(
    _ submission: consuming Submission, _ completion: URBEvent, _ record: Span<UInt8>,
    at moment: Moment
  ) -> ControlTransfer {
    let isIn = submission.setup.requestType.direction == .deviceToHost
    let ending = dialect.ending(
      of: completion, isIn: isIn, submittedLength: submission.dataLength)
    let hasReply = isIn && ending.hasData && !completion.payload.isEmpty
    return submission.transfer(
      ending, by: completion,
      reply: hasReply ? received.copy(record, completion.payload) : nil, at: moment)
  }

  /// Gives up the submission whose id a lost submission has used again, as this completion shows.
  private mutating func giveUpContradicted(by event: URBEvent, _ emit: TransferEmit) {
    let lost = earlier.lastIndex {
      $0.finished == nil && $0.submission.isContradicted(by: event)
    }
    if let lost { release(through: lost, emit) }
  }

  // MARK: - Order

  private static func handOut(_ waiting: Waiting, _ emit: TransferEmit) {
    if let transfer = waiting.finished {
      emit(transfer, 2)
    } else {
      emit(waiting.submission.unfinished(), 1)
    }
  }

  private mutating func putRecentBehind() {
    if let submission = recent.take() { earlier.append(Waiting(submission: submission)) }
  }

  /// Makes room for a new submission. If its id is in use, the older submission lost its completion
  /// and is given up. If too many wait, the older half is given up.
  private mutating func makeRoom(for event: URBEvent, _ emit: TransferEmit) {
    let lost = earlier.lastIndex { $0.finished == nil && $0.submission.isReplaced(by: event) }
    if let lost { release(through: lost, emit) }
    guard earlier.count == Self.limit else { return }
    let older = Self.limit / 2
    for waiting in earlier[..<older] { Self.handOut(waiting, emit) }
    earlier.removeFirst(older)
  }

  /// Whether an earlier transfer of the same device still waits for its completion.
  private func isBehindAnother(_ position: Int) -> Bool {
    let device = earlier[position].submission.device
    return earlier[..<position].contains { $0.submission.device == device && $0.finished == nil }
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
      if isOfDevice, position > end, waiting.finished == nil { isReleasing = false }
      if isOfDevice, isReleasing {
        Self.handOut(waiting, emit)
      } else {
        earlier.swapAt(kept, position)
        kept += 1
      }
    }
    earlier.removeLast(earlier.count - kept)
  }
}
