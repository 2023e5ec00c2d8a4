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

  /// What is counted of a kind.
  private struct Count {
    let kind: Kind
    /// Whether it appeared before the limit was reached.
    var isCommon = false
    /// The number of findings kept after the limit was reached.
    var kept = 0
    /// The number of dropped findings.
    var dropped = 0
    /// How many of the dropped findings each rule of the overlay explains.
    var explanations: [String: Int] = [:]
  }

  /// The kinds that appeared, each once.
  private var counts: [Count] = []
  /// By kind, its place in `counts`.
  private var places: [Kind: Int] = [:]
  /// The place of the kind that appeared last: the next finding is mostly of the same kind.
  private var latest = 0
  /// Whether `limit` is reached.
  private(set) var isFull = false

  /// The kinds of which findings were dropped, how many, and how many of them each rule of the
  /// overlay explains.
  var unlisted: [(kind: Kind, count: Int, explanations: [String: Int])] {
    counts.filter { $0.dropped > 0 }.map { ($0.kind, $0.dropped, $0.explanations) }
  }

  /// Notes that the limit is reached; `findings` are those listed so far.
  mutating func fill(_ findings: [FindingJoin.Pair]) {
    for index in findings.indices { counts[place(of: Kind(findings[index]))].isCommon = true }
    isFull = true
  }

  /// Takes back what a missing transfer could explain.
  mutating func doubtHistory() {
    for place in counts.indices where counts[place].dropped > 0 {
      let doubted = self.place(of: counts[place].kind.inDoubt)
      guard doubted != place else { continue }
      counts[doubted].dropped += counts[place].dropped
      counts[doubted].explanations.merge(counts[place].explanations) { $0 + $1 }
      counts[place].dropped = 0
    }
  }

  /// Whether to keep the findings of one observation after the limit was reached. Counts them as
  /// unlisted if not.
  mutating func keeps(_ new: [FindingJoin.Pair]) -> Bool {
    var isRare = false
    for index in new.indices {
      let place = place(of: Kind(new[index]))
      if !counts[place].isCommon, counts[place].kept < Self.fewOfKind { isRare = true }
    }
    for index in new.indices {
      let place = place(of: Kind(new[index]))
      if isRare {
        counts[place].kept += 1
      } else {
        counts[place].dropped += 1
        if let rule = new[index].profileRule { counts[place].explanations[rule, default: 0] += 1 }
      }
    }
    return isRare
  }

  private mutating func place(of kind: Kind) -> Int {
    if latest < counts.count, counts[latest].kind == kind { return latest }
    if let known = places[kind] {
      latest = known
    } else {
      latest = counts.count
      places[kind] = latest
      counts.append(Count(kind: kind))
    }
    return latest
  }
}
