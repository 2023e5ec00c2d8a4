import DFU
import Evidence
import SpecTable
import USB

// Recordings that do not show bus resets. What a reset before an exchange would explain is nobody's
// fault as far as such a recording can tell.

extension Checker {
  /// How long a reset keeps a device from DFU requests at least, in nanoseconds: 20 ms. Resetting
  /// takes 10 ms and the recovery after it 10 ms (USB 2.0, 7.1.7.5).
  private static var resetNanoseconds: Int64 { 20_000_000 }

  /// Whether the device may have been reset between the last exchange and `moment`, without a trace
  /// in the recording.
  func mayHideReset(before moment: Moment) -> Bool {
    if mayHaveArrived { return true }
    guard options.resetsMayBeHidden, let lastEnd else { return false }
    return moment.nanoseconds - lastEnd >= Self.resetNanoseconds
  }

  /// Doubts what was found of an exchange, for each side that a reset before it would clear without
  /// blaming the other side more. `before`: the checker as it was before the exchange. The belief
  /// grows by what the device may be if it was reset.
  mutating func doubt(
    _ found: [Finding], of transfer: ControlTransfer, _ trigger: Int, from before: Checker
  ) -> [Finding] {
    guard found.contains(where: { $0.verdict >= .warning }) else { return found }
    for var other in before.ifReset(before: transfer.submitted) {
      other.options.resetsMayBeHidden = false
      other.mayHaveArrived = false
      other.forgetFindings()
      other.judge(transfer, trigger)
      let after = other.findings
      guard Self.blamesNoMore(after, than: found) else { continue }
      if Self.worst(after, .device) < .warning { belief.formUnion(other.belief) }
      loseTrack()
      return found.map {
        $0.verdict >= .warning && Self.worst(after, $0.actor) < .warning ? $0.underHiddenReset : $0
      }
    }
    return found
  }

  /// What it would be after a reset that is not in the recording, or, where a SET_CONFIGURATION
  /// came last, after a departure: hosts send it to a device that arrived (USB 2.0, 9.1.1.5), as to
  /// one that was plugged in again.
  private func ifReset(before moment: Moment) -> [Checker] {
    var reset = self
    reset.reset(at: moment)
    guard history.isJustConfigured else { return [reset] }
    var arrived = self
    arrived.left(at: moment)
    arrived.attached(.afterLeaving, at: moment)
    arrived.configured(to: 1, at: moment)
    // The host has read the descriptors anew, so that they are from after the hidden reset.
    guard mayHaveArrived, let mode = history.describedMode, let set = history.descriptors else {
      return [reset, arrived]
    }
    return [reset, arrived].compactMap { $0.showing(set, mode) }
  }

  /// With these descriptors, and without the states of the other mode; nil where none is left.
  private func showing(_ set: DescriptorSet, _ mode: Mode) -> Checker? {
    var other = self
    other.history.describe(set)
    other.belief.formIntersection(mode.states)
    return other.belief.isEmpty ? nil : other
  }

  /// Whether `after` clears a side that `found` blames, and blames the other no more.
  private static func blamesNoMore(_ after: [Finding], than found: [Finding]) -> Bool {
    let isCleared = Actor.allCases.contains {
      worst(found, $0) >= .warning && worst(after, $0) < .warning
    }
    return isCleared
      && Actor.allCases.allSatisfy { worst(after, $0) <= max(worst(found, $0), .inconclusive) }
  }

  private static func worst(_ findings: [Finding], _ actor: Actor) -> Verdict {
    findings.filter { $0.actor == actor }.map(\.verdict).max() ?? .pass
  }
}

extension Finding {
  /// What is left of it where a bus reset that the recording cannot show would explain it.
  fileprivate var underHiddenReset: Finding {
    var finding = self
    finding.verdict = .inconclusive
    finding.reword { words in
      words.explain(
        by: " A bus reset before it, which this recording cannot show, would explain it.")
      words.advice =
        "Record with usbmon on Linux, or on the wire, and leave the records of the hub in: they "
        + "show that a device is reset."
    }
    return finding
  }
}
