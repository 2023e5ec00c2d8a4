import Foundation

/// The facts of the specification, as lines of comma-separated values
/// (`Tests/SpecTableTests/Facts`).
package enum CommaSeparated {
  /// The fields of each line, the header first.
  package static func rows(ofFacts file: String) throws -> [[String]] {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let path = tests.appending(path: "SpecTableTests/Facts/\(file)").path
    return try String(contentsOfFile: path, encoding: .utf8)
      .split(whereSeparator: \.isNewline).map { fields(String($0)) }
  }

  /// Splits at commas outside quotes.
  private static func fields(_ line: String) -> [String] {
    var fields = [""]
    var isQuoted = false
    for character in line {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: fields.append("")
      default: fields[fields.count - 1].append(character)
      }
    }
    return fields
  }
}
