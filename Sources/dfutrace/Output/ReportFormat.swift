import ArgumentParser
import Report
import Suite

/// The forms that a report is printed in.
enum ReportFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json, markdown, junit

  /// Whether it holds the captures' SHA-256, which takes time on large files.
  var carriesHashes: Bool {
    switch self {
    case .json, .markdown: true
    case .text, .junit: false
    }
  }

  private var suffix: String {
    switch self {
    case .text: "txt"
    case .json: "json"
    case .markdown: "md"
    case .junit: "xml"
    }
  }

  func text(of report: Report.Document, colour: Bool = false, listsFailures: Bool = false) -> String
  {
    switch self {
    case .text: report.text(colour: colour, listsFailures: listsFailures)
    case .json: report.json
    case .markdown: report.markdown
    case .junit: report.junit
    }
  }

  /// Writes a file for each capture, and with Markdown an index, `README.md`.
  func write(_ report: Report.Document, toFolder folder: String) throws(CheckFailure) {
    let parts = report.split()
    let base = folder.hasSuffix("/") ? folder : folder + "/"
    try OutputFile.makeFolder(folder)
    for part in parts {
      try OutputFile.write(
        text(of: part.report, listsFailures: true), to: "\(base)\(part.name).\(suffix)")
    }
    if self == .markdown {
      let index = report.markdownIndex(names: parts.map { "\($0.name).\(suffix)" })
      try OutputFile.write(index, to: base + "README.md")
    }
  }
}
