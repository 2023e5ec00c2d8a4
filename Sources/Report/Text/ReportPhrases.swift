// The phrases that the text and the Markdown report share.

extension Report.Capture {
  /// `usbmon, link type 220`.
  var source: String {
    dialect + (linkType.map { ", link type \($0)" } ?? "")
  }

  /// `complete` or `partial`, and whether the recorder lost records.
  var integrityText: String {
    let lost =
      switch dropped {
      case nil: "whether the recorder lost records is not known"
      case 0: "the recorder lost no records"
      case let number?: "the recorder lost \(counted(number, "record"))"
      }
    return "\(integrity.rawValue) (\(lost))"
  }

  /// `152 = 60 used + 80 other device + …`. Copies and other link types are
  /// rare, and named only where there are any.
  var recordsText: String {
    let rare = ["copies", "bus", "otherLinkType"]
    let told = records.bins.filter { !rare.contains($0.key) || $0.count > 0 }
    let sum = told.map { "\($0.count) \($0.name)" }.joined(separator: " + ")
    return "\(records.total) = \(sum)"
  }

  /// `device pass, host violation; 2 findings: 1 violation, 1 note`, for the whole capture.
  var summary: String {
    guard !sessions.isEmpty else {
      return skipped.isEmpty ? "no DFU traffic" : "\(counted(skipped.count, "vector")) skipped"
    }
    let explained = sessions.contains { $0.profile != nil }
    let worst = Report.Actor.allCases.compactMap { actor -> String? in
      let tested = sessions.filter { $0.tested.contains(actor) }
      guard let verdict = tested.map({ $0.verdict[actor] }).max() else { return nil }
      return "\(actor) \(verdict)"
        + (explained
          ? " (with profile: \(tested.map { $0.profileVerdict[actor] }.max() ?? .pass))" : "")
    }
    return worst.joined(separator: ", ") + (integrity == .partial ? ", partial capture" : "")
      + "; " + findingsText
      + (skipped.isEmpty ? "" : "; \(counted(skipped.count, "vector")) skipped")
  }

  /// `2 findings: 1 violation, 1 note`, and the number of faults that vectors make on purpose.
  private var findingsText: String {
    let tallies = sessions.map(\.testedFindings)
    let counts = Report.Verdict.allCases.reversed().map { verdict in
      (verdict: verdict, number: tallies.reduce(0) { $0 + $1[verdict, default: 0] })
    }
    let kinds = counts.filter { $0.number > 0 }.map { "\($0.number) \($0.verdict)" }
    let number = counts.reduce(0) { $0 + $1.number }
    let others = sessions.reduce(0) { $0 + $1.findingCount } - number
    let accepted = sessions.contains(where: \.hasAccepted) ? tally.text : ""
    return counted(number, "finding") + (kinds.isEmpty ? "" : ": ")
      + kinds.joined(separator: ", ")
      + (others == 0 ? "" : "; \(others) of the host, which does so on purpose")
      + (accepted.isEmpty ? "" : "; " + accepted)
  }
}

extension Report.Gap {
  /// `at frame 12: the file ends within a record`.
  var text: String { (frame.map { "at frame \($0): " } ?? "") + reason }
}

extension Report.Skip {
  /// `dnload-short: bitCanDnload is not set`.
  var text: String { "\(vector): \(reason)".printable() }
}

extension Report.Session {
  /// `20b1:0008 at 1.4`; when a vector was run, the vector's id comes first.
  var title: String {
    (vector.map { "vector \($0.printable()), " } ?? "")
      + (devices.isEmpty ? "several devices" : devicesText)
  }

  /// The suffix ` (on purpose)` for the side that a vector plays; empty for the other side.
  func purpose(_ actor: Report.Actor) -> String { isOnPurpose(actor) ? " (on purpose)" : "" }

  /// `20b1:0008 at 1.4, 20b1:0009 at 1.5`.
  var devicesText: String { devices.map(\.text).joined(separator: ", ") }

  /// The values in the descriptors, with the names of the specification.
  var factsText: String {
    let attributes = facts.attributes.map { value in
      let bits = Report.Facts.attributeBits.enumerated().filter { value >> $0.offset & 1 == 1 }
      let names = bits.isEmpty ? "no bit set" : bits.map(\.element).joined(separator: ", ")
      return "bmAttributes \(byteText(value)) (\(names))"
    }
    let known = [
      facts.interface.map { "bInterfaceNumber \($0)" },
      attributes,
      facts.detachTimeoutMilliseconds.map { "wDetachTimeOut \($0) ms" },
      facts.transferSize.map { "wTransferSize \($0)" },
      facts.version.map { "bcdDFUVersion \(hex4($0))h" },
      facts.maxPacketSize0.map { "bMaxPacketSize0 \($0)" },
    ].compactMap(\.self)
    return known.isEmpty ? "no whole descriptor set in the capture" : known.joined(separator: ", ")
  }

  /// How the device was recognised: by which descriptor sets, or by its traffic.
  var seenText: String {
    let more =
      facts.furtherModes == 0 ? "" : ", and \(counted(facts.furtherModes, "more change")) of mode"
    let modes = facts.modes.joined(separator: ", then ") + more
    guard inferred else { return modes.isEmpty ? "by its descriptors" : modes }
    return "inferred from the traffic" + (modes.isEmpty ? "" : "; \(modes)")
  }

  /// `60 judged; inconclusive: device 0.0 %, host 1.7 %`.
  var transfersText: String {
    guard transfers > 0 else { return "none; only events and descriptors are judged" }
    let shares = Report.Actor.allCases.map { actor in
      let share = percentText(counts[actor][.inconclusive], of: counts[actor].total)
      return "\(actor.rawValue) \(share)"
    }
    return "\(transfers) judged; inconclusive: " + shares.joined(separator: ", ")
  }
}

extension Report.Unlisted {
  /// `190000 more: host violation, dfu/host/H09`; `purpose` is put after the verdict.
  func text(purpose: String) -> String {
    let mark = acceptance.map { " (\(accepted) \($0.word))" } ?? ""
    return "\(count) more: \(actor) \(verdict)\(mark)\(purpose), \(rule)"
  }
}

extension Report.Finding {
  /// `frame 123 (answer in 124), 0.123456 s`, or `no frame`.
  var place: String {
    guard let frame else { return "no frame" }
    return "frame \(frame)" + (completionFrame.map { " (answer in \($0))" } ?? "")
      + (nanoseconds.map { ", \(secondText($0))" } ?? "")
  }

  /// The finding in one line, for a bus that is watched; `profile`: the name of the overlay.
  package func line(profile: String?, colour: Bool) -> String {
    let paint = Paint(isOn: colour)
    let explained = profile.map { "; \($0): \(paint.verdict(profileVerdict))" } ?? ""
    return "\(place): \(actor) \(paint.verdict(verdict))\(explained), \(paint.bold(rule)): "
      + words.message
  }

  /// The fields that are not empty, in the order of the report.
  var fields: [(name: String, value: String)] {
    let words = words
    let measured = measuredNanoseconds.map { time in
      millisecondText(time)
        + (requiredNanoseconds.map { "; required: \(millisecondText($0))" } ?? "")
    }
    return [
      ("product", product?.text),
      ("state", words.states.isEmpty ? nil : words.states.joined(separator: " or ")),
      ("request", request),
      ("expected", words.expected),
      ("observed", words.observed),
      ("measured", measured),
      (acceptance?.word ?? "", acceptance?.reasonText),
      ("clause", words.clause + (reading.map { " (reading \($0))" } ?? "")),
      ("what", words.message),
      ("to do", words.advice),
    ].compactMap { name, value in value.map { (name, $0) } }
  }
}

extension Report.Document {
  /// `8 captures, 9 sessions: 3 with violations, 0 with something inconclusive, 1 partial;
  /// 1 file not judged`. Counts what decides the exit status, and tells apart in how many captures
  /// something is accepted, so that nobody takes it for passed.
  var summary: String {
    let sessions = captures.flatMap(\.sessions)
    let broken = captures.count { $0.sessions.contains(where: \.fails) }
    let partial = captures.count { $0.integrity == .partial }
    let undecided = captures.count { $0.sessions.contains(where: \.isUndecided) }
    return "\(counted(captures.count, "capture")), \(counted(sessions.count, "session")): "
      + "\(broken) with violations, \(undecided) with something inconclusive, \(partial) partial"
      + (failures.isEmpty ? "" : "; \(counted(failures.count, "file")) not judged")
      + acceptedText
  }

  /// `; not counted: accepted findings in 2 captures`; empty where nothing is accepted.
  private var acceptedText: String {
    let spared = captures.count { $0.sessions.contains(where: \.hasAccepted) }
    guard spared > 0 else { return "" }
    return "; not counted: accepted findings in \(counted(spared, "capture"))"
  }

  /// `only rules below dfu/A.2 are shown: 3 of 12 findings`; nil without a filter.
  var filterText: String? {
    guard let filter else { return nil }
    let sessions = captures.flatMap(\.sessions)
    let all = sessions.reduce(0) { $0 + $1.findingCount }
    let some = sessions.reduce(0) { $0 + shownCount($1) }
    return "only rules below \(filter.text) are shown: \(some) of \(counted(all, "finding"))"
  }
}
