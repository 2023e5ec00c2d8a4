import Checker
import DFU
import SpecTable
import TestSupport
import Testing
import USB

/// What must hold of the checker for any traffic: missing evidence never makes a fault.
@Suite struct BeliefProperties {
  static let table = Result { try Table.shipped() }
  static let rules = Result { CompiledTable(try table.get()) }

  /// Evidence taken away from a trace.
  enum Loss: CaseIterable {
    case beginning, end, gap, stretch, answer, distinction
  }

  /// The trace with something taken away at random.
  static func take(_ loss: Loss, from trace: [Observation], _ random: inout SeededRandom)
    -> [Observation]
  {
    let cut = Int.random(in: 0...trace.count, using: &random)
    let length = min(trace.count - cut, Int.random(in: 1...6, using: &random))
    let gap = gap(in: trace, at: cut)
    switch loss {
    case .beginning: return Array(trace[cut...])
    case .end:
      return trace[..<cut] + [Observation(.end, at: place(in: trace, at: cut))]
    case .gap: return trace[..<cut] + [gap] + trace[cut...]
    case .stretch: return trace[..<cut] + [gap] + trace[(cut + length)...]
    case .answer: return change(trace, at: [cut]) { $0.losesAnswer() }
    case .distinction: return change(trace, at: trace.indices) { $0.losesDistinction() }
    }
  }

  private static func gap(in trace: [Observation], at index: Int) -> Observation {
    Observation(.gap(.damaged("test")), at: place(in: trace, at: index))
  }

  /// Where the trace was cut, or where it ends.
  private static func place(in trace: [Observation], at index: Int) -> Moment {
    trace.indices.contains(index) ? trace[index].at : trace[trace.count - 1].at
  }

  private static func change(
    _ trace: [Observation], at indices: some Sequence<Int>, _ by: (inout ControlTransfer) -> Void
  ) -> [Observation] {
    var changed = trace
    for index in indices where trace.indices.contains(index) {
      guard case .exchange(var transfer) = trace[index].event else { continue }
      by(&transfer)
      changed[index].event = .exchange(transfer)
    }
    return changed
  }

  /// The frames that are blamed only with less evidence.
  ///
  /// A fault that the cut trace does not show may still be seen later, by a contradiction. So each
  /// frame that is no longer blamed excuses one later frame; where an ACK may have been a STALL,
  /// also one earlier frame.
  static func invented(
    _ less: Set<Judge.Blame>, _ all: Set<Judge.Blame>, _ loss: Loss
  ) -> [Int] {
    var lost = Set(all.subtracting(less).map(\.frame)).sorted()
    return Set(less.subtracting(all).map(\.frame)).sorted().filter { new in
      guard let first = lost.first, first <= new || loss == .distinction else { return true }
      lost.removeFirst()
      return false
    }
  }

  /// Whether a request goes to another interface before anything tells which one is right. The
  /// checker then takes its wIndex for the right one.
  private static func hasUnknownInterface(_ trace: [Observation]) -> Bool {
    for observation in trace {
      switch observation.event {
      case .described: return false
      case .exchange(let transfer):
        if transfer.setup.index != 0 { return true }
        if transfer.data.count == 6 || transfer.data.count == 1 { return false }
      case .configured, .interfaceSet, .reset, .left, .attached, .gap, .end: continue
      }
    }
    return false
  }

  /// The blames of cut traces that the whole traces do not have.
  private func invented(
    _ loss: Loss, by judge: Judge, _ traces: [[Observation]]
  ) -> [String] {
    var found: [String] = []
    for (seed, trace) in traces.enumerated() {
      var random = SeededRandom(UInt64(seed) &* 31)
      let cut = Self.take(loss, from: trace, &random)
      if Self.hasUnknownInterface(cut) { continue }
      let new = Self.invented(judge.blames(cut), judge.blames(trace), loss)
      found += new.map { "seed \(seed): frame \($0)" }
    }
    return found
  }

  @Test func `a conversation in which both do what they may is clean`() throws {
    let table = try Self.table.get()
    let judge = Judge.checker("the checker", try Self.rules.get())
    for seed in UInt64(0)..<250 {
      let blames = judge.blames(TraceMaker.trace(seed: seed, table: table))
      #expect(blames.isEmpty, "seed \(seed): \(blames.sorted())")
    }
  }

  /// Generated conversations: clean ones with `faultEvery` 0.
  static func generated(_ count: Int, faultEvery: Int) throws -> [[Observation]] {
    let table = try table.get()
    return (0..<UInt64(count)).map {
      TraceMaker.trace(seed: $0, table: table, faultEvery: faultEvery)
    }
  }

  @Test(arguments: Loss.allCases, [0, 6])
  func `missing evidence makes no fault`(_ loss: Loss, _ faultEvery: Int) throws {
    let judge = Judge.checker("the checker", try Self.rules.get())
    let traces = try Self.generated(85, faultEvery: faultEvery)
    let found = invented(loss, by: judge, traces)
    #expect(found.isEmpty, "\(found.count): \(found.prefix(8).joined(separator: "\n"))")
  }

  @Test(arguments: Loss.allCases)
  func `missing evidence makes no fault in the shipped captures`(_ loss: Loss) throws {
    let judge = Judge.checker("the checker", try Self.rules.get())
    let names = ["vhci-download-upload", "xhci-detach-reset-download-upload", "aborted-download"]
    let traces = try names.flatMap { name in
      Array(repeating: try Trace.observations(of: name), count: 4)
    }
    let found = invented(loss, by: judge, traces)
    #expect(found.isEmpty, "\(found.prefix(8).joined(separator: "\n"))")
  }

  @Test func `a checker that takes missing evidence for evidence is noticed`() throws {
    let rules = try Self.rules.get()
    let certain = Judge.checker(
      "begins in dfuIDLE", rules,
      start: {
        $0.belief = Belief(.dfuIDLE, StatusSet(.ok))
        $0.missing = nil
      })
    let blind = Judge.checker(
      "sees no gap", rules,
      isSeen: {
        if case .gap = $0.event { return false }
        return true
      })
    let impatient = Judge(name: "holds the end against the device") { trace in
      var checker = Checker(rules)
      for observation in trace {
        checker.observe(observation)
        if observation.event == .end, checker.belief.states != StateSet(.dfuIDLE) {
          checker.observe(Judge.absurdity(at: observation.at))
        }
      }
      return checker.findings
    }
    let traces = try Self.generated(60, faultEvery: 0)
    #expect(!invented(.beginning, by: certain, traces).isEmpty)
    #expect(!invented(.stretch, by: blind, traces).isEmpty)
    #expect(!invented(.end, by: impatient, traces).isEmpty)
  }
}

extension ControlTransfer {
  /// The capture does not have the completion.
  fileprivate mutating func losesAnswer() {
    outcome = .unknown
    completed = nil
    data = setup.requestType.direction == .hostToDevice ? data : []
    actualLength = nil
  }

  /// A capture whose dialect does not tell an ACK from a STALL.
  fileprivate mutating func losesDistinction() {
    let isEmpty = setup.requestType.direction == .hostToDevice || data.isEmpty
    if isEmpty, outcome == .acknowledged || outcome == .stalled { outcome = .acknowledgedOrStalled }
  }
}
