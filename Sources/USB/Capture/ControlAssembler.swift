/// Puts submissions and completions together into control transfers.
///
/// Pairing is by bus and id; where the id is 0, by order on the device's endpoint 0. Transfers
/// come out in the order of their submission for each device. What waits is bounded.
package struct ControlAssembler: Sendable {
  /// What the assembler hands out.
  package enum Output: Hashable, Sendable {
    /// A transfer; without its completion (`completed` is nil) its outcome is unknown.
    case transfer(ControlTransfer)
    /// A completion on a control endpoint whose submission is not in the capture.
    case lostSubmission(DeviceAddress, Moment)
  }

  /// More submissions than this do not wait at once on real control endpoints; beyond it the
  /// oldest is given up.
  private static let limit = 64

  /// Who wrote the records; nil until the first control submission.
  package private(set) var dialect: Dialect?
  private let form: HeaderForm
  /// The last submission, until it completes or another one follows. Mostly nothing else waits.
  private var recent: PendingTransfer?
  /// The submissions before it that wait, oldest first.
  private var earlier: [PendingTransfer] = []
  private var payloads = PayloadStore()

  package init(_ form: HeaderForm) {
    self.form = form
    earlier.reserveCapacity(Self.limit)
  }

  /// Takes in a record that `RecordKind` calls `control`.
  package mutating func accept(
    _ bytes: Span<UInt8>, at moment: Moment, emit: (Output) -> Void
  ) {
    guard let event = URBEvent(bytes, form) else { return }
    switch event.kind {
    case .submit: submit(event, bytes, at: moment, emit)
    case .complete, .error: complete(event, bytes, at: moment, emit)
    }
  }

  /// Hands out what is still waiting when the records end.
  package mutating func finish(emit: (Output) -> Void) {
    putRecentBehind()
    for pending in earlier { emit(.transfer(pending.transfer)) }
    earlier.removeAll(keepingCapacity: true)
  }

  // MARK: - Submission and completion

  private mutating func submit(
    _ event: URBEvent, _ bytes: Span<UInt8>, at moment: Moment, _ emit: (Output) -> Void
  ) {
    guard let setup = SetupPacket(bytes, at: URBEvent.setupOffset) else { return }
    if dialect == nil { dialect = Dialect(submission: event) }
    putRecentBehind()
    if !earlier.isEmpty { makeRoom(for: event, emit) }
    let isOut = setup.requestType.direction == .hostToDevice
    recent = PendingTransfer(
      event,
      ControlTransfer(
        device: event.device, setup: setup, outcome: .unknown, rawStatus: nil,
        data: isOut ? payloads.copy(bytes, event.payload) : [], submitted: moment))
  }

  private mutating func complete(
    _ event: URBEvent, _ bytes: Span<UInt8>, at moment: Moment, _ emit: (Output) -> Void
  ) {
    if earlier.isEmpty, var pending = recent.take() {
      guard pending.isCompleted(by: event) else {
        recent = pending
        return emit(.lostSubmission(event.device, moment))
      }
      end(&pending, event, bytes, at: moment)
      return emit(.transfer(pending.transfer))
    }
    putRecentBehind()
    guard let position = earlier.lastIndex(where: { $0.isCompleted(by: event) }) else {
      return emit(.lostSubmission(event.device, moment))
    }
    var pending = earlier[position]
    end(&pending, event, bytes, at: moment)
    earlier[position] = pending
    let outcome = pending.transfer.outcome
    // Queued transfers may be withdrawn last first, which tells nothing of those before.
    if outcome == .cancelled || outcome == .disconnected, isBehindAnother(position) { return }
    release(through: position, emit)
  }

  /// Writes into a transfer what its completion tells.
  private mutating func end(
    _ pending: inout PendingTransfer, _ completion: URBEvent, _ bytes: Span<UInt8>,
    at moment: Moment
  ) {
    let isIn = pending.transfer.setup.requestType.direction == .deviceToHost
    let ending = (dialect ?? .usbmon).ending(
      isIn: isIn, completion, submittedLength: pending.submittedLength)
    pending.transfer.outcome = ending.outcome
    pending.transfer.rawStatus = completion.status
    pending.transfer.actualLength = ending.actualLength
    pending.transfer.completed = moment
    if isIn, ending.isDataOfDevice {
      pending.transfer.data = payloads.copy(bytes, completion.payload)
    }
  }

  // MARK: - Order

  private mutating func putRecentBehind() {
    if let pending = recent.take() { earlier.append(pending) }
  }

  /// Gives up the submission whose id is used again, for its completion was lost, and the oldest
  /// one when there are too many.
  private mutating func makeRoom(for event: URBEvent, _ emit: (Output) -> Void) {
    if let lost = earlier.lastIndex(where: { $0.isReplaced(by: event) }) {
      release(through: lost, emit)
    }
    if earlier.count == Self.limit { release(through: 0, emit) }
  }

  /// Whether an earlier transfer of the same device still waits for its completion.
  private func isBehindAnother(_ position: Int) -> Bool {
    let device = earlier[position].transfer.device
    return earlier[..<position].contains { $0.transfer.device == device && !$0.isComplete }
  }

  /// Hands out this device's transfers up to and including `end`, and the completed ones right
  /// behind: endpoint 0 works in order, so what was asked before and has not completed never
  /// will.
  private mutating func release(through end: Int, _ emit: (Output) -> Void) {
    let device = earlier[end].transfer.device
    var kept = 0
    var isReleasing = true
    for position in earlier.indices {
      let isOfDevice = earlier[position].transfer.device == device
      if isOfDevice, position > end, !earlier[position].isComplete { isReleasing = false }
      if isOfDevice, isReleasing {
        emit(.transfer(earlier[position].transfer))
      } else {
        earlier.swapAt(kept, position)
        kept += 1
      }
    }
    earlier.removeLast(earlier.count - kept)
  }
}

/// A submission that waits: for its completion, or for that of an earlier one of its device.
private struct PendingTransfer: Sendable {
  /// The id of its request block.
  let id: UInt64
  /// The submission's data length.
  let submittedLength: Int
  var transfer: ControlTransfer

  init(_ submission: URBEvent, _ transfer: consuming ControlTransfer) {
    id = submission.id
    submittedLength = submission.dataLength
    self.transfer = transfer
  }

  /// Completed, and waiting only for its turn.
  var isComplete: Bool { transfer.completed != nil }

  /// Whether the event ends this request block.
  func isCompleted(by event: URBEvent) -> Bool {
    id == event.id && transfer.device == event.device && !isComplete
  }

  /// Whether a submission shows that this one's request block is free again. Where ids are 0,
  /// a device has one request block at a time.
  func isReplaced(by event: URBEvent) -> Bool {
    id == event.id && transfer.device.bus == event.device.bus && !isComplete
      && (id != 0 || transfer.device == event.device)
  }
}
