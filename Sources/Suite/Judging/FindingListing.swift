import Checker
import SpecTable

/// Decides which findings of a session are listed, and counts the others by kind. A capture may
/// hold any number of findings.
struct FindingListing {
  /// How many findings are listed, of any kind.
  static let limit = 10_000
  /// How many more are listed of each kind that has none among those.
  static let fewOfKind = 10

  /// What findings have in common that a report counts together.
  struct Kind: Hashable {
    var rule: String
    var actor: Actor
    var verdict: Verdict
    var profileVerdict: Verdict

    init(_ pair: FindingJoin.Pair) {
      rule = pair.finding.rule
      actor = pair.finding.actor
      verdict = pair.verdict
      profileVerdict = pair.profileVerdict
    }
  }

  /// How many are not kept, by kind.
  private(set) var unlisted: [Kind: Int] = [:]
  /// Of those that are not kept, how many each rule of the overlay explains, by kind.
  private(set) var explanations: [Kind: [String: Int]] = [:]
  /// Of the kinds that came only when the limit was reached, how many are kept.
  private var rare: [Kind: Int] = [:]
  /// The kinds below the limit.
  private var common: Set<Kind> = []
  /// Whether the limit is reached.
  private(set) var isFull = false

  /// The limit is reached with these findings.
  mutating func fill(_ findings: [FindingJoin.Pair]) {
    common = Set(findings.map(Kind.init))
    isFull = true
  }

  /// Whether the findings that one observation led to are kept beyond the limit; those that are
  /// not are counted.
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
