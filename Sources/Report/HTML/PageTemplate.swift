/// A page with its style and its scripts, and a place for its data.
struct PageTemplate: Sendable {
  /// The page up to its data.
  let head: String
  /// What follows the data.
  let tail: String

  /// The page of a report.
  static let report = PageTemplate(folder: "Page")
  /// The page that lists reports.
  static let index = PageTemplate(folder: "Index")

  /// Puts the files of a folder together: its page, in it the style, and the scripts in the order
  /// of their names. The scripts stand behind the data.
  private init(folder: String) {
    let files = EmbeddedFiles.all.filter { $0.name.hasPrefix(folder + "/") }
    func content(_ suffix: String) -> String {
      files.filter { $0.name.hasSuffix(suffix) }.map(\.text).joined()
    }
    let halves = content(".html").parted(by: "/*data*/")
    head = halves.before.replacing("/*style*/", with: content(".css"), maxReplacements: 1)
    tail = halves.after.replacing("/*script*/", with: content(".js"), maxReplacements: 1)
  }
}

extension String {
  /// The text before and after the first `mark`; all of it is before where there is none.
  fileprivate func parted(by mark: String) -> (before: String, after: String) {
    guard let place = firstRange(of: mark) else { return (self, "") }
    return (String(self[..<place.lowerBound]), String(self[place.upperBound...]))
  }
}
