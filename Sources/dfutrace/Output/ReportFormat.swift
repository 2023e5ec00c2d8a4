import ArgumentParser
import Report
import Suite

/// The output formats of a report.
enum ReportFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json, markdown, junit

  /// Whether the format contains the SHA-256 of each capture, which takes time for large files.
  var carriesHashes: Bool {
    switch self {
    case .json, .markdown: true
    case .text, .junit: false
    }
  }

  /// Whether the format contains the descriptors of the devices.
  var carriesDescriptors: Bool {
    switch self {
    case .json: true
    case .text, .markdown, .junit: false
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

  /// Passes the report to `sink`, a long one in JSON piece by piece.
  func write<E: Error>(
    _ report: Report.Document, colour: Bool = false, listsFailures: Bool = false,
    to sink: (String) throws(E) -> Void
  ) throws(E) {
    switch self {
    case .json: try report.writeJSON(to: sink)
    case .text, .markdown, .junit:
      try sink(text(of: report, colour: colour, listsFailures: listsFailures))
    }
  }

  /// Writes one file for each capture. With Markdown, also writes an index, `README.md`.
  /// Replaces none of `read`.
  func write(
    _ report: Report.Document, toFolder folder: String, keeping read: [String]
  ) throws(CheckFailure) {
    let parts = report.split(reserved: self == .markdown ? ["README"] : [])
    let base = folder.hasSuffix("/") ? folder : folder + "/"
    try OutputFile.makeFolder(folder)
    for part in parts {
      try OutputFile.write(
        text(of: part.report, listsFailures: true), to: "\(base)\(part.name).\(suffix)",
        keeping: read)
    }
    if self == .markdown {
      let index = report.markdownIndex(names: parts.map { "\($0.name).\(suffix)" })
      try OutputFile.write(index, to: base + "README.md", keeping: read)
    }
  }
}

extension Report.Document {
  /// The files that were read.
  var inputs: [String] { captures.map(\.file) + failures.map(\.file) }
}
