/// What differs between two reports of captures.
package struct ReportsDiff: Hashable, Sendable {
  /// The schema of the JSON form.
  package static let schema = "dfutrace.reports-diff/1"

  /// The first report, which is called A.
  package var a: String
  /// The second report, which is called B.
  package var b: String
  /// The pairs of captures that differ, in the order of A, and then those that only B has.
  package var captures: [Capture]
  /// The number of pairs of captures that are the same.
  package var same: Int

  /// Makes a report.
  package init(a: String, b: String, captures: [Capture], same: Int) {
    self.a = a
    self.b = b
    self.captures = captures
    self.same = same
  }

  /// Two captures that differ, or one without counterpart.
  package struct Capture: Hashable, Sendable {
    /// The capture in A; nil when only B has it.
    package var a: String?
    /// The capture in B; nil when only A has it.
    package var b: String?
    /// What differs.
    package var items: [Item]

    /// Makes a pair.
    package init(a: String?, b: String?, items: [Item] = []) {
      self.a = a
      self.b = b
      self.items = items
    }
  }

  /// One thing that differs.
  package struct Item: Hashable, Sendable {
    /// What it is.
    package var kind: Kind
    /// Which session it is of, from 1; nil when it is of the whole capture.
    package var session: Int?
    /// What it is about: a side, a rule, a field of an update.
    package var subject: String
    /// What A says; nil for nothing.
    package var a: String?
    /// What B says; nil for nothing.
    package var b: String?
    /// The first record in A; nil when there is none.
    package var frameA: Int?
    /// The first record in B; nil when there is none.
    package var frameB: Int?

    /// Makes an item.
    package init(
      kind: Kind, session: Int? = nil, subject: String, a: String?, b: String?,
      frameA: Int? = nil, frameB: Int? = nil
    ) {
      self.kind = kind
      self.session = session
      self.subject = subject
      self.a = a
      self.b = b
      self.frameA = frameA
      self.frameB = frameB
    }
  }

  /// The kinds of things that can differ.
  package enum Kind: String, CaseIterable, Hashable, Sendable {
    /// A verdict, or whether a capture is complete.
    case verdict
    /// An update or a read-back, and how it ended.
    case update
    /// A finding.
    case finding
    /// Whether a rule was put to the test.
    case rule
  }

  /// The exit status: 0 when nothing differs, else 1.
  package var exitStatus: ExitStatus { captures.isEmpty ? .conformant : .violation }
}

extension ReportsDiff {
  /// The most differences of a capture that the text shows without `-v`.
  private static let shown = 15

  /// The report as text; `showsAll`: every difference.
  package func text(showsAll: Bool = false) -> String {
    var lines = ["A  \(a)", "B  \(b)"]
    for capture in captures {
      lines += ["", capture.title]
      let listed = capture.items.prefix(showsAll ? capture.items.count : Self.shown)
      lines += listed.flatMap(\.lines)
      let more = capture.items.count - listed.count
      if more > 0 { lines.append("  and \(counted(more, "more difference")); -v shows them") }
    }
    lines += ["", summary]
    return lines.map { $0.printable() }.joined(separator: "\n") + "\n"
  }

  private var summary: String {
    guard !captures.isEmpty else { return "Nothing differs: \(counted(same, "capture"))." }
    return "Different: \(counted(captures.count, "capture")); the same: \(same)."
  }
}

extension ReportsDiff.Capture {
  fileprivate var title: String {
    guard let a, let b else { return (a ?? b ?? "") + " is in \(a == nil ? "B" : "A") only" }
    return a == b ? a : "\(a) in A, \(b) in B"
  }
}

extension ReportsDiff.Item {
  fileprivate var lines: [String] {
    let place = session.map { "session \($0), " } ?? ""
    let frames = [frameA.map { "frame \($0) in A" }, frameB.map { "frame \($0) in B" }]
      .compactMap { $0 }
    let suffix = frames.isEmpty ? "" : "; " + frames.joined(separator: ", ")
    return [
      "  \(kind.rawValue)  \(place)\(subject)\(suffix)", "    A: \(a ?? "-")   B: \(b ?? "-")",
    ]
  }
}
