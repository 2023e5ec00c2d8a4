import ArgumentParser
import Report
import Suite

/// The output formats of a report.
enum ReportFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json, markdown, junit, html

  /// Whether the format contains the SHA-256 of each capture, which takes time for large files.
  var carriesHashes: Bool {
    switch self {
    case .json, .markdown, .html: true
    case .text, .junit: false
    }
  }

  /// Whether the format contains the descriptors of the devices.
  var carriesDescriptors: Bool {
    switch self {
    case .json, .html: true
    case .text, .markdown, .junit: false
    }
  }

  /// Whether the format contains the conversations, and what the tables say.
  var carriesConversation: Bool {
    switch self {
    case .html: true
    case .text, .json, .markdown, .junit: false
    }
  }

  private var suffix: String {
    switch self {
    case .text: "txt"
    case .json: "json"
    case .markdown: "md"
    case .junit: "xml"
    case .html: "html"
    }
  }

  func text(of report: Report.Document, colour: Bool = false, listsFailures: Bool = false) -> String
  {
    switch self {
    case .text: report.text(colour: colour, listsFailures: listsFailures)
    case .json: report.json
    case .markdown: report.markdown
    case .junit: report.junit
    case .html: report.html
    }
  }

  /// Passes the report to `sink`, a long one in JSON or HTML piece by piece.
  func write<E: Error>(
    _ report: Report.Document, colour: Bool = false, listsFailures: Bool = false,
    to sink: (String) throws(E) -> Void
  ) throws(E) {
    switch self {
    case .json: try report.writeJSON(to: sink)
    case .html: try report.writeHTML(to: sink)
    case .text, .markdown, .junit:
      try sink(text(of: report, colour: colour, listsFailures: listsFailures))
    }
  }

  /// The name, without suffix, of the file that lists the others of a folder; nil for none.
  private var indexName: String? {
    switch self {
    case .markdown: "README"
    case .html: "index"
    case .text, .json, .junit: nil
    }
  }

  /// Writes one file for each capture. With Markdown and HTML, also writes an index, `README.md` or
  /// `index.html`, and says where it is. Replaces none of `read`.
  func write(
    _ report: Report.Document, toFolder folder: String, keeping read: [String]
  ) throws(CheckFailure) {
    let parts = report.split(reserved: indexName.map { [$0] } ?? [])
    let base = folder.hasSuffix("/") ? folder : folder + "/"
    try OutputFile.makeFolder(folder)
    for part in parts {
      try OutputFile.write(
        text(of: part.report, listsFailures: true), to: "\(base)\(part.name).\(suffix)",
        keeping: read)
    }
    guard let indexName else { return }
    let names = parts.map { "\($0.name).\(suffix)" }
    let index = self == .html ? report.htmlIndex(names: names) : report.markdownIndex(names: names)
    let path = "\(base)\(indexName).\(suffix)"
    try OutputFile.write(index, to: path, keeping: read)
    Terminal.complain("the index of the \(rawValue) reports is \(path)")
  }
}

extension Report.Document {
  /// The files that were read.
  var inputs: [String] { captures.map(\.file) + failures.map(\.file) }
}
