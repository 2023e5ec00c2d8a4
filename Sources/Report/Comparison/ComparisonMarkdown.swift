extension Report.Comparison {
  /// The comparison as Markdown. Without `isWhole`, only the rows that some report has a finding
  /// of.
  package func markdown(isWhole: Bool = false) -> String {
    let shown = isWhole ? rows : tellingRows
    var text = "# DFU conformance compared\n\n\(escape(summary)).\n\n"
    for warning in warnings { text += "\(escape(warning))\n\n" }
    text += "| report | what was judged |\n| --- | --- |\n"
    for column in columns { text += "| \(escape(column.name)) | \(escape(column.details)) |\n" }
    text += "\n"
    if !shown.isEmpty {
      text += line([subject.rawValue] + columns.map { escape($0.name) })
      text += line(["---"] + columns.map { _ in "---" })
      for row in shown { text += line([code(row.name)] + row.cells.map(cell)) }
      text += "\n"
    }
    return text + "\(escape(restText(isWhole: isWhole)).capitalizedFirst).\n"
  }

  private func line(_ cells: [String]) -> String { "| \(cells.joined(separator: " | ")) |\n" }

  private func cell(_ cell: Cell) -> String {
    let isGrave = cell.change == .regression || cell.change == .new
    let text = isGrave ? "**\(cell.text)**" : cell.text
    return text + (cell.details.isEmpty ? "" : " (\(escape(cell.details)))")
  }
}
