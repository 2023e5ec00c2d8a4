/// Puts submissions and completions together into control transfers.
///
/// Pairing is by bus and id; where the id is 0, by order on the device's endpoint 0. Transfers
/// come out in the order of their submission for each device. What is pending is bounded.
package struct ControlAssembler: Sendable {
  /// What the assembler hands out.
  package enum Output: Hashable, Sendable {
    /// A transfer; without its completion (`completed` is nil) its outcome is unknown.
    case transfer(ControlTransfer)
    /// A completion on a control endpoint whose submission is not in the capture.
    case lostSubmission(DeviceAddress, Moment)
  }

  /// Who wrote the records; nil until the first control submission.
  package private(set) var dialect: Dialect?
  private var pending = PendingTable()

  package init() {}

  /// Takes in a control event; `bytes` is the record that it was read from.
  package mutating func accept(
    _ event: URBEvent, _ bytes: Span<UInt8>, at moment: Moment, emit: (Output) -> Void
  ) {
    switch event.kind {
    case .submit: submit(event, bytes, at: moment, emit)
    case .complete, .error: complete(event, bytes, at: moment, emit)
    }
  }

  /// Hands out what is still waiting when the records end.
  package mutating func finish(emit: (Output) -> Void) {
    while let oldest = pending.oldest { remove(oldest, emit) }
  }

  // MARK: - Submission and completion

  private mutating func submit(
    _ event: URBEvent, _ bytes: Span<UInt8>, at moment: Moment, _ emit: (Output) -> Void
  ) {
    guard let setup = event.setup else { return }
    if dialect == nil { dialect = Dialect(submission: event) }
    let key = PendingTable.Key.of(event)
    // An id that is used again is free: the completion of its last use was lost.
    if let lost = pending.find(key) { release(through: lost, emit) }
    if pending.isFull, let oldest = pending.oldest { release(through: oldest, emit) }
    let isOut = setup.requestType.direction == .hostToDevice
    pending.append(
      key,
      ControlTransfer(
        device: event.device, setup: setup, outcome: .unknown, rawStatus: nil,
        data: isOut ? [UInt8](bytes, event.payload) : [], submitted: moment),
      submittedLength: event.dataLength)
  }

  private mutating func complete(
    _ event: URBEvent, _ bytes: Span<UInt8>, at moment: Moment, _ emit: (Output) -> Void
  ) {
    guard let slot = pending.find(PendingTable.Key.of(event)),
      pending[slot].transfer.device == event.device
    else { return emit(.lostSubmission(event.device, moment)) }
    (dialect ?? .usbmon).complete(
      &pending[slot].transfer, event, bytes, at: moment,
      submittedLength: pending[slot].submittedLength)
    let outcome = pending[slot].transfer.outcome
    // Queued transfers may be withdrawn last first, which tells nothing of those before.
    if outcome == .cancelled || outcome == .disconnected, isBehindAnother(slot) {
      pending.hold(slot)
    } else {
      release(through: slot, emit)
    }
  }

  // MARK: - Order

  /// Whether an earlier transfer of the same device still waits for its completion.
  private func isBehindAnother(_ slot: Int) -> Bool {
    let device = pending[slot].transfer.device
    var other = pending.oldest
    while let earlier = other, earlier != slot {
      if pending[earlier].transfer.device == device, !pending[earlier].isHeld { return true }
      other = pending.slot(after: earlier)
    }
    return false
  }

  /// Hands out this device's transfers up to and including `end`, and those held behind it:
  /// endpoint 0 works in order, so what was asked before and has not completed never will.
  private mutating func release(through end: Int, _ emit: (Output) -> Void) {
    let device = pending[end].transfer.device
    var isPastEnd = false
    var next = pending.oldest
    while let slot = next {
      next = pending.slot(after: slot)
      guard pending[slot].transfer.device == device else { continue }
      if isPastEnd, !pending[slot].isHeld { return }
      isPastEnd = isPastEnd || slot == end
      remove(slot, emit)
    }
  }

  private mutating func remove(_ slot: Int, _ emit: (Output) -> Void) {
    emit(.transfer(pending.remove(slot)))
  }
}
