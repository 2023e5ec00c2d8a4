import Checker
import Report
import SpecTable
import USB

/// Joins the findings of the base table and of an overlay into findings with two verdicts.
struct FindingJoin {
  /// A finding of either table, with the verdicts of both tables.
  struct Pair {
    var finding: Finding
    var verdict: SpecTable.Verdict
    var profileVerdict: SpecTable.Verdict
    /// The overlay's rule, as `xmos/X14/dfuDNBUSY.GETSTATE`; nil when it is the finding's own rule.
    var profileRule: String?
  }

  private struct Place: Hashable {
    var frame: Int
    var actor: SpecTable.Actor
  }

  /// Joins all findings of one session, sorted by frame.
  ///
  /// Each finding of the base table is combined with the overlay's findings at the same place.
  /// Findings that only the overlay has follow. A warning or violation of the base that the overlay
  /// does not report becomes `declared`. A `declared` finding that only the overlay has is left
  /// out, because the base table allows what it describes.
  static func join(base: [Finding], overlay: Checker?) -> [Pair] {
    join(
      base[...], overlay.map { ($0.declaredMoves, $0.findings[...], $0.rules.table.withdrawals) })
  }

  /// Joins a part of the base's findings with a part of the overlay's.
  static func join(
    _ base: ArraySlice<Finding>,
    _ overlay: (
      moves: DeclaredMoves, findings: ArraySlice<Finding>, withdrawals: [Withdrawal]
    )?
  ) -> [Pair] {
    guard let overlay else {
      return sorted(base.map { Pair(finding: $0, verdict: $0.verdict, profileVerdict: $0.verdict) })
    }
    let theirs = Dictionary(grouping: overlay.findings, by: place)
    let ours = Dictionary(grouping: base, by: place)
    var pairs = base.map { finding in
      let place = place(finding)
      let rest = unmatched(theirs[place] ?? [], ours[place] ?? [], finding)
      let known = overlay.withdrawals.first { $0.base == finding.rule }?.path
      return pair(finding, rest, overlay.moves, withdrawn: known)
    }
    pairs += overlay.findings.filter { $0.verdict != .declared && ours[place($0)] == nil }
      .map { Pair(finding: $0, verdict: .note, profileVerdict: $0.verdict) }
    return sorted(pairs)
  }

  /// The overlay's findings at one place that may be about what `finding` is about: those of its
  /// rule, and those of rules that no other finding `here` of the base is of.
  private static func unmatched(
    _ there: [Finding], _ here: [Finding], _ finding: Finding
  ) -> [Finding] {
    if there.isEmpty || here.count < 2 { return there }
    let others = Set(here.map { id($0.rule) }).subtracting([id(finding.rule)])
    return there.filter { !others.contains(id($0.rule)) }
  }

  /// Combines a finding of the base with `there`, the overlay's findings that may be about the
  /// same. `withdrawn`: the overlay's path for the rule that it has taken back or replaced.
  private static func pair(
    _ finding: Finding, _ there: [Finding], _ moves: DeclaredMoves, withdrawn: String?
  ) -> Pair {
    let same = there.filter { id($0.rule) == id(finding.rule) }
    if let worst = (same.isEmpty ? there : same).max(by: { $0.verdict < $1.verdict }) {
      return Pair(
        finding: finding, verdict: finding.verdict, profileVerdict: worst.verdict,
        profileRule: worst.rule == finding.rule ? nil : worst.rule)
    }
    guard finding.verdict >= .warning else {
      return Pair(finding: finding, verdict: finding.verdict, profileVerdict: .pass)
    }
    let move = finding.actor == .device ? moves.rule(explaining: finding.at.frame) : nil
    return Pair(
      finding: finding, verdict: finding.verdict, profileVerdict: .declared,
      profileRule: withdrawn ?? move)
  }

  /// The last part of a rule's path; a rule has the same last part in every overlay.
  private static func id(_ rule: String) -> Substring {
    rule.split(separator: "/").last ?? ""
  }

  private static func place(_ finding: Finding) -> Place {
    Place(frame: finding.at.frame, actor: finding.actor)
  }

  /// Sorts by frame, then the device before the host, then by rule, as a report does.
  private static func sorted(_ pairs: [Pair]) -> [Pair] {
    // Mostly they are in order, and to sort them takes longer than to look.
    let isInOrder = pairs.indices.dropFirst().allSatisfy {
      pairs[$0 - 1].finding.at.frame < pairs[$0].finding.at.frame
    }
    if isInOrder { return pairs }
    return pairs.sorted { a, b in
      if a.finding.at.frame != b.finding.at.frame {
        return a.finding.at.frame < b.finding.at.frame
      }
      let left = (a.finding.actor.rawValue, a.finding.rule)
      let right = (b.finding.actor.rawValue, b.finding.rule)
      return left < right
    }
  }
}
