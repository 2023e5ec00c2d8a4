import Checker
import SpecTable

/// Decides which findings of a session are listed and counts the others by kind. This bounds the
/// memory: a capture may lead to any number of findings.
struct FindingListing {
  /// The number of findings up to which every finding is listed.
  static let limit = 10_000
  /// How many findings are listed of each kind that first appears after `limit`.
  static let fewOfKind = 10

  /// What findings must share so that a report counts them together.
  struct Kind: Hashable {
    var rule: String
    var actor: Actor
    var verdict: Verdict
    var profileVerdict: Verdict
    /// Whether a missing transfer could explain it.
    private let dependsOnHistory: Bool

    init(_ pair: FindingJoin.Pair) {
      rule = pair.finding.rule
      actor = pair.finding.actor
      verdict = pair.verdict
      profileVerdict = pair.profileVerdict
      dependsOnHistory = pair.finding.dependsOnHistory
    }

    /// The kind when transfers are missing and nobody knows where.
    fileprivate var inDoubt: Kind {
      var kind = self
      kind.verdict = verdict.underLoss(dependsOnHistory: dependsOnHistory)
      kind.profileVerdict = profileVerdict.underLoss(dependsOnHistory: dependsOnHistory)
      return kind
    }

    /// The rule is enough: few kinds have the same one.
    func hash(into hasher: inout Hasher) { hasher.combine(rule) }
  }

  /// The number of dropped findings, by kind.
  private(set) var unlisted: [Kind: Int] = [:]
  /// By kind, how many of the dropped findings each rule of the overlay explains.
  private(set) var explanations: [Kind: [String: Int]] = [:]
  /// The number of findings kept after the limit was reached, by kind.
  private var rare: [Kind: Int] = [:]
  /// The kinds that appeared before the limit was reached.
  private var common: Set<Kind> = []
  /// Whether `limit` is reached.
  private(set) var isFull = false

  /// Notes that the limit is reached; `findings` are those listed so far.
  mutating func fill(_ findings: [FindingJoin.Pair]) {
    common = Set(findings.map(Kind.init))
    isFull = true
  }

  /// Takes back what a missing transfer could explain.
  mutating func doubtHistory() {
    unlisted = Dictionary(unlisted.map { ($0.inDoubt, $1) }) { $0 + $1 }
    explanations = Dictionary(explanations.map { ($0.inDoubt, $1) }) { one, other in
      one.merging(other) { $0 + $1 }
    }
  }

  /// Whether to keep the findings of one observation after the limit was reached. Counts them as
  /// unlisted if not.
  mutating func keeps(_ new: [FindingJoin.Pair]) -> Bool {
    let kinds = new.map(Kind.init)
    let isRare = kinds.contains { !common.contains($0) && rare[$0, default: 0] < Self.fewOfKind }
    for (kind, pair) in zip(kinds, new) {
      if isRare {
        rare[kind, default: 0] += 1
      } else {
        unlisted[kind, default: 0] += 1
        if let rule = pair.profileRule { explanations[kind, default: [:]][rule, default: 0] += 1 }
      }
    }
    return isRare
  }
}
