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
  /// The generations of the family that was detected; nil while none was.
  private(set) var generations: GenerationWatch?
  private(set) var resetDevice = ResetDeviceWatch()
  private let tables: TableSet
  private var early: [Observation] = []
  private let options: Checker.Options

  /// An overlay, how it was chosen, and what it says.
  struct OverlayJudgement {
    var profile: Profile
    var isExplicit: Bool
    var checker: Checker
  }

  /// How many observations are kept for an overlay that is chosen later.
  private static let earlyLimit = 4_096

  /// Starts a session; `explicit` is the overlay that the operator asked for.
  init(
    tables: TableSet, explicit: (profile: Profile, rules: CompiledTable)?,
    options: Checker.Options
  ) {
    self.tables = tables
    self.options = options
    base = Checker(tables.base, options: options)
    overlay = explicit.map { profile, rules in
      OverlayJudgement(
        profile: profile, isExplicit: true, checker: Checker(rules, options: options))
    }
  }

  /// Judges what was seen next.
  mutating func observe(_ observation: Observation) {
    base.observe(observation)
    hints.observe(observation)
    resetDevice.observe(observation)
    if overlay == nil { detect(observation) }
    if generations == nil { generations = suspected() }
    generations?.observe(observation)
    overlay?.checker.observe(observation)
  }

  /// The generations of the family whose requests were seen although no descriptor selects it;
  /// nil when none were.
  private func suspected() -> GenerationWatch? {
    guard overlay == nil, hints.hasExtension, let family = try? tables.profile(named: "xmos")
    else { return nil }
    return GenerationWatch(family, tables, options, early: early.dropLast())
  }

  /// Looks for an overlay that applies to the descriptors; once one does it is told what came
  /// before, this observation left out. A shipped overlay whose tables do not merge is a fault
  /// of the tables, which `spec lint` tells; it is not taken.
  private mutating func detect(_ observation: Observation) {
    if case .described(let set) = observation.event, let profile = tables.profile(for: set),
      let rules = try? tables.rules(profile)
    {
      var checker = Checker(rules, options: options)
      for earlier in early { checker.observe(earlier) }
      overlay = OverlayJudgement(profile: profile, isExplicit: false, checker: checker)
      generations = GenerationWatch(profile, tables, options, early: early)
      early = []
    } else if early.count < Self.earlyLimit {
      early.append(observation)
    }
  }
}
