import Checker
import DFU
import Report
import SpecTable
import USB

// The part of a report that shows the descriptors of the devices.

extension Judge {
  /// The descriptors of the devices of the sessions, or of the device that was asked for.
  func descriptors(
    _ result: CapturePassResult, _ sessions: [Report.Session]
  ) -> Report.Descriptors {
    var sets = result.descriptors.sets.compactMap { set -> Report.DescriptorSet? in
      let place = result.sessions.place(of: set)
      guard place != nil || forced.contains(set.device) else { return nil }
      return Self.shown(set, session: place?.session, mode: place?.mode ?? set.mode)
    }
    for (index, session) in sessions.enumerated() {
      let rules = descriptorRules(session)
      DescriptorMarks(session.findings, rules, sets, session: index + 1).mark(&sets)
    }
    return Report.Descriptors(
      sets: sets, comparisons: sessions.indices.compactMap { Self.comparison(sets, $0 + 1) },
      leftOut: result.descriptors.leftOut)
  }

  /// The rules for descriptors that a session was judged by, by their paths.
  private func descriptorRules(_ session: Report.Session) -> [String: DescriptorRule] {
    let profile = session.profile.flatMap { try? tables.profile(named: $0.name) }
    let overlay = profile.flatMap { try? tables.rules($0) }
    let rules = tables.base.table.descriptors + (overlay?.table.descriptors ?? [])
    return Dictionary(rules.map { ($0.path, $0) }) { first, _ in first }
  }

  private static func shown(
    _ set: DescriptorReads, session: SessionID?, mode: Mode?
  ) -> Report.DescriptorSet {
    let listing = DescriptorListing(set)
    return Report.DescriptorSet(
      bus: Int(set.device.bus), address: Int(set.device.address), session: session.map { $0 + 1 },
      mode: mode?.words, frames: set.frames, enumerations: set.enumerations,
      descriptors: set.reads.flatMap(listing.descriptors))
  }

  /// The first set of DFU mode beside the run-time set that was shown before it.
  private static func comparison(
    _ sets: [Report.DescriptorSet], _ session: Int
  ) -> Report.DescriptorComparison? {
    let ours = sets.filter { $0.session == session }
    guard let change = ours.firstIndex(where: { $0.mode == Mode.dfuMode.words }) else { return nil }
    let before = ours[..<change].last { $0.mode == Mode.runTime.words }
    guard let runTime = before ?? ours.first(where: { $0.mode == Mode.runTime.words }) else {
      return nil
    }
    return Report.DescriptorComparison(
      session: session, runTime: DescriptorMarks.judged(in: runTime),
      dfuMode: DescriptorMarks.judged(in: ours[change]))
  }
}

extension [SessionSummary] {
  /// The session that showed this set, and the mode that it stated; nil for a device without one.
  fileprivate func place(of set: DescriptorReads) -> (session: SessionID, mode: Mode?)? {
    for (session, summary) in enumerated() {
      let shown = summary.shown.first {
        $0.address == set.device && set.frames.contains($0.frame)
      }
      if let shown { return (session, shown.mode) }
    }
    return nil
  }
}

extension DescriptorReads {
  /// The mode that a configuration of the set states; nil without a whole one.
  fileprivate var mode: Mode? {
    let whole = reads.filter { $0.key.type == DescriptorType.configuration }
    return whole.lazy.compactMap { DescriptorSet(configuration: $0.data, device: nil)?.mode }.first
  }
}
