extension Report.Document {
  /// Whether the report is about several files, judged or not.
  package var isOfSeveralFiles: Bool {
    Set(captures.map(\.file) + failures.map(\.file)).count > 1
  }

  /// The report as a table for a terminal, one line for each capture, in at most 100 columns.
  ///
  /// The verdicts are those that decide the exit status. Files that could not be judged come after
  /// the captures. Lines below sum up, and say how to see the findings: in one of `formats`.
  package func table(colour: Bool = false, formats: [String]) -> String {
    let paint = Paint(isOn: colour)
    let table = CaptureTable(report: self)
    let sums = [summary, table.findingsText, filterText].compactMap(\.self)
    let hint =
      "-v prints the findings; --format FORMAT=FILE writes them "
      + "(\(formats.joined(separator: ", ")))"
    let notes =
      sums.flatMap { $0.wrapped(to: CaptureTable.width) } + gateNotes
      + hint.wrapped(to: CaptureTable.width)
    return (table.lines(paint) + [""] + notes).joined(separator: "\n") + "\n"
  }

  /// What waivers and a baseline made of the findings; empty without a gate.
  private var gateNotes: [String] {
    guard let gate = gateLines else { return [] }
    let lines = gate.lines.flatMap { line in
      line.wrapped(to: CaptureTable.width - 4).enumerated().map { number, text in
        (number == 0 ? "  " : "    ") + text
      }
    }
    return ["gate: \(gate.title)"] + lines
  }
}

/// The lines of the table, each a row of cells.
private struct CaptureTable {
  /// The columns of a terminal that may be filled.
  static let width = 100
  /// The columns that the updates may take.
  static let updatesWidth = 22

  private let names: CaptureNames
  /// The verdicts of findings that have a column: those that any capture has.
  private let counted: [Report.Verdict]
  private let rows: [Row]

  init(report: Report.Document) {
    let judged = report.captures.map { Row($0, report) }
    let known = Set(report.captures.map(\.file))
    let rows = judged + report.failures.filter { !known.contains($0.file) }.map(Row.init)
    names = CaptureNames(rows.map(\.file))
    counted = Report.Verdict.allCases.reversed().filter { verdict in
      rows.contains { $0.counts[verdict, default: 0] > 0 }
    }
    self.rows = rows
  }

  /// `findings: 2 violation, 1 note`; in full, where the table may shorten numbers.
  var findingsText: String {
    let kinds = counted.map { verdict in
      "\(rows.reduce(0) { $0 + $1.counts[verdict, default: 0] }) \(verdict)"
    }
    return "findings: " + (kinds.isEmpty ? "none" : kinds.joined(separator: ", "))
  }

  func lines(_ paint: Paint) -> [String] {
    let titles = ["device", "host", "integrity", "updates"] + counted.map(\.shortName)
    let bodies = rows.map { [$0.device, $0.host, $0.integrity, $0.updates] + $0.numbers(counted) }
    let widths = titles.indices.map { column in
      ([titles] + bodies).reduce(0) { max($0, $1[column].columns) }
    }
    let left = Self.width - widths.reduce(0) { $0 + $1 + 2 }
    let shown = ([names.title] + names.names).map { $0.printable().cutInMiddle(to: left) }
    let nameWidth = shown.reduce(0) { max($0, $1.columns) }
    return zip(shown, [titles] + bodies).enumerated().map { number, line in
      let cells = zip(line.1, widths).enumerated().map { column, cell in
        let space = String(repeating: " ", count: cell.1 - cell.0.columns)
        let text = number == 0 ? paint.dim(cell.0) : paint.word(cell.0)
        return column < 4 ? text + space : space + text
      }
      let name = number == 0 ? paint.dim(line.0) : line.0
      let space = String(repeating: " ", count: nameWidth - line.0.columns)
      return ([name + space] + cells).joined(separator: "  ").trimmedAtEnd
    }
  }

  /// What the table tells of one file.
  struct Row {
    var file: String
    var device = "-"
    var host = "-"
    var integrity = "-"
    var updates: String
    var counts: [Report.Verdict: Int] = [:]
  }
}

extension CaptureTable.Row {
  fileprivate init(_ capture: Report.Capture, _ report: Report.Document) {
    self.init(file: capture.file, updates: capture.updatesText)
    integrity = capture.integrity.rawValue
    guard !capture.sessions.isEmpty else { return }
    device = capture.decisive(.device)
    host = capture.decisive(.host)
    for session in capture.sessions {
      let tested = session.tested
      for finding in report.shown(session) where tested.contains(finding.actor) {
        counts[finding.verdict, default: 0] += 1
      }
      for kind in report.shownUnlisted(session) where tested.contains(kind.actor) {
        counts[kind.verdict, default: 0] += kind.count
      }
    }
  }

  fileprivate init(_ failure: CheckFailure) {
    self.init(file: failure.file, updates: "not judged")
  }

  /// The numbers of findings, in at most four digits: `190k` for 190 000.
  fileprivate func numbers(_ verdicts: [Report.Verdict]) -> [String] {
    guard device != "-" else { return verdicts.map { _ in "-" } }
    return verdicts.map { verdict in
      let number = counts[verdict, default: 0]
      return switch number {
      case ..<10_000: "\(number)"
      case ..<1_000_000: "\(number / 1000)k"
      default: "\(number / 1_000_000)M"
      }
    }
  }
}

extension Report.Capture {
  /// The worst verdict about one side that counts for the exit status; `-` where it is not tested.
  fileprivate func decisive(_ actor: Report.Actor) -> String {
    let verdicts = sessions.filter { $0.tested.contains(actor) }.map {
      ($0.profileDecides ? $0.profileVerdict : $0.verdict)[actor]
    }
    return verdicts.max()?.rawValue ?? "-"
  }

  /// How the downloads ended: `aborted, 2 completed`. Where there is none, how the uploads ended.
  fileprivate var updatesText: String {
    guard !sessions.isEmpty else { return "no DFU traffic" }
    let images = sessions.flatMap(\.images)
    let downloads = images.filter { $0.kind == .download }.map(\.ending.words)
    let uploads = images.filter { $0.kind == .upload }.map { "upload \($0.ending.words)" }
    let endings = downloads.isEmpty ? uploads : downloads
    let more = sessions.reduce(0) {
      $0 + (downloads.isEmpty ? $1.furtherImages.uploads : $1.furtherImages.downloads)
    }
    return endings.isEmpty ? "none" : Self.fold(endings, more: more)
  }

  /// Equal endings as one, the good ones last; `+3` for those that there is no room for.
  private static func fold(_ endings: [String], more: Int) -> String {
    let numbers = endings.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    let kinds = Set(endings).sorted { one, other in
      let areGood = [one, other].map(Self.isGood)
      return areGood[0] == areGood[1] ? one < other : areGood[1]
    }
    var text = ""
    var rest = endings.count + more
    for kind in kinds {
      let number = numbers[kind, default: 0]
      let next = (text.isEmpty ? "" : ", ") + (number > 1 ? "\(number) " : "") + kind
      let suffix = rest > number ? ", +\(rest - number)" : ""
      guard text.isEmpty || (text + next + suffix).columns <= CaptureTable.updatesWidth else {
        break
      }
      text += next
      rest -= number
    }
    return (text + (rest > 0 ? ", +\(rest)" : "")).cutInMiddle(to: CaptureTable.updatesWidth)
  }

  /// Whether the words tell of an update that the host brought to its end.
  private static func isGood(_ words: String) -> Bool {
    [Report.ImageTransfer.Ending.completed, .ended].contains { ending in
      [ending.words, "upload \(ending.words)"].contains(words)
    }
  }
}

extension Report.ImageTransfer.Ending {
  /// The ending in at most three words.
  fileprivate var words: String {
    switch self {
    case .completed: "completed"
    case .aborted: "aborted"
    case .ended: "ended"
    case .refused: "refused"
    case .givenUp: "given up"
    case .reset: "cut by reset"
    case .left: "device left"
    case .neverEnded: "never ended"
    case .leftByDevice: "left by device"
    case .unseen: "end not seen"
    case .recordingEnded: "recording ended"
    }
  }
}

extension Report.Verdict {
  /// The title of a narrow column.
  fileprivate var shortName: String {
    switch self {
    case .pass, .note: rawValue
    case .declared: "decl"
    case .inconclusive: "inc"
    case .warning: "warn"
    case .violation: "viol"
    }
  }
}

extension Paint {
  /// A cell of the table: a verdict in its colour, anything else as it is.
  fileprivate func word(_ text: String) -> String {
    Report.Verdict(rawValue: text).map(verdict) ?? text
  }
}

extension String {
  fileprivate var trimmedAtEnd: String {
    var text = self
    while text.hasSuffix(" ") { text.removeLast() }
    return text
  }
}
