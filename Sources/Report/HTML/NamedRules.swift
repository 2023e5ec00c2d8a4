extension Report.Document {
  /// The paths of the rules that its sessions used and that its findings name.
  package var namedRules: Set<String> {
    var paths: Set<String> = []
    for session in captures.lazy.flatMap(\.sessions) {
      for use in session.rules { paths.insert(use.rule) }
      for kind in session.unlisted { paths.insert(kind.rule) }
      for finding in session.findings {
        paths.insert(finding.rule)
        if let rule = finding.profileRule { paths.insert(rule) }
        for other in finding.words.considered { paths.insert(other.rule) }
      }
    }
    return paths
  }
}
