import DFU
import SpecTable
import TestSupport
import Testing
import USB

@testable import Checker

/// A step that is known is not judged again, and nobody notices.
@Suite struct KnownStepsTests {
  /// What a checker knows and has counted.
  private struct State: Equatable {
    var belief: Belief
    var open: UInt64
    var findings: [Finding]
    var rows: [Int]
    var outcomes: [UInt64]
    var obligations: [Int]
    var timing: [Int]

    init(_ checker: Checker) {
      let exercised = checker.exercised
      belief = checker.belief
      open = checker.spans.open
      findings = checker.findings
      rows = exercised.rows
      outcomes = exercised.outcomes
      obligations = exercised.obligations
      timing = exercised.timing
    }
  }

  /// Judges a trace with and without memory, and gives how many steps were known.
  private func judge(_ trace: [Observation], _ rules: CompiledTable) -> Int {
    var remembering = Checker(rules)
    var forgetting = Checker(rules)
    for observation in trace {
      remembering.observe(observation)
      forgetting.knownSteps = KnownSteps()
      forgetting.observe(observation)
      let same = State(remembering) == State(forgetting)
      #expect(same, "at frame \(observation.at.frame)")
      if !same { break }
    }
    let repeated = zip(remembering.exercised.rows, remembering.examined.rows).map { $0 - $1 }
    return repeated.reduce(0, +)
  }

  @Test(arguments: [0, 6, 30])
  func `generated conversations are judged alike`(faultEvery: Int) throws {
    let rules = try BeliefProperties.rules.get()
    let table = try BeliefProperties.table.get()
    var known = 0
    for seed in UInt64(0)..<40 {
      known += judge(
        TraceMaker.trace(seed: seed, table: table, faultEvery: faultEvery, turns: 250), rules)
    }
    #expect(known > 700)
  }

  @Test(arguments: [
    "vhci-download-upload", "xhci-detach-reset-download-upload", "aborted-download",
  ])
  func `shipped captures are judged alike`(name: String) throws {
    let known = judge(try Trace.observations(of: name), try BeliefProperties.rules.get())
    #expect(known > 10)
  }

  /// A request of any kind, and an answer to it that the capture holds whole or in part.
  private func exchange(_ random: inout SeededRandom, at moment: Moment) -> ControlTransfer {
    let isRare = Int.random(in: 0..<300, using: &random) == 0
    let request =
      isRare ? .detach : ClassRequest.allCases.dropFirst().randomElement(using: &random) ?? .abort
    let length = [0, 1, 6, 8, 64, 5_000].randomElement(using: &random) ?? 0
    let isCut = Int.random(in: 0..<20, using: &random) == 0
    var data = [UInt8](repeating: 2, count: isCut ? length / 2 : length)
    if data.count == 6 {
      data[4] = UInt8.random(in: 2...10, using: &random)
    }
    return ControlTransfer(
      device: DeviceAddress(bus: 1, address: 2),
      setup: request.setup(
        value: [0, 1, 2, 3, 1_000].randomElement(using: &random) ?? 0,
        interface: Int.random(in: 0..<50, using: &random) == 0 ? 1 : 0, length: UInt16(length)),
      outcome: .acknowledged, actualLength: length, data: data, submitted: moment,
      completed: moment)
  }

  @Test func `requests of one key have the same facts`() throws {
    let events = try Trace.observations(of: "vhci-download-upload").filter {
      if case .exchange = $0.event { false } else { true }
    }
    var random = SeededRandom(7)
    var checker = Checker(try BeliefProperties.rules.get())
    var facts: [[UInt64]: [Bool?]] = [:]
    var repeated = 0
    for frame in 1...20_000 {
      let moment = Moment(frame: frame, nanoseconds: Int64(frame) * 1_000_000)
      if frame % 400 == 1, var event = events.randomElement(using: &random) {
        event.at = moment
        checker.observe(event)
      }
      let transfer = exchange(&random, at: moment)
      if let key = checker.stepKey(transfer) {
        let now = Fact.allCases.map { $0.holds(for: transfer.setup, after: checker.history) }
        if let before = facts.updateValue(now, forKey: [key.request, key.past]) {
          repeated += 1
          #expect(before == now, "frame \(frame)")
        }
      }
      checker.observe(Observation(.exchange(transfer), at: moment))
    }
    #expect(repeated > 1_000)
  }

  @Test func `keys that differ in one bit are not equal`() {
    let keys: [WritableKeyPath<StepKey, UInt64>] = [
      \.request, \.past, \.open, \.reply.bytes, \.reply.length,
    ]
    for ground in [UInt64.zero, .max] {
      var key = StepKey(belief: Belief(.dfuIDLE, StatusSet(.ok)))
      for place in keys { key[keyPath: place] = ground }
      #expect(key == key)
      for place in keys {
        for bit in 0..<64 {
          var other = key
          other[keyPath: place] ^= 1 << UInt64(bit)
          #expect(other != key, "\(place), bit \(bit)")
        }
      }
      var other = key
      other.belief = Belief(.dfuIDLE, .anyError)
      #expect(other != key)
    }
  }

  @Test func `more kinds of steps than there is room for lose no count`() throws {
    var steps = KnownSteps()
    var total = ExercisedRules(try BeliefProperties.table.get())
    var taken = 0
    for round in 0..<3 {
      for kind in 0..<200 {
        let key = StepKey(request: UInt64(kind + 1) << 3)
        if let place = steps.place(of: key) {
          #expect(steps.take(place).open == UInt64(kind))
          taken += 1
        } else {
          steps.keep(
            key, KnownSteps.Step(open: UInt64(kind)), KnownSteps.Rules(row: 0, outcome: nil),
            evictedTo: &total)
        }
        if round == 0, let place = steps.place(of: key) {
          _ = steps.take(place)
          taken += 1
        }
      }
    }
    steps.addHits(to: &total)
    #expect(taken >= 200)
    #expect(total.rows[0] == taken)
  }
}
