import Checker
import DFU
import SpecTable
import Testing
import USB

/// What must hold of the checker whatever the traffic: missing evidence never makes a fault.
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
      let at =
        trace.indices.contains(cut) ? trace[cut].at : Moment(frame: .max, nanoseconds: .max / 2)
      return trace[..<cut] + [Observation(.end, at: at)]
    case .gap: return trace[..<cut] + [gap] + trace[cut...]
    case .stretch: return trace[..<cut] + [gap] + trace[(cut + length)...]
    case .answer: return change(trace, at: [cut]) { $0.losesAnswer() }
    case .distinction: return change(trace, at: trace.indices) { $0.losesDistinction() }
    }
  }

  private static func gap(in trace: [Observation], at index: Int) -> Observation {
    let at = trace.indices.contains(index) ? trace[index].at : trace[trace.count - 1].at
    return Observation(.gap(.damaged("test")), at: at)
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
  /// A fault that is seen no more may show itself by a later contradiction: each frame that is
  /// blamed no more excuses one behind it; where an ACK may have been a STALL, also one before.
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

  /// Whether a request goes to another interface before anything tells which is the right one;
  /// its wIndex is then taken at its word.
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
    _ loss: Loss, by judge: Judge, _ seeds: Range<UInt64>, faultEvery: Int
  ) throws -> [String] {
    let table = try Self.table.get()
    var found: [String] = []
    for seed in seeds {
      let trace = TraceMaker.trace(seed: seed, table: table, faultEvery: faultEvery)
      var random = SeededRandom(seed &* 31)
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
    for seed in UInt64(0)..<400 {
      let blames = judge.blames(TraceMaker.trace(seed: seed, table: table))
      #expect(blames.isEmpty, "seed \(seed): \(blames.sorted())")
    }
  }

  @Test(arguments: Loss.allCases, [0, 6])
  func `missing evidence makes no fault`(_ loss: Loss, _ faultEvery: Int) throws {
    let judge = Judge.checker("the checker", try Self.rules.get())
    let found = try invented(loss, by: judge, 0..<700, faultEvery: faultEvery)
    #expect(found.isEmpty, "\(found.count): \(found.prefix(8).joined(separator: "\n"))")
  }
}

extension ControlTransfer {
  /// The capture ends before the completion, or lost it.
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
