/// Which module may import which.
///
/// The table of modules in docs/architecture.md states the rule. This test compares the code with
/// it.
struct ImportRules {
  /// The permitted imports of each module.
  let arrows: [String: Set<String>]

  /// Reads the rows `| `Module` | purpose | `Import`, … |` under the heading "Modules".
  init(page: String) {
    let section = page.split(separator: "\n## ").first { $0.hasPrefix("Modules") } ?? ""
    var arrows: [String: Set<String>] = [:]
    for line in section.split(separator: "\n") where line.hasPrefix("| `") {
      let cells = line.split(separator: "|").map(Self.names)
      guard cells.count == 3 else { continue }
      for module in cells[0] { arrows[module] = Set(cells[2]) }
    }
    self.arrows = arrows
  }

  /// The texts between back-ticks.
  private static func names(_ cell: Substring) -> [String] {
    let parts = cell.split(separator: "`", omittingEmptySubsequences: false)
    return parts.indices.filter { $0 % 2 == 1 }.map { String(parts[$0]) }
  }

  func complaints(_ file: SourceFile) -> [Complaint] {
    guard file.isUnderSources, let module = file.module else { return [] }
    guard let allowed = arrows[module] else {
      return [file.complaint("\(module) is not in the table of docs/architecture.md")]
    }
    return file.tokens.indices.compactMap { index in
      guard let name = Self.imported(file.tokens, index), !allowed.contains(name) else {
        return nil
      }
      return file.complaint("\(module) may not import \(name)", line: file.tokens[index].line)
    }
  }

  /// The module that an import at `index` names.
  private static func imported(_ tokens: [Token], _ index: Int) -> String? {
    guard tokens[index].text == "import", tokens.text(index - 1) != "." else { return nil }
    let kinds = ["struct", "class", "enum", "protocol", "typealias", "func", "let", "var"]
    let name = tokens.text(index + 1)
    return kinds.contains(name) ? tokens.text(index + 2) : name
  }
}
