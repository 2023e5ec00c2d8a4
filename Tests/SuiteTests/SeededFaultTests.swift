import Checker
import DFU
import SpecTable
import TestSupport
import Testing
import USB

/// Puts every single fault into every DFU transfer of every clean capture. The checker and the
/// reference must give the same verdict about the same side at the same frame.
@Suite struct SeededFaultTests {
  /// Captures in which neither side has a fault.
  static let clean = [
    "vhci-download-upload", "xhci-detach-reset-download-upload", "will-detach",
    "aborted-download", "error-block-verify",
  ]

  /// The number of observations that are judged after the fault. Every fault shows within them.
  private static let horizon = 14

  @Test(arguments: clean)
  func `every seeded fault is judged as the reference judges it`(_ name: String) throws {
    let trace = try Trace.observations(of: name)
    let rules = CompiledTable(try Table.shipped())
    var checker = Checker(rules)
    var reference = Reference()
    var count = 0
    var wrong: [String] = []
    for (index, observation) in trace.enumerated() {
      if case .exchange(let transfer) = observation.event {
        let rest = trace[(index + 1)...].prefix(Self.horizon)
        for fault in Fault.all(in: transfer) {
          count += 1
          let difference = Self.difference(
            fault, checker, reference, Array(rest), at: observation)
          if let difference { wrong.append("\(name) frame \(observation.at.frame): \(difference)") }
        }
      }
      checker.observe(observation)
      reference.observe(observation)
    }
    #expect(reference.first.isEmpty, "the reference finds \(reference.first) in a clean capture")
    #expect(checker.findings.allSatisfy { $0.verdict <= .note })
    #expect(count > 500)
    #expect(
      wrong.count == 0, "of \(count):\n\(wrong.prefix(12).joined(separator: "\n"))")
  }

  /// How the checker and the reference differ about one fault; nil when they agree.
  private static func difference(
    _ fault: Fault, _ checker: Checker, _ reference: Reference, _ rest: [Observation],
    at observation: Observation
  ) -> String? {
    var checker = checker
    var reference = reference
    let before = checker.findings.count
    let changed = fault.transfer.map { [Observation(.exchange($0), at: observation.at)] } ?? []
    for seen in changed + rest {
      checker.observe(seen)
      reference.observe(seen)
    }
    var ours: [String: (frame: Int, rule: String)] = [:]
    for finding in checker.findings[before...]
    where finding.verdict >= .warning && ours[finding.actor.rawValue] == nil {
      ours[finding.actor.rawValue] = (finding.at.frame, finding.rule)
    }
    for actor in ["device", "host"] {
      let theirs = reference.first[actor]?.frame
      if ours[actor]?.frame != theirs {
        let rule = ours[actor]?.rule ?? "nothing"
        let frame = ours[actor].map { "\($0.frame)" } ?? "-"
        let expected = theirs.map { "\($0) \(reference.first[actor]?.verdict ?? "")" } ?? "-"
        return "\(fault.name): \(actor) checker \(frame) (\(rule)), reference \(expected)"
      }
    }
    return nil
  }
}
