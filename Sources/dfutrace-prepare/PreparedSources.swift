import Foundation

/// The prepared text as Swift source: string literals in lines that a person can scroll, in as
/// many files as the bound on a file's length asks for.
struct PreparedSources {
  private let parts: [[Substring]]

  private static let columns = 94
  private static let linesPerFile = 380

  init(_ text: String) {
    var lines: [Substring] = []
    var rest = Substring(text)
    while !rest.isEmpty {
      lines.append(rest.prefix(Self.columns))
      rest = rest.dropFirst(Self.columns)
    }
    parts = stride(from: 0, to: lines.count, by: Self.linesPerFile).map {
      Array(lines[$0..<min($0 + Self.linesPerFile, lines.count)])
    }
  }

  /// Replaces the files `Shipped*.swift` of a folder.
  func write(to folder: String) throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: folder)
    where name.hasPrefix("Shipped") {
      try FileManager.default.removeItem(atPath: folder + "/" + name)
    }
    try write(Self.index(parts.indices.map { $0 + 1 }), to: folder + "/Shipped.swift")
    for (index, lines) in parts.enumerated() {
      try write(Self.source(lines, number: index + 1), to: folder + "/Shipped\(index + 1).swift")
    }
  }

  private func write(_ source: String, to path: String) throws {
    try Data(source.utf8).write(to: URL(fileURLWithPath: path))
  }

  private static let notice = "// Written by make tables from specs/; edit the YAML there.\n\n"

  private static func index(_ numbers: [Int]) -> String {
    notice + "extension Prepared {\n"
      + "  /// The prepared text of the files in `specs/`.\n"
      + "  static let shipped = [\(numbers.map { "part\($0)" }.joined(separator: ", "))].joined()\n"
      + "}\n"
  }

  /// The lines end with an escaped line break, which is not part of the text.
  private static func source(_ lines: [Substring], number: Int) -> String {
    notice + "extension Prepared {\n  static let part\(number) = #\"\"\"\n"
      + lines.map { "    \($0)" }.joined(separator: "\\#\n") + "\n    \"\"\"#\n}\n"
  }
}
