/// A finding, and how often the same finding is repeated after it.
struct FindingRun {
  var first: Report.Finding
  var last: Report.Finding
  var count = 1

  init(_ finding: Report.Finding) {
    first = finding
    last = finding
  }

  /// Whether `finding` repeats this run: it has the same rule, actor and verdicts.
  func takes(_ finding: Report.Finding) -> Bool {
    first.rule == finding.rule && first.actor == finding.actor
      && first.verdict == finding.verdict && first.profileVerdict == finding.profileVerdict
      && first.profileRule == finding.profileRule && first.acceptance == finding.acceptance
  }

  /// Joins repeated findings into runs. Findings of the other actor may be between them, because
  /// the faults of a device and of a host often alternate.
  static func fold(_ findings: [Report.Finding]) -> [FindingRun] {
    var runs: [FindingRun] = []
    var open: [Report.Actor: Int] = [:]
    for finding in findings {
      if let index = open[finding.actor], runs[index].takes(finding) {
        runs[index].last = finding
        runs[index].count += 1
      } else {
        open[finding.actor] = runs.count
        runs.append(FindingRun(finding))
      }
    }
    return runs
  }

  /// `and 14 more like it, the last at frame 345`; nil when the finding is not repeated.
  var repetition: String? {
    guard count > 1 else { return nil }
    return "and \(count - 1) more like it" + (last.frame.map { ", the last at frame \($0)" } ?? "")
  }
}
