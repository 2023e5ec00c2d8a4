import Checker
import DFU
import Report
import SpecTable
import Suite
import TestSupport
import Testing
import USB

/// Reads what all findings say: those of the shipped captures, and those of the faults that are put
/// into the clean ones.
@Suite struct FindingTextTests {
  /// What a text says that it must not; nil when nothing.
  private static func fault(
    rule: String, message: String, observed: String, advice: String, rulings: Set<String>
  ) -> String? {
    let text = "\(message) \(advice)"
    if text.contains("against the specification is silent") { return "a sentence put into another" }
    if rulings.contains(advice) { return "an advice that only repeats the reading" }
    if advice == message { return "an advice that repeats the message" }
    guard subjects.contains(where: advice.contains) else { return "an advice without a subject" }
    guard !rule.contains("/descriptor/") || message.contains(observed) else {
      return "a descriptor rule that does not say what was seen"
    }
    return nil
  }

  /// What an advice can be about: somebody, a thing, a request, or a field. A pronoun is none.
  private static let subjects = [
    "firmware", "device", "host", "bus", "recording", "Record", "ring", "capture", "profile",
    "block", "DFU_", "USB_", "XMOS_", "bitWill", "bitCan", "bitManifest", "bm", "bcd", "bNum",
    "bDevice", "bInterface", "bAlternate", "bMax", "bState", "bStatus", "bwPoll", "wTransferSize",
    "wTimeout",
    "wIndex", "wBlockNum", "idVendor", "idProduct", "iInterface", "descriptor", "suffix", "file",
  ]

  private static func rulings() throws -> Set<String> {
    Set(try Table.shipped().readings.flatMap { ["\($0.id): \($0.rule).", "\($0.rule)."] })
  }

  @Test(arguments: ShippedCapture.all)
  func `every finding of a shipped capture says what was seen and what to do`(
    _ shipped: ShippedCapture
  ) throws {
    let rulings = try Self.rulings()
    for session in try Judge(CheckOptions()).check(shipped.file).capture.sessions {
      for finding in session.findings {
        let words = finding.words
        let fault = Self.fault(
          rule: finding.rule, message: words.message, observed: words.observed,
          advice: words.advice ?? "", rulings: rulings)
        #expect(fault == nil, "\(finding.rule) at \(finding.frame ?? 0): \(words.advice ?? "")")
      }
    }
  }

  /// The number of observations that are judged after a fault.
  private static let horizon = 3

  @Test(arguments: SeededFaultTests.clean)
  func `every finding of a seeded fault says what was seen and what to do`(_ name: String) throws {
    let rulings = try Self.rulings()
    let trace = try Trace.observations(of: name)
    var checker = Checker(CompiledTable(try Table.shipped()))
    var read: Set<String> = []
    for (index, observation) in trace.enumerated() {
      if case .exchange(let transfer) = observation.event {
        let rest = trace[(index + 1)...].prefix(Self.horizon)
        for case let changed? in Fault.all(in: transfer).map(\.transfer) {
          var judge = checker
          let before = judge.findings.count
          for seen in [Observation(.exchange(changed), at: observation.at)] + rest {
            judge.observe(seen)
          }
          for finding in judge.findings[before...]
          where read.insert("\(finding.rule) \(finding.verdict) \(finding.states)").inserted {
            let words = finding.words
            let fault = Self.fault(
              rule: finding.rule, message: words.message, observed: words.observed,
              advice: words.advice, rulings: rulings)
            #expect(fault == nil, "\(finding.rule): \(words.advice)")
          }
        }
      }
      checker.observe(observation)
    }
    #expect(read.count > 10)
  }

  @Test func `a text without a subject, or with nothing but the reading, is noticed`() throws {
    let rulings = try Self.rulings()
    let ruling = try #require(rulings.first)
    let wrong = [
      "Set it to 0.", ruling,
      "Check how the firmware does it against the specification is silent.",
    ]
    for advice in wrong {
      #expect(
        Self.fault(
          rule: "dfu/A.2", message: "m", observed: "o", advice: advice, rulings: rulings) != nil)
    }
  }

  @Test func `a descriptor rule that does not say what was seen is noticed`() {
    func fault(_ message: String) -> String? {
      Self.fault(
        rule: "dfu/descriptor/D02", message: message, observed: "o",
        advice: "Set bNumEndpoints to 0.", rulings: [])
    }
    #expect(fault("m") != nil)
    #expect(fault("o") == nil)
  }

  @Test(arguments: ShippedCapture.all)
  func `exchanges with a verdict are at most the transfers`(_ shipped: ShippedCapture) throws {
    for session in try Judge(CheckOptions()).check(shipped.file).capture.sessions {
      for actor in Report.Actor.allCases {
        #expect(session.counts[actor].total <= session.transfers)
      }
    }
  }
}
