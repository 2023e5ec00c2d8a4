import DFU
import SpecTable
import USB

/// The running clocks of one device, one a timing rule.
struct Clocks {
  /// A clock that runs: since when, and what it is to be held against.
  private struct Running {
    var since: Moment
    var boundMilliseconds: Double
  }

  /// A time outside its bound.
  struct Breach {
    /// Index into the table's timing rules.
    var rule: Int
    var measuredMilliseconds: Double
    var requiredMilliseconds: Double
    var since: Moment?
  }

  private let rules: [CompiledClock]
  private let bounds: [TimingRule.Bound]
  private let starting: MarkSet
  private var running: [Running?]
  private var count = 0

  init(_ compiled: CompiledTable) {
    rules = compiled.clocks
    bounds = compiled.table.timing.map(\.bound)
    starting = rules.reduce(into: MarkSet()) { $0.formUnion($1.from) }
    running = Array(repeating: nil, count: rules.count)
  }

  /// Reads and stops the clocks that `trigger` stops.
  mutating func read(_ trigger: Int, at moment: Moment, toleranceMilliseconds: Double) -> [Breach] {
    guard count > 0 else { return [] }
    var breaches: [Breach] = []
    for index in rules.indices where rules[index].to.contains(trigger) {
      guard let clock = running[index] else { continue }
      stop(index)
      let measured = Double(moment.nanoseconds - clock.since.nanoseconds) / 1e6
      if Self.isBroken(bounds[index], measured, clock.boundMilliseconds, toleranceMilliseconds) {
        breaches.append(
          Breach(
            rule: rules[index].index, measuredMilliseconds: measured,
            requiredMilliseconds: clock.boundMilliseconds, since: clock.since))
      }
    }
    return breaches
  }

  /// Holds one transfer's own time against the rules that bound it.
  func duration(_ transfer: ControlTransfer, _ history: History, tolerance: Double) -> [Breach] {
    guard let measured = transfer.durationMilliseconds else { return [] }
    return rules.indices.compactMap { index in
      guard case .durationAtMost(let quantity) = bounds[index],
        let limit = Self.milliseconds(quantity, history),
        Self.isBroken(bounds[index], measured, limit, tolerance)
      else { return nil }
      return Breach(
        rule: rules[index].index, measuredMilliseconds: measured, requiredMilliseconds: limit)
    }
  }

  /// Stops and then starts what the marks of one observation say.
  ///
  /// A clock against a bound that is not known, or is 0, does not start.
  mutating func turn(_ marks: MarkSet, _ facts: FactBits, _ history: History, at moment: Moment) {
    if count > 0 {
      for index in rules.indices where !rules[index].until.isDisjoint(with: marks) { stop(index) }
    }
    guard !marks.isDisjoint(with: starting) else { return }
    for index in rules.indices where !rules[index].from.isDisjoint(with: marks) {
      stop(index)
      guard facts.proves(rules[index].when), let quantity = Self.quantity(bounds[index]),
        let bound = Self.milliseconds(quantity, history), bound > 0
      else { continue }
      running[index] = Running(since: moment, boundMilliseconds: bound)
      count += 1
    }
  }

  mutating func stopAll() {
    for index in running.indices { stop(index) }
  }

  private mutating func stop(_ index: Int) {
    guard running[index] != nil else { return }
    running[index] = nil
    count -= 1
  }

  private static func quantity(_ bound: TimingRule.Bound) -> Quantity? {
    switch bound {
    case .atLeast(let quantity), .atMost(let quantity): quantity
    case .durationAtMost: nil
    }
  }

  private static func milliseconds(_ quantity: Quantity, _ history: History) -> Double? {
    switch quantity {
    case .bwPollTimeout: history.lastAnswer.map { Double($0.report.pollTimeoutMilliseconds) }
    case .detachWindow: history.detachWindowMilliseconds.map(Double.init)
    case .milliseconds(let count): Double(count)
    }
  }

  private static func isBroken(
    _ bound: TimingRule.Bound, _ measured: Double, _ limit: Double, _ tolerance: Double
  ) -> Bool {
    switch bound {
    case .atLeast: measured < limit - tolerance
    case .atMost, .durationAtMost: measured > limit + tolerance
    }
  }
}
