/// A page with its style and its scripts, and a place for its data. It is made of the files as they
/// are: what is most of a page is never copied.
struct PageTemplate: Sendable {
  /// The parts of the page up to its data.
  let head: [String]
  /// Those that follow the data.
  let tail: [String]

  /// The page of a report.
  static let report = PageTemplate(folder: "Page")
  /// The page that lists reports.
  static let index = PageTemplate(folder: "Index")

  /// Puts the files of a folder together: its page, in it the style, and the scripts in the order
  /// of their names. The scripts stand behind the data.
  private init(folder: String) {
    let files = EmbeddedFiles.all.filter { $0.name.hasPrefix(folder + "/") }
    func content(_ suffix: String) -> [String] {
      files.filter { $0.name.hasSuffix(suffix) }.map(\.text)
    }
    let halves = content(".html").joined().parted(by: "/*data*/")
    let style = halves.before.parted(by: "/*style*/")
    let script = halves.after.parted(by: "/*script*/")
    head = [style.before] + content(".css") + [style.after]
    tail = [script.before] + content(".js") + [script.after]
  }
}

extension String {
  /// The text before and after the first `mark`; all of it is before where there is none.
  fileprivate func parted(by mark: String) -> (before: String, after: String) {
    let (text, mark) = (Array(utf8), Array(mark.utf8))
    guard let place = text.indices.first(where: { text[$0...].starts(with: mark) }) else {
      return (self, "")
    }
    return (
      String(decoding: text[..<place], as: UTF8.self),
      String(decoding: text[(place + mark.count)...], as: UTF8.self)
    )
  }
}
