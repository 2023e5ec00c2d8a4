import Checker
import DFU
import SpecTable
import TestSupport
import Testing
import USB

/// Scenarios as transcripts. What is expected stands after `;` on the line that shows it: `actor
/// verdict token`, several of them with commas. The token is part of the rule's path, or the
/// reading. A line without `;` is clean; only notes may come unexpected, but a note that is written
/// down must come.
@Suite struct ScenarioTests {
  static let header = """
    attached left
    dfu dnload upload tolerant size=64 detach=1000
    configured 1

    """

  /// Runs a scenario and says what is not as written.
  private func differences(
    _ text: String, above floor: Verdict = .note, hidingResets: Bool = false
  ) throws -> [String] {
    let transcript = try Transcript(text)
    var checker = Checker(CompiledTable(try Table.shipped()))
    if hidingResets { checker.options.resetsMayBeHidden = true }
    var wrong: [String] = []
    for (observation, remark) in zip(transcript.observations, transcript.remarks) {
      let before = checker.findings.count
      checker.observe(observation)
      let found = Array(checker.findings[before...])
      wrong += Self.compare(found, remark, at: observation.at.frame, above: floor)
    }
    return wrong
  }

  private static func compare(
    _ found: [Finding], _ remark: String, at frame: Int, above floor: Verdict
  ) -> [String] {
    var left = found
    var wrong: [String] = []
    for wanted in remark.split(separator: ",") {
      let words = wanted.split(separator: " ").map(String.init)
      let hit = left.firstIndex { finding in
        words.count == 3 && finding.actor.rawValue == words[0]
          && finding.verdict.rawValue == words[1]
          && (finding.rule.contains(words[2]) || finding.reading == words[2])
      }
      if let hit { left.remove(at: hit) } else { wrong.append("frame \(frame): no '\(wanted)'") }
    }
    return wrong
      + left.filter { $0.verdict > floor }.map {
        "frame \(frame): \($0.actor) \($0.verdict) \($0.rule): \($0.message)"
      }
  }

  @Test(arguments: Scenarios.all)
  func `a scenario gives what is written beside it`(_ scenario: Scenario) throws {
    let wrong = try differences(scenario.text)
    #expect(wrong.isEmpty, "\(scenario.name): \(wrong.joined(separator: "\n"))")
  }

  private static let strict = (TransitionScenarios.all + ModeScenarios.all).map {
    Scenario(name: $0, text: header + $1)
  }

  @Test(arguments: strict)
  func `a scenario gives what is written beside it, and no note beyond`(
    _ scenario: Scenario
  ) throws {
    let wrong = try differences(scenario.text, above: .pass)
    #expect(wrong.isEmpty, "\(scenario.name): \(wrong.joined(separator: "\n"))")
  }

  @Test(arguments: HiddenResetScenarios.all)
  func `a reset that the recording cannot show is thought of where it explains a fault`(
    _ scenario: Scenario
  ) throws {
    let wrong = try differences(scenario.text, hidingResets: true)
    #expect(wrong.isEmpty, "\(scenario.name): \(wrong.joined(separator: "\n"))")
    let shown = scenario.text.replacing("inconclusive", with: "violation")
    let differences = try differences(shown)
    #expect(differences.isEmpty, "\(scenario.name): \(differences.joined(separator: "\n"))")
  }

  @Test func `a wrong expectation is noticed`() throws {
    let wrong = try differences(Self.header + "GETSTATUS -> OK 0 dfuIDLE ; device violation A.2.3")
    #expect(!wrong.isEmpty)
    let missed = try differences(Self.header + "GETSTATUS -> OK 0 dfuDNBUSY")
    #expect(!missed.isEmpty)
  }
}

/// A scenario with its name.
struct Scenario: CustomTestStringConvertible {
  var name: String
  var text: String
  var testDescription: String { name }
}
