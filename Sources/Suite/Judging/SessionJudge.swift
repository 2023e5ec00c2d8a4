import Checker
import DFU
import SpecTable
import USB

/// Judges one session under the base table and, once an overlay is known to apply, under that
/// too.
///
/// An overlay explains, it does not absolve: both judgements are kept. The observations before
/// the overlay is known are kept too, up to a bound, so that it is told the whole session.
struct SessionJudge {
  private(set) var base: Checker
  /// The judgement under the overlay; nil while none applies.
  private(set) var overlay: OverlayJudgement?
  private(set) var hints = DialectHints()
  private let tables: TableSet
  private var early: [Observation] = []
  private let options: Checker.Options

  /// An overlay, how it was chosen, and what it says.
  struct OverlayJudgement {
    var profile: TableSet.Profile
    var isExplicit: Bool
    var checker: Checker
  }

  /// How many observations are kept for an overlay that is chosen later.
  private static let earlyLimit = 4_096

  /// Starts a session; `profile` is the overlay that the operator asked for.
  init(tables: TableSet, profile: TableSet.Profile?, options: Checker.Options) {
    self.tables = tables
    self.options = options
    base = Checker(tables.base, options: options)
    overlay = profile.map { profile in
      OverlayJudgement(
        profile: profile, isExplicit: true, checker: Checker(profile.rules, options: options))
    }
  }

  /// Judges what was seen next.
  mutating func observe(_ observation: Observation) {
    base.observe(observation)
    hints.observe(observation)
    if overlay == nil { detect(observation) }
    overlay?.checker.observe(observation)
  }

  /// Looks for an overlay that applies to the descriptors; once one does it is told what came
  /// before, this observation left out.
  private mutating func detect(_ observation: Observation) {
    if case .described(let set) = observation.event, let profile = tables.profile(for: set) {
      var checker = Checker(profile.rules, options: options)
      for earlier in early { checker.observe(earlier) }
      overlay = OverlayJudgement(profile: profile, isExplicit: false, checker: checker)
      early = []
      return
    }
    if tables.profiles.isEmpty || early.count >= Self.earlyLimit { return }
    early.append(observation)
  }
}
