/// How much room a Markdown document has. A comment on a pull request may have 65536 characters on
/// GitHub (the message of its API: "Body is too long"), and a document stays well below that.
enum MarkdownRoom {
  /// The bytes of a document, without what tells what is left out.
  static let whole = 58_000
  /// The bytes of the table of all captures where details follow it.
  static let index = 20_000
  /// The bytes of the table of all captures where nothing follows it.
  static let lonelyIndex = 40_000
  /// The bytes of what could not be judged.
  static let failures = 8_000
  /// The bytes of what waivers and a baseline accept.
  static let gate = 4_000
  /// The number of lines of one kind in the head of a capture or session.
  private static let mostLines = 40

  /// How many of the texts, from the first on, fit into `room` bytes.
  static func count(fitting texts: [String], within room: Int) -> Int {
    var left = room
    return texts.prefix {
      left -= $0.utf8.count
      return left >= 0
    }.count
  }

  /// The lines of all items, or of the first of them and how many follow.
  static func few<Item>(
    _ items: [Item], _ line: (Item) -> (name: String, value: String)
  ) -> [(name: String, value: String)] {
    guard items.count > mostLines, let last = items.last else { return items.map(line) }
    let more = "and \(items.count - mostLines) more"
    return items.prefix(mostLines).map(line) + [(line(last).name, more)]
  }
}

/// A part of a Markdown document, which is written whole or left out.
struct MarkdownPart {
  /// What a part is about.
  enum Kind {
    case capture, session
    /// Equal findings, by their verdict, and their number.
    case findings(Report.Verdict, Int)
    /// The kinds of findings that are counted only.
    case unlisted(Int)
    /// The vectors that were not run.
    case skipped(Int)

    /// What comes first where there is no room for all: findings by their verdict, the worst
    /// first, then what is counted only, then heads without a finding.
    fileprivate var rank: Int {
      switch self {
      case .findings(.violation, _): 0
      case .findings(.warning, _): 1
      case .findings(.inconclusive, _): 2
      case .findings(.declared, _): 3
      case .findings(.note, _), .findings(.pass, _): 4
      case .unlisted, .skipped: 5
      case .capture, .session: 6
      }
    }
  }

  let text: String
  let kind: Kind
  /// The place of the part that must be written when this one is: the head that it stands below.
  let head: Int?

  init(_ text: String, _ kind: Kind, below head: Int? = nil) {
    self.text = text
    self.kind = kind
    self.head = head
  }

  /// Which parts are written, so that all together have at most `room` bytes. Those with a lower
  /// rank come first; from the first that does not fit on none is written.
  static func chosen(_ parts: [MarkdownPart], within room: Int) -> [Bool] {
    var chosen = parts.map { _ in false }
    var left = room
    let order = parts.indices.sorted {
      (parts[$0].kind.rank, $0) < (parts[$1].kind.rank, $1)
    }
    for index in order where !chosen[index] {
      var wanted = [index]
      while let head = wanted.last.flatMap({ parts[$0].head }), !chosen[head] {
        wanted.append(head)
      }
      left -= wanted.reduce(0) { $0 + parts[$1].text.utf8.count }
      guard left >= 0 else { break }
      for index in wanted { chosen[index] = true }
    }
    return chosen
  }

  /// What was left out, in numbers; nil when nothing was.
  static func omission(_ parts: [MarkdownPart]) -> String? {
    guard !parts.isEmpty else { return nil }
    var findings: [Report.Verdict: Int] = [:]
    var (captures, sessions, kinds, vectors) = (0, 0, 0, 0)
    for part in parts {
      switch part.kind {
      case .capture: captures += 1
      case .session: sessions += 1
      case .findings(let verdict, let count): findings[verdict, default: 0] += count
      case .unlisted(let count): kinds += count
      case .skipped(let count): vectors += count
      }
    }
    let verdicts = Report.Verdict.allCases.reversed().compactMap { verdict in
      findings[verdict].map { "\($0) \(verdict)" }
    }
    let number = findings.values.reduce(0, +)
    let all = [
      (number, counted(number, "finding") + " (\(verdicts.joined(separator: ", ")))"),
      (kinds, counted(kinds, "kind") + " of findings that are counted only"),
      (captures, counted(captures, "capture")), (sessions, counted(sessions, "session")),
      (vectors, counted(vectors, "skipped vector")),
    ].filter { $0.0 > 0 }.map(\.1)
    return "**Left out**, because a comment on a pull request has no room for more: "
      + all.joined(separator: ", ") + ". The other formats have them."
  }
}
