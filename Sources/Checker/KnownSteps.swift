import DFU
import Evidence
import SpecTable
import USB

/// Exchanges that broke nothing, by all that their judgement depends on.
///
/// A transfer makes the same few exchanges over and over. What is found here is what would be
/// judged again; nothing is kept of exchanges that gave a finding or a note.
struct KnownSteps {
  /// What the exchange leads to.
  struct Step {
    var next = Belief()
    var open: UInt64 = 0
    var turn = Clocks.Turn()
  }

  /// The rules that a step exercised, by their index in the table.
  struct Rules {
    var row: Int?
    var outcome: Int?
    var obligations: [Int] = []
  }

  /// As many as the six bits of `home` tell apart.
  private static let size = 64
  /// A step is kept at its home or at one of the places behind it.
  private static let reach = 4
  private var known = [Known](repeating: Known(), count: KnownSteps.size)
  /// Nil where no step is kept.
  private var exercised = [Rules?](repeating: nil, count: KnownSteps.size)

  private struct Known {
    /// At first that of no request of DFU.
    var key = StepKey()
    var step = Step()
    /// How often it was repeated.
    var hits = 0
  }

  /// Where the step of `key` is kept; nil when it is not known.
  func place(of key: StepKey) -> Int? {
    var place = Self.home(of: key)
    for _ in 0..<Self.reach {
      if known[place].key == key { return place }
      place = (place + 1) % Self.size
    }
    return nil
  }

  /// The step at a place, counted as taken once more.
  mutating func take(_ place: Int) -> Step {
    known[place].hits += 1
    return known[place].step
  }

  /// Keeps a step; what another one in its place exercised goes to `total`.
  mutating func keep(
    _ key: StepKey, _ step: Step, _ rules: Rules, evictedTo total: inout ExercisedRules
  ) {
    let home = Self.home(of: key)
    let places = (0..<Self.reach).lazy.map { (home + $0) % Self.size }
    let place = places.first { exercised[$0] == nil } ?? home
    total.add(exercised[place], known[place].hits)
    known[place] = Known(key: key, step: step)
    exercised[place] = rules
  }

  /// Adds what the repeated steps exercised.
  func addHits(to total: inout ExercisedRules) {
    for place in known.indices { total.add(exercised[place], known[place].hits) }
  }

  private static func home(of key: StepKey) -> Int {
    let mixed =
      key.facts.request ^ key.facts.past << 5 ^ key.reply.bytes << 9
      ^ UInt64(key.belief.states.rawValue) << 21 ^ key.open << 33
    return Int((mixed &* 0x9E37_79B9_7F4A_7C15) >> 58)
  }
}

extension ExercisedRules {
  fileprivate mutating func add(_ rules: KnownSteps.Rules?, _ times: Int) {
    guard let rules, times > 0 else { return }
    if let index = rules.row { row(index, outcome: rules.outcome, times) }
    for index in rules.obligations { obligation(index, times) }
  }
}

extension Checker {
  /// Judges an exchange as the same one was judged before; false when none was, or when a
  /// time is to be found fault with.
  mutating func repeatStep(
    _ key: StepKey, _ trigger: Int, _ transfer: ControlTransfer
  ) -> Bool {
    let tolerance = options.toleranceMilliseconds
    guard let place = knownSteps.place(of: key),
      !clocks.mayBeLate(transfer)
        || clocks.duration(transfer, history, tolerance: tolerance).isEmpty
    else { return false }
    if clocks.areRead(at: trigger) {
      guard
        clocks.breaches(at: trigger, transfer.submitted, toleranceMilliseconds: tolerance).isEmpty
      else { return false }
      clocks.stop(at: trigger, &examined)
    }
    let step = knownSteps.take(place)
    reportPass()
    belief = step.next
    history.record(transfer)
    spans.open = step.open
    clocks.take(step.turn, history, at: transfer.ended)
    return true
  }

  /// Keeps an exchange in which nothing was found.
  mutating func remember(
    _ key: StepKey, _ scene: Scene, _ seen: ReplySeen, _ marks: MarkSet
  ) {
    let judgement = device.judge(
      seen, to: scene.trigger, from: scene.belief, facts: scene.facts)
    let kept = rules.checks[scene.trigger].filter {
      $0.answer(scene.facts, scene.belief.states) == .kept
    }
    let step = KnownSteps.Step(
      next: belief, open: spans.open, turn: clocks.turn(by: marks, scene.facts))
    let exercised = KnownSteps.Rules(
      row: judgement.row, outcome: judgement.outcome, obligations: kept.map(\.index))
    knownSteps.keep(key, step, exercised, evictedTo: &examined)
  }
}

/// The facts that do not change with every exchange, as they are at a revision of the history.
struct SlowFacts {
  let revision: Int
  let bits: FactBits

  init(_ history: History) {
    revision = history.revision
    let slow = Fact.allCases.filter { !$0.isOfExchange }
      .reduce(UInt64(0)) { $0 | 1 << UInt64($1.rawValue) }
    let (known, value) = history.facts(slow, for: nil)
    bits = FactBits(known: known, value: value)
  }
}
