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

  /// The blames that less evidence adds.
  ///
  /// A fault that is seen no more may show itself by a later contradiction: each blame that is
  /// lost excuses one behind it; where an ACK may have been a STALL, also the one before it.
  private static func invented(
    _ less: Set<Judge.Blame>, _ all: Set<Judge.Blame>, _ loss: Loss
  ) -> [Judge.Blame] {
    var lost = all.subtracting(less).sorted()
    return less.subtracting(all).sorted().filter { new in
      guard let first = lost.first, first.frame < new.frame || loss == .distinction else {
        return true
      }
      lost.removeFirst()
      return false
    }
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
      let new = Self.invented(judge.blames(cut), judge.blames(trace), loss)
      found += new.map { "seed \(seed): \($0)" }
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
    let found = try invented(loss, by: judge, 0..<3000, faultEvery: faultEvery)
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
