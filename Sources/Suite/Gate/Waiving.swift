import Files
import Report
import USB

/// Marks the findings that waivers accept, and counts what each waiver does.
struct Waiving {
  private let waivers: [Report.Waiver]
  private let today: String
  /// For each waiver, the number of findings that it fits.
  private var findings: [Int]
  /// For each waiver, how many of them a waiver before it accepts.
  private var doubled: [Int]
  /// For each waiver, how often its rules were put to the test where it applies.
  private var tests: [Int]

  init(_ waivers: [Report.Waiver], today: String) {
    self.waivers = waivers
    self.today = today
    findings = waivers.map { _ in 0 }
    (doubled, tests) = (findings, findings)
  }

  /// What became of each waiver so far.
  var uses: [Report.WaiverUse] {
    waivers.indices.map { index in
      let result: Report.WaiverUse.Result =
        if isExpired(waivers[index]) {
          .expired
        } else if findings[index] > 0 {
          findings[index] > doubled[index] ? .used : .doubled
        } else {
          tests[index] > 0 ? .unexpectedPass : .unused
        }
      return Report.WaiverUse(
        waiver: waivers[index], result: result, findings: findings[index],
        doubled: doubled[index], tests: tests[index])
    }
  }

  /// Marks the findings of a capture.
  mutating func mark(_ capture: inout Report.Capture) {
    for number in capture.sessions.indices {
      let session = capture.sessions[number]
      let scope = waivers.indices.filter { waivers[$0].applies(to: session, capture.file) }
      guard !scope.isEmpty else { continue }
      for index in scope { count(session, index) }
      for place in session.findings.indices where session.isGated(session.findings[place]) {
        let finding = session.findings[place]
        let about = finding.product ?? session.onlyProduct
        capture.sessions[number].findings[place].acceptance = take(
          finding.rule, finding.profileRule, finding.actor, 1,
          scope.filter { waivers[$0].isAbout(about) })
      }
      for place in session.unlisted.indices where session.isGated(session.unlisted[place]) {
        let kind = session.unlisted[place]
        let acceptance = take(
          kind.rule, nil, kind.actor, kind.count,
          scope.filter { waivers[$0].isAbout(session.onlyProduct) })
        capture.sessions[number].unlisted[place].acceptance = acceptance
        capture.sessions[number].unlisted[place].accepted = acceptance == nil ? 0 : kind.count
      }
    }
  }

  /// Counts how often a session put the rules of a waiver to the test. Of a rule for hosts, the
  /// tests of a host that breaks it on purpose say nothing. Of several products, it is not known
  /// which one was tested.
  private mutating func count(_ session: Report.Session, _ index: Int) {
    guard waivers[index].side != .host || !session.isHostScripted,
      waivers[index].isAbout(session.onlyProduct)
    else { return }
    for use in session.rules where waivers[index].rule.takes(use.rule) {
      tests[index] += use.count
    }
  }

  /// Counts findings for each waiver of `scope` that fits; gives what the first of them that has
  /// not expired says.
  private mutating func take(
    _ rule: String, _ profileRule: String?, _ actor: Report.Actor, _ count: Int, _ scope: [Int]
  ) -> Report.Acceptance? {
    var acceptance: Report.Acceptance?
    for index in scope {
      let waiver = waivers[index]
      let isMeant = waiver.rule.takes(rule) || profileRule.map(waiver.rule.takes) ?? false
      guard isMeant, waiver.side ?? actor == actor else { continue }
      findings[index] += count
      if isExpired(waiver) { continue }
      if acceptance != nil {
        doubled[index] += count
      } else {
        acceptance = .waived(reason: waiver.reason, place: waiver.place)
      }
    }
    return acceptance
  }

  private func isExpired(_ waiver: Report.Waiver) -> Bool {
    waiver.expires.map { $0 < today } ?? false
  }
}

extension Report.Waiver {
  /// Whether it is about findings of this product; of one that is not known only where it names
  /// none.
  fileprivate func isAbout(_ product: Report.Product?) -> Bool {
    guard !products.isEmpty, let product else { return products.isEmpty }
    return products.contains { product.scope.hasPrefix($0) }
  }

  /// Whether its scope holds a session of the capture `file`.
  fileprivate func applies(to session: Report.Session, _ file: String) -> Bool {
    let ids = session.devices.compactMap(\.id)
    let vector = session.vector
    return (captures.isEmpty || captures.contains { NamePattern.matches(path: file, $0) })
      && (devices.isEmpty
        || devices.contains { device in ids.contains { $0.hasPrefix(device) } })
      && (profiles.isEmpty || session.profile.map { profiles.contains($0.name) } ?? false)
      && (vectors.isEmpty
        || vectors.contains { pattern in
          vector.map { NamePattern.matches(path: $0, pattern) } ?? false
        })
  }
}

extension Report.Product {
  /// The product as a waiver names it: `20b1:0008@0520`.
  fileprivate var scope: String {
    "\(Hex.text(vendor, width: 4)):\(Hex.text(product, width: 4))@\(Hex.text(version, width: 4))"
  }
}
