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
    var other = before
    other.options.resetsMayBeHidden = false
    other.reset(at: transfer.submitted)
    other.forgetFindings()
    other.judge(transfer, trigger)
    let blamed = { Self.worst(found, $0) }
    let blamedAfterReset = { Self.worst(other.findings, $0) }
    guard Actor.allCases.allSatisfy({ blamedAfterReset($0) <= blamed($0) }) else { return found }
    if blamedAfterReset(.device) < .warning { belief.formUnion(other.belief) }
    return found.map {
      $0.verdict >= .warning && blamedAfterReset($0.actor) < .warning ? $0.underHiddenReset : $0
    }
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
      words.message = words.message.replacing(" " + Phrases.lossHint, with: "")
      words.message += " A bus reset before it, which this recording cannot show, would explain it."
      words.advice =
        "Record with usbmon on Linux, or on the wire: both show that a device is reset."
    }
    return finding
  }
}
