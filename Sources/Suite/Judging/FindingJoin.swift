import Checker
import Report
import SpecTable
import USB

/// Joins what the base table and an overlay say of one session into findings with two columns.
struct FindingJoin {
  /// A finding of either table, with the verdict that each gives.
  struct Pair {
    var finding: Finding
    var verdict: SpecTable.Verdict
    var profileVerdict: SpecTable.Verdict
  }

  private struct Place: Hashable {
    var frame: Int
    var actor: SpecTable.Actor
  }

  /// The base's findings with what the overlay says in the same place, and those that only the
  /// overlay has; in order of frames.
  ///
  /// What the base calls a warning or worse and the overlay says nothing of is `declared`.
  static func join(base: [Finding], overlay: [Finding]?) -> [Pair] {
    guard let overlay else {
      return sorted(base.map { Pair(finding: $0, verdict: $0.verdict, profileVerdict: $0.verdict) })
    }
    let theirs = Dictionary(grouping: overlay, by: place)
    let ours = Set(base.map(place))
    var pairs = base.map { finding in
      let there = theirs[place(finding)] ?? []
      let same = there.filter { $0.rule == finding.rule }
      let worst = (same.isEmpty ? there : same).map(\.verdict).max()
      return Pair(
        finding: finding, verdict: finding.verdict,
        profileVerdict: worst ?? (finding.verdict >= .warning ? .declared : .pass))
    }
    pairs += overlay.filter { !ours.contains(place($0)) }.map { finding in
      Pair(finding: finding, verdict: .note, profileVerdict: finding.verdict)
    }
    return sorted(pairs)
  }

  private static func place(_ finding: Finding) -> Place {
    Place(frame: finding.at.frame, actor: finding.actor)
  }

  /// By frame, then device before host, then rule: the order of a report.
  private static func sorted(_ pairs: [Pair]) -> [Pair] {
    pairs.sorted { a, b in
      let left = (a.finding.at.frame, a.finding.actor.rawValue, a.finding.rule)
      let right = (b.finding.at.frame, b.finding.actor.rawValue, b.finding.rule)
      return left < right
    }
  }
}
