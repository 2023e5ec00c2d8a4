import DFU
import DeviceModel
import USB

/// Aligns the polls of the capture with those of the model.
///
/// How often GETSTATUS repeats the same state depends on timing, so a different number is no
/// divergence. The order of the states must be the same.
struct PollAlignment {
  /// A poll at which the capture repeats a state that the model has already left.
  struct Held {
    var transfer: ControlTransfer
    var reply: ModelReply
    /// The model's state before the poll.
    var state: State
  }

  private var held: Held?
  /// The capture's status report of the last exchange; nil when it was no GETSTATUS.
  private var seen: StatusReport?
  private var predicted: StatusReport?
  /// Whether bwPollTimeout is compared; else it is a choice of the device.
  var comparesTime = true

  /// The most polls after which the model must have left a state.
  private static let limit = 4_096

  /// How a transfer relates to the held poll.
  enum Part { case repeats, caughtUp(held: ControlTransfer), not }

  /// Tells whether this transfer repeats the held poll, or shows what the model answered to it.
  mutating func takes(_ transfer: ControlTransfer) -> Part {
    // Tests for nil first: to copy the held poll costs as much as the rest of this function.
    guard held != nil, let held, let report = transfer.statusReport else { return .not }
    if agrees(held.reply, transfer) {
      note(transfer, held.reply)
      self.held = nil
      return .caughtUp(held: held.transfer)
    }
    return report.state == held.transfer.statusReport?.state ? .repeats : .not
  }

  /// Whether the capture repeats the state of the poll before while the model shows another state.
  func isAhead(_ transfer: ControlTransfer, _ reply: ModelReply) -> Bool {
    guard let report = transfer.statusReport, let seen, let answer = reply.report else {
      return false
    }
    return report.state == seen.state && answer.state != seen.state
  }

  mutating func hold(_ transfer: ControlTransfer, _ reply: ModelReply, in state: State) {
    held = Held(transfer: transfer, reply: reply, state: state)
  }

  /// Removes the held poll and returns it; nil when none is held.
  mutating func release() -> Held? {
    guard held != nil else { return nil }
    defer { held = nil }
    return held
  }

  /// Polls a model that repeats a state until it answers as the capture does; nil when it never
  /// does.
  func behind(
    _ transfer: ControlTransfer, _ reply: ModelReply, _ device: any DeviceModel
  ) -> (device: any DeviceModel, reply: ModelReply, polls: Int)? {
    guard let wanted = transfer.statusReport, let predicted, var report = reply.report,
      report.state == predicted.state, wanted.state != report.state
    else { return nil }
    var device = device
    for polls in 1...Self.limit {
      let wait = VirtualTime.milliseconds(max(1, Int(report.pollTimeoutMilliseconds)))
      device.advance(by: wait)
      let next = device.handle(transfer.setup, payload: [])
      if agrees(next, transfer) { return (device, next, polls) }
      guard let shown = next.report, shown.state == predicted.state else { return nil }
      report = shown
    }
    return nil
  }

  private func agrees(_ reply: ModelReply, _ transfer: ControlTransfer) -> Bool {
    ReplyAgreement(of: reply, with: transfer, isDefined: isDefined) == .agrees
  }

  /// Whether this byte of an answer to GETSTATUS is compared; bytes 1 to 3 are bwPollTimeout (DFU
  /// 1.1, 6.1.2).
  func isDefined(_ index: Int) -> Bool { comparesTime || !(1...3).contains(index) }

  /// Keeps the status reports of an exchange from both sides.
  mutating func note(_ transfer: ControlTransfer, _ reply: ModelReply) {
    seen = transfer.statusReport
    predicted = seen == nil ? nil : reply.report
  }
}

extension ModelReply {
  fileprivate var report: StatusReport? { bytes.flatMap { StatusReport($0) } }
}
