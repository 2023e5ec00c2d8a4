/// Every `(DFU 1.1, A.2.3)` in code names a section that `specs/sections.csv` lists.
struct CitationRules {
  /// The sections that can be cited, for each source.
  let sections: [String: Set<String>]

  init(csv: String) {
    var sections: [String: Set<String>] = [:]
    for line in csv.split(separator: "\n").dropFirst() {
      let cells = line.split(separator: ",", maxSplits: 2)
      guard cells.count == 3 else { continue }
      sections[String(cells[0]), default: []].insert(String(cells[1]))
    }
    self.sections = sections
  }

  func complaints(_ file: SourceFile) -> [Complaint] {
    // A line break of generated text may cut a citation in two; its source is held elsewhere.
    guard file.isSwift, file.isUnderSources, !file.text.hasPrefix(SizeRules.generatedMark),
      sections.keys.contains(where: { file.text.contains("(\($0.prefix { $0 != " " })") })
    else { return [] }
    let joined = file.text.replacing(/\n\s*\/{2,3} ?/, with: " ")
    return sections.sorted { $0.key < $1.key }.flatMap { source, known in
      joined.ranges(of: "(\(source), ").flatMap { range in
        let citation = joined[range.upperBound...].prefix { $0 != ")" && $0 != "\n" }
        return Self.cited(citation).filter { !known.contains($0) }
          .map { file.complaint("cites \(source), \($0), which specs/sections.csv does not list") }
      }
    }
  }

  /// The sections, tables and figures that a citation names. `Table 3.1 against 6.2.1` names two;
  /// `A.2.3 r1, p. 31` names one. Text after a colon or a semicolon is prose.
  static func cited(_ citation: Substring) -> [String] {
    let head = citation.prefix { $0 != ":" && $0 != ";" }
    let pattern = /(?:(Table|Figure|Appendix)s? |p\. )?\b([AB](?:\.\d+)*|\d+(?:\.\d+)*)\b/
    let joined = head.replacing(#/(Table|Figure)s ([\w.]+) and /#) { "\($0.1) \($0.2), \($0.1) " }
    return joined.matches(of: pattern).compactMap { match in
      if match.0.hasPrefix("p. ") { return nil }
      return (match.1.map { "\($0) " } ?? "") + match.2
    }
  }
}
