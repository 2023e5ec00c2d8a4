import DFU
import Evidence
import SpecTable
import USB

/// The clocks of one device, one for each timing rule.
struct Clocks {
  /// A clock that runs: since when, and the bound that it will be compared with.
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
    /// When the clock started; nil for the time of one transfer.
    var since: Moment?
  }

  private let rules: [CompiledClock]
  private let bounds: [TimingRule.Bound]
  private let starting: RulesByMark
  private let stopping: RulesByMark
  /// For each trigger, the clocks that it reads and stops, one bit a clock.
  private let read: [UInt64]
  /// The rules (by index) that bound the time of one transfer.
  private let durations: [Int]
  /// The shortest bound on the time of one transfer, in milliseconds; 0 when one of them is not
  /// fixed.
  private let shortestDuration: Double
  private var running: [Running?]
  /// The clocks that run, one bit a clock.
  private var active: UInt64 = 0

  /// None runs. `rules`: those of `timing`. `triggers`: how many triggers there are.
  init(_ rules: [CompiledClock], _ timing: [TimingRule], triggers: Int) {
    self.rules = rules
    bounds = timing.map(\.bound)
    starting = RulesByMark(rules.map(\.from))
    stopping = RulesByMark(rules.map(\.until))
    read = (0..<triggers).map { trigger in
      rules.indices.reduce(0) { rules[$1].to.contains(trigger) ? $0 | 1 << UInt64($1) : $0 }
    }
    durations = bounds.indices.filter {
      if case .durationAtMost = timing[$0].bound { true } else { false }
    }
    shortestDuration = durations.reduce(.infinity) { shortest, index in
      guard case .durationAtMost(.milliseconds(let limit)) = timing[index].bound
      else { return 0 }
      return min(shortest, Double(limit))
    }
    running = Array(repeating: nil, count: rules.count)
  }

  /// Whether `trigger` reads any of the clocks that run.
  func areRead(at trigger: Int) -> Bool { active & read[trigger] != 0 }

  /// The bounds that are broken, by the clocks that `trigger` reads.
  func breaches(
    at trigger: Int, _ moment: Moment, toleranceMilliseconds: Double
  ) -> [Breach] {
    var due = active & read[trigger]
    var breaches: [Breach] = []
    while due != 0 {
      if let breach = breach(of: due.trailingZeroBitCount, moment, toleranceMilliseconds) {
        breaches.append(breach)
      }
      due &= due &- 1
    }
    return breaches
  }

  /// Stops the clocks that `trigger` reads, and counts their rules as exercised. False, with
  /// nothing done, where a bound is broken by one of them.
  mutating func stopUnbroken(
    at trigger: Int, _ moment: Moment, toleranceMilliseconds: Double,
    _ exercised: inout ExercisedRules
  ) -> Bool {
    var due = active & read[trigger]
    while due != 0 {
      if breach(of: due.trailingZeroBitCount, moment, toleranceMilliseconds) != nil { return false }
      due &= due &- 1
    }
    stop(at: trigger, &exercised)
    return true
  }

  @inline(__always)
  private func breach(of index: Int, _ moment: Moment, _ tolerance: Double) -> Breach? {
    guard let clock = running[index] else { return nil }
    let measured = Double(moment.nanoseconds - clock.since.nanoseconds) / 1e6
    guard Self.isBroken(bounds[index], measured, clock.boundMilliseconds, tolerance) else {
      return nil
    }
    return Breach(
      rule: rules[index].index, measuredMilliseconds: measured,
      requiredMilliseconds: clock.boundMilliseconds, since: clock.since)
  }

  /// Stops the clocks that `trigger` reads, and counts their rules as exercised.
  mutating func stop(at trigger: Int, _ exercised: inout ExercisedRules) {
    var due = active & read[trigger]
    active &= ~due
    while due != 0 {
      exercised.timing(rules[due.trailingZeroBitCount].index)
      due &= due &- 1
    }
  }

  /// Whether a transfer took longer than the shortest bound on the time of one.
  func mayBeLate(_ transfer: ControlTransfer) -> Bool {
    transfer.durationMilliseconds.map { $0 > shortestDuration } ?? false
  }

  /// The bounds on the time of one transfer that this one breaks.
  func duration(_ transfer: ControlTransfer, _ history: History, tolerance: Double) -> [Breach] {
    guard let measured = transfer.durationMilliseconds else { return [] }
    return durations.compactMap { index in
      guard case .durationAtMost(let quantity) = bounds[index],
        let limit = Self.milliseconds(quantity, history),
        Self.isBroken(bounds[index], measured, limit, tolerance)
      else { return nil }
      return Breach(
        rule: rules[index].index, measuredMilliseconds: measured, requiredMilliseconds: limit)
    }
  }

  /// What an observation does to the clocks, one bit a clock. Stopping comes first.
  struct Turn {
    var stops: UInt64 = 0
    var starts: UInt64 = 0
  }

  /// What the marks of an observation do to the clocks. A running clock that they start begins
  /// anew.
  func turn(by marks: MarkSet, _ facts: FactBits) -> Turn {
    var candidates = starting.rules(marks)
    var turn = Turn(stops: stopping.rules(marks) | candidates)
    while candidates != 0 {
      let index = candidates.trailingZeroBitCount
      if facts.proves(rules[index].when) { turn.starts |= candidates & (~candidates &+ 1) }
      candidates &= candidates &- 1
    }
    return turn
  }

  /// Stops clocks and then starts some.
  ///
  /// A clock whose bound is not known, or is 0, does not start.
  @inline(__always)
  mutating func take(_ turn: Turn, _ history: History, at moment: Moment) {
    active &= ~turn.stops
    var starts = turn.starts
    while starts != 0 {
      let index = starts.trailingZeroBitCount
      starts &= starts &- 1
      guard let quantity = Self.quantity(bounds[index]),
        let bound = Self.milliseconds(quantity, history), bound > 0
      else { continue }
      running[index] = Running(since: moment, boundMilliseconds: bound)
      active |= 1 &<< UInt64(index)
    }
  }

  mutating func stopAll() {
    active = 0
  }

  /// Takes over the running clocks of `other`, which has the same rules.
  mutating func goOn(from other: Clocks) {
    running = other.running
    active = other.active
  }

  private static func quantity(_ bound: TimingRule.Bound) -> Quantity? {
    switch bound {
    case .atLeast(let quantity), .atMost(let quantity): quantity
    case .durationAtMost: nil
    }
  }

  @inline(__always)
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
