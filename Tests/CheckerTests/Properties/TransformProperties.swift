import Checker
import DFU
import SpecTable
import TestSupport
import Testing
import USB

/// Changes of a trace that change no finding, and changes that must make one.
@Suite struct TransformProperties {
  /// A finding without its frames and times.
  private struct Essence: Hashable {
    var rule: String
    var actor: String
    var verdict: String
    var place: Int
    var measured: Double?
  }

  private static func essence(_ findings: [Finding], frame: (Int) -> Int) -> [Essence] {
    findings.map {
      Essence(
        rule: $0.rule, actor: $0.actor.rawValue, verdict: $0.verdict.rawValue,
        place: frame($0.at.frame), measured: $0.measuredMilliseconds)
    }
  }

  /// Other frame numbers and another clock.
  private static func moved(_ observation: Observation) -> Observation {
    func moved(_ moment: Moment) -> Moment {
      Moment(frame: moment.frame * 3 + 100, nanoseconds: moment.nanoseconds + 1_700_000_000_000)
    }
    var observation = observation
    observation.at = moved(observation.at)
    if case .exchange(var transfer) = observation.event {
      transfer.submitted = moved(transfer.submitted)
      transfer.completed = transfer.completed.map(moved)
      observation.event = .exchange(transfer)
    }
    return observation
  }

  private func differences(_ judge: Judge, _ traces: [[Observation]]) -> Int {
    traces.count { trace in
      Self.essence(judge.findings(trace)) { $0 * 3 + 100 }
        != Self.essence(judge.findings(trace.map(Self.moved))) { $0 }
    }
  }

  @Test func `frame numbers and the clock's origin change nothing`() throws {
    let rules = try BeliefProperties.rules.get()
    let traces = try BeliefProperties.generated(150, faultEvery: 5)
    #expect(differences(Judge.checker("the checker", rules), traces) == 0)
    let spoiled = Judge.checker(
      "stops at a date", rules, isSeen: { $0.at.nanoseconds < 1_000_000_000_000 })
    #expect(differences(spoiled, traces) > 0)
  }

  // MARK: - Other devices

  /// Only the exchanges, as those of a device on `bus`. Without an enumeration, a second device on
  /// the same bus may be the first one that came back.
  private static func transfers(_ trace: [Observation], bus: UInt16) -> [ControlTransfer] {
    trace.compactMap { observation in
      guard case .exchange(var transfer) = observation.event else { return nil }
      transfer.device.bus = bus
      return transfer
    }
  }

  private static func interleave(
    _ a: [ControlTransfer], _ b: [ControlTransfer], _ random: inout SeededRandom
  ) -> [ControlTransfer] {
    var left = a[...]
    var right = b[...]
    var both: [ControlTransfer] = []
    while let next = random.once(in: 2)
      ? left.popFirst() ?? right.popFirst()
      : right.popFirst() ?? left.popFirst()
    {
      both.append(next)
    }
    return both
  }

  private func findings(_ transfers: [ControlTransfer]) throws -> Set<[Finding]> {
    let judge = Judge.checker("the checker", try BeliefProperties.rules.get())
    return Set(Trace.sessions(of: transfers).map(judge.findings))
  }

  @Test func `another device's traffic in between changes nothing`() throws {
    let traces = try BeliefProperties.generated(100, faultEvery: 5)
    for (index, pair) in zip(traces, traces.dropFirst()).enumerated() {
      var random = SeededRandom(UInt64(index))
      let one = Self.transfers(pair.0, bus: 1)
      let other = Self.transfers(pair.1, bus: 2)
      let alone = try findings(one).union(try findings(other))
      let together = try findings(Self.interleave(one, other, &random))
      #expect(together == alone, "traces \(index) and \(index + 1)")
    }
  }

  @Test func `two captures in one give what they give alone`() throws {
    let one = try Trace.transfers(of: "xhci-detach-reset-download-upload")
    var other = try Trace.transfers(of: "error-block-verify")
    for index in other.indices { other[index].device.bus += 40 }
    var random = SeededRandom(7)
    let alone = try findings(one).union(try findings(other))
    #expect(try findings(Self.interleave(one, other, &random)) == alone)
  }

  @Test func `a tracker that mixes two devices up is noticed`() throws {
    let traces = try BeliefProperties.generated(2, faultEvery: 0)
    let one = Self.transfers(traces[0], bus: 1)
    let other = Self.transfers(traces[1], bus: 1)
    var random = SeededRandom(3)
    let alone = try findings(one).union(try findings(other))
    #expect(try findings(Self.interleave(one, other, &random)) != alone)
  }

  // MARK: - One byte

  /// `trace` with one byte of one status or state answer changed; nil where there is none.
  private static func changed(
    _ trace: [Observation], _ random: inout SeededRandom
  ) -> [Observation]? {
    let answers = trace.indices.filter { index in
      guard case .exchange(let transfer) = trace[index].event else { return false }
      return transfer.data.count == 6 || transfer.data.count == 1
    }
    guard let index = random.pick(answers), case .exchange(var transfer) = trace[index].event
    else { return nil }
    let place = transfer.data.count == 1 ? 0 : random.once(in: 2) ? 0 : 4
    let old = transfer.data[place]
    transfer.data[place] = UInt8.random(in: 0...17, using: &random)
    guard transfer.data[place] != old else { return nil }
    var changed = trace
    changed[index].event = .exchange(transfer)
    return changed
  }

  /// The frame at which the device is first found at fault.
  private static func firstBreach(_ findings: [Finding]) -> Int? {
    findings.first { $0.actor == .device && $0.verdict == .violation }?.at.frame
  }

  /// How many changed traces there were, how many of them are wrong, and where the judges differ.
  private func compare(_ rules: CompiledTable, _ count: Int) throws -> (
    all: Int, wrong: Int, parted: [Int]
  ) {
    let table = try BeliefProperties.table.get()
    let judge = Judge.checker("the checker", rules)
    var result = (all: 0, wrong: 0, parted: [Int]())
    for (seed, trace) in try BeliefProperties.generated(count, faultEvery: 0).enumerated() {
      var random = SeededRandom(UInt64(seed))
      guard let changed = Self.changed(trace, &random) else { continue }
      var naive = NaiveBelief(table)
      let contradicted = changed.first { naive.isContradicted(by: $0) }
      result.all += 1
      if contradicted != nil { result.wrong += 1 }
      if Self.firstBreach(judge.findings(changed)) != contradicted?.at.frame {
        result.parted.append(seed)
      }
    }
    return result
  }

  @Test func `one wrong byte is found where the first contradiction is`() throws {
    let result = try compare(try BeliefProperties.rules.get(), 130)
    #expect(result.parted == [])
    #expect(result.all > 100)
    #expect(result.wrong > 60)
  }

  @Test func `a row that allows too much, and one that is lost, are noticed`() throws {
    var lenient = try BeliefProperties.table.get()
    for index in lenient.rows.indices {
      for other in lenient.rows[index].then.indices
      where lenient.rows[index].then[other].reply == .data6 {
        lenient.rows[index].then[other].status = .oneOf(.all)
      }
    }
    #expect(try !compare(CompiledTable(lenient), 30).parted.isEmpty)
    var lost = try BeliefProperties.table.get()
    lost.rows.removeAll { $0.id == "dfuDNBUSY.POLL_TIMEOUT" || $0.id == "dfuERROR.GETSTATUS" }
    #expect(try !compare(CompiledTable(lost), 30).parted.isEmpty)
  }
}
