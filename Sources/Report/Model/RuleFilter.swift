/// A prefix of rule ids, by whole path and dotted segments: `dfu/A.2` takes `dfu/A.2.3/…`,
/// `dfu/A.2.1` does not take `dfu/A.2.10/…`.
public struct RuleFilter: Hashable, Sendable {
  /// The prefix, without a trailing slash.
  public var prefix: String

  /// Makes a filter; a trailing slash means nothing.
  public init(_ prefix: String) {
    self.prefix = prefix.hasSuffix("/") ? String(prefix.dropLast()) : prefix
  }

  /// Whether `rule` is the prefix or lies below it.
  public func takes(_ rule: String) -> Bool {
    guard rule.hasPrefix(prefix) else { return false }
    guard let next = rule.dropFirst(prefix.count).first else { return true }
    return prefix.isEmpty || next == "/" || next == "."
  }
}

extension Report {
  /// The findings of `session` that the filter lets through.
  func shown(_ session: Session) -> [Finding] {
    guard let filter else { return session.findings }
    return session.findings.filter { filter.takes($0.rule) }
  }

  /// The counts of findings of `session` that are not listed and that the filter lets through.
  func shownUnlisted(_ session: Session) -> [Unlisted] {
    guard let filter else { return session.unlisted }
    return session.unlisted.filter { filter.takes($0.rule) }
  }

  /// How many findings of `session` the filter lets through, listed or not.
  func shownCount(_ session: Session) -> Int {
    shown(session).count + shownUnlisted(session).reduce(0) { $0 + $1.count }
  }

  /// The rules exercised in `session` that the filter lets through.
  func shownRules(_ session: Session) -> [RuleUse] {
    guard let filter else { return session.rules }
    return session.rules.filter { filter.takes($0.rule) }
  }
}
