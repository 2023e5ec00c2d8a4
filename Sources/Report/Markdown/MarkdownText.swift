/// Escapes all that GitHub's Markdown could read as markup in `text`: also what GitHub makes a link
/// (GFM 0.29, 6.9), a mention or a formula.
func escape(_ text: String) -> String {
  var escaped = ""
  var before: Character = " "
  let text = text.printable(keepsLines: true)
  for index in text.indices {
    let next = text.index(after: index)
    let after = next < text.endIndex ? text[next] : " "
    escaped += escape(text[index], between: before, after)
    before = text[index]
  }
  return escaped
}

private func escape(
  _ character: Character, between before: Character, _ after: Character
) -> String {
  switch character {
  case "\\", "`", "*", "[", "]", "<", ">", "|", "~", "&", "$": "\\\(character)"
  case "_" where !(before.isWord && after.isWord): "\\_"
  case "#": after.isWord ? "\\#\(nothing)" : "\\#"
  // Mentions and addresses are looked for in the text that is left without escapes.
  case "@" where after.isWord: "@\(nothing)"
  case ":" where after == "/": "\\:"
  case "." where before.lowercased() == "w" && after.isWord: "\\."
  case "\n", "\r\n": " "
  default: String(character)
  }
}

/// A comment, which parts two pieces of text and shows nothing.
private let nothing = "<!-- -->"

extension Character {
  fileprivate var isWord: Bool { isLetter || isNumber }
}
