// Selects the parts of a report that its filter shows; without a filter, all parts.

extension Report.Document {
  /// The findings of `session` that the filter shows. The finding's rule must match the filter, or
  /// the profile's rule that explains it.
  func shown(_ session: Report.Session) -> [Report.Finding] {
    filter == nil ? session.findings : session.findings.filter(shows)
  }

  /// Whether the filter shows a finding.
  func shows(_ finding: Report.Finding) -> Bool {
    guard let filter else { return true }
    return filter.takes(finding.rule) || finding.profileRule.map(filter.takes) ?? false
  }

  /// The same findings as a person reads them: those that the profile explains come last.
  func shownInOrder(_ session: Report.Session) -> [Report.Finding] {
    let shown = shown(session)
    guard shown.indices.contains(where: { shown[$0].isExplained }) else { return shown }
    return shown.filter { !$0.isExplained } + shown.filter(\.isExplained)
  }

  /// The counts of unlisted findings of `session` that the filter shows.
  ///
  /// When only rules of the profile match the filter, the count includes only the findings that
  /// these rules explain.
  func shownUnlisted(_ session: Report.Session) -> [Report.Unlisted] {
    guard let filter else { return session.unlisted }
    return session.unlisted.compactMap { kind in
      if filter.takes(kind.rule) { return kind }
      var explained = kind
      explained.explanations = kind.explanations.filter { filter.takes($0.key) }
      explained.count = explained.explanations.values.reduce(0, +)
      return explained.count > 0 ? explained : nil
    }
  }

  /// The number of findings of `session` that the filter shows, listed or not.
  func shownCount(_ session: Report.Session) -> Int {
    shown(session).count + shownUnlisted(session).reduce(0) { $0 + $1.count }
  }

  /// The rules exercised in `session` that the filter shows.
  func shownRules(_ session: Report.Session) -> [Report.RuleUse] {
    guard let filter else { return session.rules }
    return session.rules.filter { filter.takes($0.rule) }
  }
}

extension Report.Finding {
  /// Whether it is against DFU 1.1 and the profile allows or declares it.
  fileprivate var isExplained: Bool { verdict >= .warning && profileVerdict <= .declared }
}
