extension Report.Comparison {
  /// The comparison as text. Without `isWhole`, only the rows that some report has a finding of.
  package func text(isWhole: Bool = false, colour: Bool = false) -> String {
    let paint = Paint(isOn: colour)
    let shown = isWhole ? rows : tellingRows
    let names = columns.enumerated().map { "\($0.offset + 1)" }
    let nameWidth = (names.map(\.count).max() ?? 1) + 2
    var text = paint.bold("reports") + "\n"
    for (index, column) in columns.enumerated() {
      let name = pad(names[index], nameWidth) + paint.bold(column.name.printable())
      text += "  \(name)\n  \(pad("", nameWidth))\(column.details)\n"
    }
    if !shown.isEmpty { text += "\n" + matrix(shown, names, paint) }
    text += "\n"
    for line in [restText(isWhole: isWhole)] + warnings + [summary] {
      text += line.printable() + "\n"
    }
    return text
  }

  private func matrix(_ shown: [Row], _ names: [String], _ paint: Paint) -> String {
    let nameWidth = (shown.map(\.name.count).max() ?? 0) + 2
    let widths = columns.indices.map { index in
      (shown.map { $0.cells[index].line.count } + [names[index].count]).max() ?? 0
    }
    var text = paint.bold(pad(subject.rawValue, nameWidth))
    text += zip(names, widths).map { pad($0, $1 + 2) }.joined().trimmed + "\n"
    for row in shown {
      text += pad(row.name.printable(), nameWidth)
      for (index, cell) in row.cells.enumerated() {
        let isLast = index == row.cells.count - 1
        let padding = isLast ? "" : pad("", widths[index] + 2 - cell.line.count)
        text += cell.painted(paint) + padding
      }
      text += "\n"
    }
    return text
  }

  private func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}

extension Report.Comparison.Cell {
  /// `violation 3 (host, ▲ regression)`.
  fileprivate var line: String { text + suffix }

  private var suffix: String { details.isEmpty ? "" : " (\(details))" }

  fileprivate func painted(_ paint: Paint) -> String {
    guard let verdict else { return paint.dim(text) }
    let rest = text.dropFirst(verdict.rawValue.count)
    return paint.verdict(verdict) + rest + suffix
  }
}

extension String {
  /// The text without spaces at its end.
  fileprivate var trimmed: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
