import Foundation
import Report

/// An HTML report, taken apart as a browser does it: at its tags.
struct HTMLPage {
  let text: String
  /// The content of the element with the data.
  let data: String

  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Sources/Report/HTML").standardizedFileURL
  static let schema = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../specs/schemas/html-data.schema.json").standardizedFileURL

  /// Takes a page apart; nil when it has no element with data.
  init?(_ text: String) {
    self.text = text
    guard let start = text.firstRange(of: "<script type=\"application/json\" id=\"data\">"),
      let end = text[start.upperBound...].firstRange(of: "</script")
    else { return nil }
    data = String(text[start.upperBound..<end.lowerBound])
  }

  var document: Document { get throws { try Document(data) } }

  /// The files of a page in the tree with this suffix, in the order of their names.
  static func files(_ page: String, _ suffix: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: page).path)
      .filter { $0.hasSuffix(suffix) }.sorted()
      .map { try String(contentsOf: folder.appending(path: "\(page)/\($0)"), encoding: .utf8) }
  }
}
