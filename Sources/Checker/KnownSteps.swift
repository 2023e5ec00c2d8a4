import DFU
import SpecTable
import USB

/// Exchanges that broke nothing, by all that their judgement depends on.
///
/// A transfer makes the same few exchanges over and over. What is found here is what would be
/// judged again; nothing is kept of exchanges that gave a finding or a note.
struct KnownSteps {
  /// All that the judgement of an answered exchange depends on, its moment left out.
  struct Key: Equatable {
    var trigger: Int
    var facts: FactBits
    var seen: ReplySeen
    var belief: Belief
    /// The open spans, one bit a span.
    var open: UInt64

    static func == (a: Key, b: Key) -> Bool {
      a.trigger == b.trigger && a.facts.known == b.facts.known && a.facts.value == b.facts.value
        && a.seen.bits == b.seen.bits && a.open == b.open && a.belief == b.belief
    }
  }

  /// What the exchange leads to.
  struct Step {
    var next = Belief()
    var open: UInt64 = 0
    var marks = MarkSet(rawValue: 0)
  }

  /// The rules that a step exercised, by their index in the table.
  struct Rules {
    var row: Int?
    var outcome: Int?
    var obligations: [Int] = []
  }

  private static let size = 64
  /// By place; a trigger of -1 where there is none.
  private var keys: [Key]
  private var steps = [Step](repeating: Step(), count: KnownSteps.size)
  private var hits = [Int](repeating: 0, count: KnownSteps.size)
  private var exercised = [Rules](repeating: Rules(), count: KnownSteps.size)

  init() {
    let none = Key(
      trigger: -1, facts: FactBits(), seen: ReplySeen(kinds: .any), belief: Belief(), open: 0)
    keys = Array(repeating: none, count: Self.size)
  }

  /// Where the step of `key` is kept; nil when it is not known.
  func place(of key: Key) -> Int? {
    let place = Self.place(key)
    return keys[place] == key ? place : nil
  }

  /// The step at a place, counted as taken once more.
  mutating func take(_ place: Int) -> Step {
    hits[place] += 1
    return steps[place]
  }

  /// Keeps a step; what another one in its place exercised goes to `total`.
  mutating func keep(
    _ key: Key, _ step: Step, _ rules: Rules, evictedTo total: inout ExercisedRules
  ) {
    let place = Self.place(key)
    total.add(exercised[place], hits[place])
    keys[place] = key
    steps[place] = step
    exercised[place] = rules
    hits[place] = 0
  }

  /// Adds what the repeated steps exercised.
  func addHits(to total: inout ExercisedRules) {
    for place in hits.indices { total.add(exercised[place], hits[place]) }
  }

  private static func place(_ key: Key) -> Int {
    let mixed =
      UInt64(key.trigger) &* 0x9E37 ^ UInt64(key.seen.bits) &* 0x85EB
      ^ UInt64(key.belief.states.rawValue) &* 0xC2B2 ^ key.facts.value &* 0x27D4 ^ key.open
    return Int((mixed ^ mixed >> 7 ^ mixed >> 17) & UInt64(size - 1))
  }
}

extension ExercisedRules {
  fileprivate mutating func add(_ rules: KnownSteps.Rules, _ times: Int) {
    guard times > 0 else { return }
    if let index = rules.row { row(index, outcome: rules.outcome, times) }
    for index in rules.obligations { obligation(index, times) }
  }
}

extension Checker {
  /// The key of an exchange that may be known; nil where more than the key tells is at stake.
  func stepKey(
    _ trigger: Int, _ facts: FactBits, _ seen: ReplySeen, _ transfer: ControlTransfer
  ) -> KnownSteps.Key? {
    guard transfer.outcome == .acknowledged, missing == nil, !$uncertainAnswer else {
      return nil
    }
    return KnownSteps.Key(
      trigger: trigger, facts: facts, seen: seen, belief: belief, open: spans.open)
  }

  /// Judges an exchange as the same one was judged before; false when none was, or when a
  /// time is to be found fault with.
  mutating func repeatStep(_ key: KnownSteps.Key, _ transfer: ControlTransfer) -> Bool {
    let tolerance = options.toleranceMilliseconds
    guard
      clocks.breaches(at: key.trigger, transfer.submitted, toleranceMilliseconds: tolerance)
        .isEmpty,
      !clocks.mayBeLate(transfer)
        || clocks.duration(transfer, history, tolerance: tolerance).isEmpty,
      let place = knownSteps.place(of: key)
    else { return false }
    clocks.stop(at: key.trigger, &examined)
    let step = knownSteps.take(place)
    report([], exchange: true)
    belief = step.next
    history.record(transfer)
    spans.open = step.open
    clocks.turn(step.marks, key.facts, history, at: transfer.ended)
    return true
  }

  /// Keeps an exchange in which nothing was found.
  mutating func remember(_ key: KnownSteps.Key, _ scene: Scene, _ marks: MarkSet) {
    let judgement = device.judge(
      key.seen, to: key.trigger, from: key.belief, facts: key.facts)
    let kept = rules.checks[key.trigger].filter {
      $0.answer(key.facts, key.belief.states) == .kept
    }
    let step = KnownSteps.Step(next: belief, open: spans.open, marks: marks)
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
