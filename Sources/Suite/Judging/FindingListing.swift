import Checker
import SpecTable

/// Decides which findings of a session are listed and counts the others by kind. This bounds the
/// memory: a capture may lead to any number of findings.
struct FindingListing {
  /// The number of findings up to which every finding is listed.
  static let limit = 10_000
  /// How many findings are listed of each kind that first appears after `limit`.
  static let fewOfKind = 10
  /// How often findings are listed again of every kind, because those that are listed may have been
  /// taken back.
  static let relistLimit = 100

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
    /// The last frame that had been seen when one of them was found.
    var lastFrame = 0
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
  /// How often more may yet be listed of every kind.
  private var relistings = Self.relistLimit

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

  /// Takes back what a missing transfer could explain of the dropped findings since `frame`.
  ///
  /// Of those of a kind only the last frame is known: they are taken back together. What is listed
  /// of the kind was found before them, so that a verdict which rests on something from before
  /// `frame` stays.
  mutating func doubt(behind frame: Int) {
    for place in counts.indices where counts[place].lastFrame > frame { doubt(kind: place) }
  }

  /// Lists findings of every kind again, because listed ones are taken back.
  mutating func listAgain() {
    guard isFull, relistings > 0 else { return }
    relistings -= 1
    for place in counts.indices { (counts[place].isCommon, counts[place].kept) = (false, 0) }
  }

  private mutating func doubt(kind place: Int) {
    let doubted = self.place(of: counts[place].kind.inDoubt)
    guard counts[place].dropped > 0, doubted != place else { return }
    counts[doubted].dropped += counts[place].dropped
    counts[doubted].lastFrame = max(counts[doubted].lastFrame, counts[place].lastFrame)
    counts[doubted].explanations.merge(counts[place].explanations) { $0 + $1 }
    (counts[place].dropped, counts[place].lastFrame, counts[place].explanations) = (0, 0, [:])
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
        counts[place].lastFrame = new[index].finding.frameSeen
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
