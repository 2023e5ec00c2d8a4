import Checker
import DFU
import Foundation
import SpecTable
import Testing
import USB

extension BeliefProperties {
  @Test func dbg() throws {
    guard let w = ProcessInfo.processInfo.environment["DBG"] else { return }
    for item in w.split(separator: ",") {
      let p = item.split(separator: ":")
      let loss = try #require(Loss.allCases.first { "\($0)" == p[0] })
      let seed = UInt64(p[1])!
      let trace = TraceMaker.trace(seed: seed, table: try Self.table.get(), faultEvery: 6)
      var random = SeededRandom(seed &* 31)
      let cut = Self.take(loss, from: trace, &random)
      let c = Checker(try Self.rules.get())
      let judge = Judge.checker("x", try Self.rules.get())
      let f = judge.findings(trace), g = judge.findings(cut)
      print("=== \(item)")
      for (name, list, tr) in [("FULL", f, trace), ("CUT", g, cut)] {
        print(name)
        for o in tr where name == "CUT" || true {
          var t = "\(o.event)".prefix(40) + ""
          if case .exchange(let x) = o.event {
            t = c.requestText(x.setup) + " @\(x.setup.index) -> " + c.replyText(x)
          }
          print("  \(o.at.frame) +\(o.at.nanoseconds / 1000000 - 5000) \(t)")
          for q in list where q.at.frame == o.at.frame && q.verdict >= .inconclusive {
            print("       \(q.actor) \(q.verdict) \(q.rule) \(q.states.states.map(\.name))")
          }
        }
      }
    }
  }
}
