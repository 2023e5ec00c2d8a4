import DFU
import DeviceModel
import USB

/// Aligns polls: how often GETSTATUS shows the same state again is chance, which states it
/// shows in which order is not.
struct PollAlignment {
  /// A poll at which the model had left the state that the capture shows again.
  struct Held {
    var transfer: ControlTransfer
    var reply: ModelReply
    /// The model's state before it.
    var state: State
  }

  private var held: Held?
  /// What the last exchange showed, where it was a GETSTATUS.
  private var seen: StatusReport?
  private var predicted: StatusReport?

  /// The most polls that the model is given to leave a state.
  private static let limit = 4_096

  /// What a transfer is to the poll that is held.
  enum Part { case repeats, caughtUp(held: ControlTransfer), not }

  /// Whether the model, which is ahead, has answered this transfer already.
  mutating func takes(_ transfer: ControlTransfer) -> Part {
    // Asked first, since a copy of what is held costs as much as the rest.
    guard held != nil, let held, let report = transfer.statusReport else { return .not }
    if ReplyAgreement(of: held.reply, with: transfer) == .agrees {
      note(transfer, held.reply)
      self.held = nil
      return .caughtUp(held: held.transfer)
    }
    return report.state == held.transfer.statusReport?.state ? .repeats : .not
  }

  /// Whether the capture shows the state of the poll before once more and the model does not.
  func isAhead(_ transfer: ControlTransfer, _ reply: ModelReply) -> Bool {
    guard let report = transfer.statusReport, let seen, let answer = reply.report else {
      return false
    }
    return report.state == seen.state && answer.state != seen.state
  }

  mutating func hold(_ transfer: ControlTransfer, _ reply: ModelReply, in state: State) {
    held = Held(transfer: transfer, reply: reply, state: state)
  }

  /// Gives up the poll that is held.
  mutating func release() -> Held? {
    guard held != nil else { return nil }
    defer { held = nil }
    return held
  }

  /// Polls a model that shows a state once more, until it shows what the capture does; nil when
  /// it never does.
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
      if ReplyAgreement(of: next, with: transfer) == .agrees { return (device, next, polls) }
      guard let shown = next.report, shown.state == predicted.state else { return nil }
      report = shown
    }
    return nil
  }

  /// Keeps what an exchange showed on both sides.
  mutating func note(_ transfer: ControlTransfer, _ reply: ModelReply) {
    seen = transfer.statusReport
    predicted = seen == nil ? nil : reply.report
  }
}

extension ModelReply {
  fileprivate var report: StatusReport? { bytes.flatMap { StatusReport($0) } }
}
