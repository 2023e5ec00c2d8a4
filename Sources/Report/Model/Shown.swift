// What of a report is shown: everything, or what belongs to the rules of its filter.

extension Report.Document {
  /// The findings of `session` that the filter lets through: by their own rule, or by the
  /// profile's rule that explains them.
  func shown(_ session: Report.Session) -> [Report.Finding] {
    guard let filter else { return session.findings }
    return session.findings.filter {
      filter.takes($0.rule) || $0.profileRule.map(filter.takes) ?? false
    }
  }

  /// The counts of findings of `session` that are not listed and that the filter lets through. Of
  /// a kind that passes by the profile's rule alone, only those are counted that it explains.
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

  /// How many findings of `session` the filter lets through, listed or not.
  func shownCount(_ session: Report.Session) -> Int {
    shown(session).count + shownUnlisted(session).reduce(0) { $0 + $1.count }
  }

  /// The rules exercised in `session` that the filter lets through.
  func shownRules(_ session: Report.Session) -> [Report.RuleUse] {
    guard let filter else { return session.rules }
    return session.rules.filter { filter.takes($0.rule) }
  }
}
