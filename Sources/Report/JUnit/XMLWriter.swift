/// Writes well-formed XML 1.0 with one element in each line.
///
/// No library is used for this. FoundationEssentials has no support for XML. FoundationXML would
/// build a tree of objects first and needs libxml2.
struct XMLWriter {
  /// The document so far.
  private(set) var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
  private var depth = 0

  /// Writes an element that contains other elements.
  mutating func element(
    _ name: String, _ attributes: [(String, String)] = [],
    content: (inout XMLWriter) -> Void
  ) {
    line("<\(name)\(list(attributes))>")
    depth += 1
    content(&self)
    depth -= 1
    line("</\(name)>")
  }

  /// Writes an element that contains text, or is empty.
  mutating func element(_ name: String, _ attributes: [(String, String)] = [], text: String = "") {
    let open = "<\(name)\(list(attributes))"
    line(text.isEmpty ? open + "/>" : open + ">\(Self.escape(text))</\(name)>")
  }

  private mutating func line(_ content: String) {
    text += String(repeating: "  ", count: depth) + content + "\n"
  }

  private func list(_ attributes: [(String, String)]) -> String {
    attributes.map { " \($0.0)=\"\(Self.escape($0.1, isAttribute: true))\"" }.joined()
  }

  /// Escapes the characters of markup in `text`. Characters that XML 1.0 does not allow become
  /// U+FFFD (XML 1.0, 2.2); others that steer a terminal or turn text around are spelled out.
  static func escape(_ text: String, isAttribute: Bool = false) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "\t", "\n", "\r":
        if isAttribute || scalar == "\r" {
          escaped += "&#\(scalar.value);"
        } else {
          escaped.unicodeScalars.append(scalar)
        }
      case "\u{0}"..<"\u{20}", "\u{FFFE}", "\u{FFFF}": escaped += "\u{FFFD}"
      default: escaped += String(scalar).printable()
      }
    }
    return escaped
  }
}
