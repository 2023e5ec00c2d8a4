extension DiffReport {
  /// The report as text: the first difference first, with what stands around it.
  ///
  /// `showsAll`: every difference that is kept, and what was ignored.
  package func text(showsAll: Bool = false) -> String {
    var lines = a.lines("A") + b.lines("B")
    if !ignored.isEmpty { lines.append("ignored: \(ignored.joined(separator: ", "))") }
    let listed = showsAll || sessions.count == 1 ? sessions : sessions.filter { !$0.isSame }
    for session in listed { lines += [""] + session.lines(showsAll: showsAll) }
    let same = sessions.count - listed.count
    if same > 0 { lines += ["", "\(counted(same, "session")) without a difference"] }
    lines += ["", summary]
    return lines.map { $0.printable() }.joined(separator: "\n") + "\n"
  }

  /// The last line.
  private var summary: String {
    guard !isSame else { return "Nothing differs." }
    guard !sessions.allSatisfy(\.isSame) else {
      return "Nothing differs in what was compared, and not everything was."
    }
    let doubtful = sessions.reduce(0) { $0 + $1.places.doubtful }
    let doubt =
      "at \(counted(doubtful, "place")) records are missing, and the recording may be the cause"
    guard !differsInDoubtOnly else { return "Nothing differs for certain; \(doubt)." }
    let host = sessions.reduce(0) { $0 + $1.places.host }
    let device = sessions.reduce(0) { $0 + $1.places.device }
    let descriptors = sessions.reduce(0) { $0 + $1.descriptors.count }
    var parts = [
      "the host at \(counted(host, "place"))", "the device at \(counted(device, "place"))",
    ]
    if descriptors > 0 { parts.append("\(counted(descriptors, "descriptor"))") }
    if alone > 0 { parts.append("\(counted(alone, "session")) on one side only") }
    return "Different: " + parts.joined(separator: ", ") + (doubtful > 0 ? "; \(doubt)" : "") + "."
  }
}

extension DiffReport.Side {
  fileprivate func lines(_ name: String) -> [String] {
    let head =
      "\(name)  \(file): \(counted(sessions, "session")), "
      + "\(counted(transfers, "transfer")) (\(dialect))"
    return [head] + remarks.map { "   \($0)" }
  }
}

extension DiffReport.Session {
  /// The most differences after the first one that the text shows without `-v`.
  private static let shown = 10

  fileprivate func lines(showsAll: Bool) -> [String] {
    guard let a, let b else {
      let only = a.map { "session \($0.number) of A (\($0.names))" }
      return [
        (only ?? b.map { "session \($0.number) of B (\($0.names))" } ?? "")
          + " has no counterpart"
      ]
    }
    var lines = ["session \(a.number) of A (\(a.names)), session \(b.number) of B (\(b.names))"]
    lines.append(
      isSame
        ? "  the same: \(counted(compared, "exchange or event", "exchanges and events"))"
        : "  \(counted(compared, "exchange or event", "exchanges and events")) beside each other")
    if !descriptors.isEmpty { lines += ["", "  descriptors"] }
    lines += descriptors.flatMap(\.descriptorLines)
    guard let difference = conversation.first else { return lines }
    lines += ["", "  first difference: \(difference.head)"]
    lines += (first?.lines ?? []) + ["    \(difference.subject)"]
    lines += difference.fieldLines.map { "      " + $0 } + difference.notes
    if !difference.isDoubtful { lines.append("    " + (first?.ending ?? difference.cause)) }
    return lines + afterwards(showsAll: showsAll)
  }

  private func afterwards(showsAll: Bool) -> [String] {
    let rest = conversation.dropFirst()
    guard !rest.isEmpty || places.unlisted > 0 else { return [] }
    let listed = rest.prefix(showsAll ? rest.count : Self.shown)
    var lines = ["", "  after it"]
    for difference in listed {
      lines.append("    \(difference.head): \(difference.subject)\(difference.mark)")
      lines += difference.detail.map { "      " + $0 }
    }
    let more = rest.count - listed.count
    if more > 0 { lines.append("    and \(counted(more, "more difference")); -v shows them") }
    if places.unlisted > 0 {
      lines.append(
        "    and \(places.unlisted) more places that differ: too many to list, only counted")
    }
    return lines
  }
}

extension DiffReport.Difference {
  /// `host, frame 12 in A, 14 in B`.
  fileprivate var head: String {
    let places = [frameA.map { "frame \($0) in A" }, frameB.map { "frame \($0) in B" }]
    let times = count > 1 ? ", and \(counted(count - 1, "more place")) like it" : ""
    return "\(side.rawValue)\(isDoubtful ? " or recording" : ""), "
      + places.compactMap { $0 }.joined(separator: ", ") + times
  }

  fileprivate var mark: String {
    if isDoubtful { return " (records are missing here)" }
    return follows ? " (may follow from an earlier difference)" : ""
  }

  fileprivate var notes: [String] {
    isDoubtful ? ["    records are missing here, so that the recording may be the cause"] : []
  }

  /// The fields that differ, and what only one side has.
  fileprivate var detail: [String] { fieldLines + onlyA.text("A") + onlyB.text("B") }

  fileprivate var fieldLines: [String] {
    let width = (fields.map(\.name.count).max() ?? 0) + 2
    return fields.map { $0.text(width) }
  }

  fileprivate var cause: String {
    switch side {
    case .host: "The host did something else; what differs after it may follow from it."
    case .device: "The requests before it are the same, so this is the device's own."
    }
  }

  fileprivate var descriptorLines: [String] {
    let frames = [frameA.map { "frame \($0) in A" }, frameB.map { "frame \($0) in B" }]
    let place = frames.compactMap { $0 }.joined(separator: ", ")
    return ["    \(subject); \(place)"] + detail.map { "      " + $0 }
  }
}

extension DiffReport.Field {
  fileprivate func text(_ width: Int) -> String {
    padded(name, to: width) + "A: \(a)   B: \(b)"
  }
}

extension DiffReport.Lines {
  fileprivate func text(_ side: String) -> [String] {
    let more = further > 0 ? ["only \(side)  and \(further) more"] : []
    return first.map { "only \(side)  \($0.frame)  \($0.text)" } + more
  }
}

extension DiffReport.Line {
  fileprivate var text: String {
    let times = count > 1 ? " (\(count) times)" : ""
    return reply.isEmpty ? request : padded(request, to: 40) + reply + times
  }
}

extension DiffReport.Surroundings {
  /// What to think of a difference behind which one side has nothing; nil for any other.
  fileprivate var ending: String? {
    guard a.isEmpty != b.isEmpty else { return nil }
    let side = a.isEmpty ? "A" : "B"
    return "Nothing follows in \(side): its host stopped, or its recording ends too early."
  }

  /// The widths of the columns with frames.
  private static let width = 9

  fileprivate var lines: [String] {
    let head = row(" ", "A frame", "B frame", "")
    let same = before.map { row(" ", "\($0.a.frame)", "\($0.b.frame)", $0.a.text) }
    let ours = a.map { row("A", "\($0.frame)", "", $0.text) }
    let theirs = b.map { row("B", "", "\($0.frame)", $0.text) }
    return [head] + same + ours + theirs
  }

  private func row(_ mark: String, _ a: String, _ b: String, _ text: String) -> String {
    let columns = "    \(mark) " + padded(a, to: Self.width) + padded(b, to: Self.width)
    return (columns + text).trimmedEnd
  }
}

extension DiffReport.Origin {
  fileprivate var names: String { devices.map(\.text).joined(separator: ", ") }
}

extension String {
  /// The text without blanks at its end.
  fileprivate var trimmedEnd: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}

private func padded(_ text: String, to width: Int) -> String {
  text + String(repeating: " ", count: max(2, width - text.count))
}

/// `1 exchange or event`, `2 exchanges and events`.
private func counted(_ number: Int, _ one: String, _ several: String) -> String {
  "\(number) \(number == 1 ? one : several)"
}
