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

  /// JSON that means the same, and that cannot end the element that it stands in: no character of
  /// it has a meaning in HTML, ends a line of a script, or steers a terminal.
  var insideScript: String {
    guard utf8.contains(where: { $0.mayNeedEscape }) else { return self }
    var text = ""
    text.reserveCapacity(utf8.count + 64)
    for scalar in unicodeScalars {
      switch scalar {
      case "<", ">", "&": text += "\\u00\(String(scalar.value, radix: 16))"
      case "\u{80}"... where scalar.steers:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}

extension UInt8 {
  /// Whether a character that begins with this byte may have to be escaped.
  fileprivate var mayNeedEscape: Bool {
    switch self {
    case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), 0x80...: true
    default: false
    }
  }
}
