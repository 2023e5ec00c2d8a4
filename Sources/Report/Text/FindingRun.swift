/// A finding, and how often one of its kind is repeated after it.
struct FindingRun {
  let first: Report.Finding
  /// The frame of the last one; nil where it has none.
  private var lastFrame: Int?
  private(set) var count = 1

  init(_ finding: Report.Finding) {
    first = finding
    lastFrame = finding.frame
  }

  /// What repeated findings have in common.
  private struct Kind: Hashable {
    let rule: String
    let actor: Report.Actor
    let verdict: Report.Verdict
    let profileVerdict: Report.Verdict
    let profileRule: String?
    let acceptance: Report.Acceptance?
    let product: Report.Product?

    init(_ finding: Report.Finding) {
      (rule, actor, profileRule) = (finding.rule, finding.actor, finding.profileRule)
      (acceptance, product) = (finding.acceptance, finding.product)
      (verdict, profileVerdict) = (finding.verdict, finding.profileVerdict)
    }

    /// The rule is enough: few kinds have the same one.
    func hash(into hasher: inout Hasher) { hasher.combine(rule) }
  }

  /// Joins findings of one rule, actor and verdict into runs, in the order of their first ones.
  static func fold(_ findings: [Report.Finding]) -> [FindingRun] {
    var runs: [FindingRun] = []
    var places: [Kind: Int] = [:]
    var kinds: [Kind] = []
    // The next finding is mostly of the same kind.
    var latest = 0
    for index in findings.indices {
      let kind = Kind(findings[index])
      let isLatest = latest < kinds.count && kinds[latest] == kind
      if let place = isLatest ? latest : places[kind] {
        runs[place].lastFrame = findings[index].frame
        runs[place].count += 1
        latest = place
      } else {
        latest = runs.count
        places[kind] = latest
        kinds.append(kind)
        runs.append(FindingRun(findings[index]))
      }
    }
    return runs
  }

  /// `and 14 more like it, the last at frame 345`; nil when the finding is not repeated.
  var repetition: String? {
    guard count > 1 else { return nil }
    return "and \(count - 1) more like it" + (lastFrame.map { ", the last at frame \($0)" } ?? "")
  }
}
