// The words in which every format tells of a gate.

/// Numbers of findings, by what the gate says of them.
struct GateTally: Hashable {
  var waived = 0
  var known = 0
  /// Those that nothing accepts, and that are at least inconclusive.
  var left = 0

  /// Adds findings.
  mutating func add(_ count: Int, _ acceptance: Report.Acceptance?) {
    switch acceptance {
    case .waived: waived += count
    case .known: known += count
    case nil: left += count
    }
  }

  /// `2 waived, 1 known`; empty when there is neither.
  var text: String {
    [(waived, "waived"), (known, "known")].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
      .joined(separator: ", ")
  }
}

extension Report.Capture {
  /// What a gate says of the capture's findings.
  var tally: GateTally {
    var tally = GateTally()
    for session in sessions {
      for finding in session.findings where session.isGated(finding) {
        tally.add(1, finding.acceptance)
      }
      for kind in session.unlisted where session.isGated(kind) {
        tally.add(kind.accepted, kind.acceptance)
        tally.add(kind.count - kind.accepted, nil)
      }
    }
    return tally
  }
}

extension Report.Document {
  /// What the gate says, a line each; nil without a gate.
  var gateLines: (title: String, lines: [String])? {
    guard let gate else { return nil }
    var all = GateTally()
    for tally in captures.map(\.tally) {
      all.waived += tally.waived
      all.known += tally.known
      all.left += tally.left
    }
    let left = gate.baseline == nil ? "not accepted" : "new"
    let accepted = [
      gate.today == nil ? nil : "\(counted(all.waived, "finding")) waived",
      gate.baseline == nil ? nil : "\(counted(all.known, "finding")) known",
    ].compactMap(\.self)
    return (
      (accepted + ["\(all.left) \(left)"]).joined(separator: ", "),
      gate.waivers.map(\.text) + (gate.baseline?.lines ?? [])
    )
  }
}

extension Report.WaiverUse {
  /// The waiver's place and rules, and what became of it.
  var text: String { "\(waiver.title): \(resultText)" }

  /// What became of the waiver, in words.
  var resultText: String {
    switch result {
    case .used:
      "waives \(counted(findings - doubled, "finding"))"
        + (doubled > 0 ? " (and fits \(doubled) that a waiver before it waives)" : "")
        + ": \(waiver.reason.printable())"
    case .doubled:
      "waives nothing: the \(counted(findings, "finding")) that it fits "
        + "\(findings == 1 ? "is" : "are") waived by a waiver before it"
    case .unused: "unused: nothing in its scope put the rule to the test"
    case .expired:
      "expired after \(waiver.expires ?? "") and waives nothing; it would fit "
        + counted(findings, "finding")
    case .unexpectedPass:
      "not needed any more (unexpected pass): tested \(counted(tests, "time")), and nothing to "
        + "waive"
    }
  }
}

extension Report.Waiver {
  /// `waivers.yaml:3: dfu/host/H09 (host, 20b1:0008)`.
  var title: String {
    let scope =
      (side.map { [$0.rawValue] } ?? []) + captures + devices + products.map { "product \($0)" }
      + profiles.map { "profile \($0)" } + vectors.map { "vector \($0)" }
    let limits = scope.isEmpty ? "" : " (\(scope.joined(separator: ", ")))"
    return "\(place): \(rule.text)\(limits)".printable()
  }
}

extension Report.BaselineResult {
  /// What differs from the baseline, a line each.
  var lines: [String] {
    [
      "baseline \(file): " + counted(gone.filter(\.isTested).reduce(0) { $0 + $1.count }, "finding")
        + " fixed"
    ].map { $0.printable() }
      + gone.map(\.text)
      + added.map { "not in the baseline: \($0)".printable() }
      + missing.map { "in the baseline, and not judged: \($0)".printable() }
  }
}

extension Report.GoneFinding {
  /// `fixed: a.pcap: host violation, dfu/host/H09`.
  var text: String {
    let times = count == 1 ? "" : " (\(count) times)"
    let fate = isTested ? "fixed" : "not seen, because the rule was not put to the test"
    return "\(fate): \(capture): \(actor) \(verdict), \(rule)\(times)".printable()
  }
}
