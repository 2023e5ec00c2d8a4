extension Report.Comparison {
  /// The comparison as one HTML file with all rows. It needs no network and no script.
  package var html: String {
    let telling = tellingRows
    let others = rows.filter { row in row.cells.allSatisfy { ($0.verdict ?? .pass) <= .note } }
    var page = HTMLText()
    page.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
    page.raw(
      "<meta http-equiv=\"Content-Security-Policy\" "
        + "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
    page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
    page.raw("<title>DFU conformance compared</title>\n<style>\n\(ComparisonStyle.css)\n</style>\n")
    page.raw("</head>\n<body>\n<main>\n")
    page.element("h1", "DFU conformance compared")
    page.element("p", summary + ".")
    for warning in warnings { page.element("p", warning) }
    page.element("h2", "Reports")
    writeReports(to: &page)
    let kind = "\(subject)s".capitalizedFirst
    page.element("h2", "\(kind) with a finding")
    if telling.isEmpty { page.element("p", "No report has one.") }
    if !telling.isEmpty { writeMatrix(telling, "\(kind) with a finding", to: &page) }
    if !others.isEmpty {
      page.raw("<details>\n")
      page.element("summary", "\(restText(isWhole: true)): show them")
      writeMatrix(others, "\(kind) without a finding", to: &page)
      page.raw("</details>\n")
    }
    page.raw("</main>\n</body>\n</html>\n")
    return page.text
  }

  private func writeReports(to page: inout HTMLText) {
    page.table("Reports", heads: ["report", "what was judged"]) { page in
      for column in columns {
        page.raw("<tr>")
        page.element("th", column.name, [("scope", "row")])
        page.element("td", column.details)
        page.raw("</tr>\n")
      }
    }
  }

  private func writeMatrix(_ rows: [Row], _ name: String, to page: inout HTMLText) {
    page.table(name, heads: [subject.rawValue] + columns.map(\.name)) { page in
      for row in rows {
        page.raw("<tr>")
        page.rule(row.name)
        for cell in row.cells { write(cell, to: &page) }
        page.raw("</tr>\n")
      }
    }
  }

  private func write(_ cell: Cell, to page: inout HTMLText) {
    let change = cell.change.map { [("class", $0.rawValue)] } ?? []
    page.open("td", change)
    page.element("span", cell.text, [("class", cell.verdict?.rawValue ?? "none")])
    if !cell.details.isEmpty { page.element("small", cell.details) }
    page.raw("</td>")
  }
}

/// Text of an HTML page. Whatever comes from a report goes through `element`, which escapes it.
private struct HTMLText {
  private(set) var text = ""

  /// Writes markup of ours.
  mutating func raw(_ markup: String) { text += markup }

  mutating func open(_ name: String, _ attributes: [(String, String)] = []) {
    text += "<\(name)"
    for (name, value) in attributes { text += " \(name)=\"\(escaped(value))\"" }
    text += ">"
  }

  mutating func element(_ name: String, _ content: String, _ attributes: [(String, String)] = []) {
    open(name, attributes)
    text += "\(escaped(content))</\(name)>"
  }

  /// Writes the head of a rule's row. A line may break where the path has a sign.
  mutating func rule(_ path: String) {
    open("th", [("scope", "row")])
    for character in path.printable() {
      text += XMLWriter.escape(String(character), isAttribute: true)
      if "/.".contains(character) { raw("<wbr>") }
    }
    raw("</th>")
  }

  /// Writes a table that scrolls sideways, by keyboard too.
  mutating func table(_ label: String, heads: [String], rows: (inout HTMLText) -> Void) {
    open(
      "div", [("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", label)])
    raw("\n<table>\n<thead><tr>")
    for head in heads { element("th", head, [("scope", "col")]) }
    raw("</tr></thead>\n<tbody>\n")
    rows(&self)
    raw("</tbody>\n</table>\n</div>\n")
  }

  private func escaped(_ text: String) -> String {
    XMLWriter.escape(text.printable(), isAttribute: true)
  }
}
