extension Report {
  /// What a copy of a capture says, in comments. No line holds a character that could steer a
  /// terminal.
  package struct Annotations: Hashable, Sendable {
    /// What is said of the whole capture, and what belongs to no packet: lines in as few comments
    /// as hold them, because Wireshark's window shows the first comment of a section only.
    package var section: [String]
    /// The findings, each with the packet that shows it, numbered as in Wireshark; in order of
    /// sessions.
    package var packets: [Packet]

    /// A finding at its packet.
    package struct Packet: Hashable, Sendable {
      /// The packet, numbered as in Wireshark, from 1.
      package var frame: Int
      /// The finding in one line.
      package var line: String
    }
  }
}

extension Report.Document {
  /// The annotations of a capture of this report: every finding that the filter shows.
  package func annotations(of capture: Report.Capture) -> Report.Annotations {
    var section = [
      "\(tool.name) \(tool.version): \(capture.summary)",
      "\(tool.name): \(capture.source), \(capture.integrityText)",
    ]
    section += capture.gaps.map { "\(tool.name) gap: \($0.text)" }
    if let filterText { section.append("\(tool.name): \(filterText)") }
    if let gate = gateLines {
      section += ([gate.title] + gate.lines).map { "\(tool.name) gate: \($0)" }
    }
    var packets: [Report.Annotations.Packet] = []
    for (index, session) in capture.sessions.enumerated() {
      section += lines(session, number: index + 1)
      for finding in shown(session) {
        let line = annotation(
          finding, profile: session.profile?.name, purpose: session.purpose(finding.actor))
        if let frame = finding.frame {
          packets.append(Report.Annotations.Packet(frame: frame, line: line))
        } else {
          section.append(line)
        }
      }
      section += shownUnlisted(session).map {
        "\(tool.name) not listed: \($0.text(purpose: session.purpose($0.actor)))"
      }
    }
    return Report.Annotations(section: limited(section.map(\.oneLine)).inComments, packets: packets)
  }

  /// A finding in one line.
  private func annotation(
    _ finding: Report.Finding, profile: String?, purpose: String
  ) -> String {
    "\(tool.name) \(finding.annotation(profile: profile, purpose: purpose))".oneLine
  }

  /// The annotation of a finding, as it would be if no more were found; nil where the filter does
  /// not show it. `profile`: the overlay that applies.
  package func annotation(
    _ finding: Report.Finding, profile: String?
  ) -> Report.Annotations.Packet? {
    guard shows(finding), let frame = finding.frame else { return nil }
    return Report.Annotations.Packet(
      frame: frame, line: annotation(finding, profile: profile, purpose: ""))
  }

  /// What is said of a session: its devices, its verdicts, its updates.
  private func lines(_ session: Report.Session, number: Int) -> [String] {
    let verdicts = Report.Actor.allCases.map { actor in
      let explained = session.profile.map { "; \($0.name): \(session.profileVerdict[actor])" } ?? ""
      return "\(actor) \(session.verdict[actor])\(explained)\(session.purpose(actor))"
    }
    let head = "\(tool.name) session \(number)"
    return ["\(head): \(session.title): \(verdicts.joined(separator: ", "))"]
      + (session.productLines + session.imageLines).map { "\(head): \($0.name) \($0.value)" }
      + session.remarks.map { "\(head): \($0)" }
  }

  /// The lines as far as they fit into one block of a file, and the number of the others. Readers
  /// take blocks of up to 16 MiB.
  private func limited(_ lines: [String]) -> [String] {
    var room = 8 << 20
    let kept = lines.prefix { line in
      room -= line.utf8.count
      return room >= 0
    }
    let further = lines.count - kept.count
    return kept + (further == 0 ? [] : ["\(tool.name): \(counted(further, "more line")) not shown"])
  }
}

extension Report.Finding {
  /// `violation, device, dfu/A.2.3/dfuIDLE.DNLOAD.block, DFU 1.1, A.2.3 r1, p. 31: what happened`;
  /// with `(waived)` or `(known)` behind the verdict where it is accepted, and why at the end.
  fileprivate func annotation(profile: String?, purpose: String) -> String {
    let words = words
    let explained = profile.map { profile in
      " (\(profile): \(profileVerdict)" + (profileRule.map { " by \($0)" } ?? "") + ")"
    }
    return "\(verdict)\(acceptanceMark)\(explained ?? ""), \(actor)\(purpose), "
      + "\(rule), \(words.clause): \(words.message)"
      + (words.advice.map { " \($0)" } ?? "")
      + (acceptance.map { " (\($0.word): \($0.reasonText))" } ?? "")
  }
}

/// The most bytes of a comment; the format has room for 65 535.
private let commentLimit = 60_000

extension String {
  /// The text without line breaks, and no longer than a comment can be.
  fileprivate var oneLine: String {
    let line = printable()
    return line.utf8.count <= commentLimit ? line : String(line.prefix(commentLimit / 4)) + "…"
  }
}

extension [String] {
  /// The lines, as many in one comment as it holds.
  fileprivate var inComments: [String] {
    var comments: [String] = []
    for line in self {
      if let last = comments.last, last.utf8.count + 1 + line.utf8.count <= commentLimit {
        comments[comments.count - 1] += "\n" + line
      } else {
        comments.append(line)
      }
    }
    return comments
  }
}
