import Checker
import DFU
import SpecTable
import USB

/// Something that judges a trace. The properties hold for the checker, and must fail for checkers
/// that were spoiled.
struct Judge: Sendable {
  /// Who is blamed at a frame. The rule is not compared: with less evidence a row of another state
  /// may be named, or the other of two duties that were broken at once.
  struct Blame: Hashable, Comparable, CustomStringConvertible {
    var frame: Int
    var actor: String
    var description: String { "frame \(frame) \(actor)" }

    static func < (a: Blame, b: Blame) -> Bool { (a.frame, a.actor) < (b.frame, b.actor) }
  }

  var name: String
  var findings: @Sendable ([Observation]) -> [Finding]

  /// The warnings and violations of a trace.
  func blames(_ trace: [Observation]) -> Set<Blame> {
    Set(
      findings(trace).filter { $0.verdict >= .warning }
        .map { Blame(frame: $0.at.frame, actor: $0.actor.rawValue) })
  }

  /// A checker that `start` has changed, and that sees only the observations of `isSeen`.
  static func checker(
    _ name: String, _ rules: CompiledTable,
    isSeen: @escaping @Sendable (Observation) -> Bool = { _ in true },
    start: @escaping @Sendable (inout Checker) -> Void = { _ in }
  ) -> Judge {
    Judge(name: name) { trace in
      var checker = Checker(rules)
      start(&checker)
      for observation in trace where isSeen(observation) { checker.observe(observation) }
      return checker.findings
    }
  }

  /// A status report with a state that does not exist: it is wrong at any time.
  static func absurdity(at moment: Moment) -> Observation {
    Observation(
      .exchange(
        RowStage.transfer(
          ClassRequest.getStatus.setup(length: 6), .acknowledged, [0, 0, 0, 0, 99, 0], at: moment)),
      at: moment)
  }
}
