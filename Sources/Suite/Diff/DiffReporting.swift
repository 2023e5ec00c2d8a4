import Report

/// Puts the differences of two sessions into a report.
struct DiffReporting {
  let a: [DiffStep]
  let b: [DiffStep]
  /// The steps that stand beside each other.
  let aligned: [AlignedRun]
  let words: DiffWords

  /// How many steps are shown before the first difference, and from it on.
  private static let around = 4
  /// How many steps that one side only has are listed.
  private static let listed = 6

  /// The differences in words, with what may follow from an earlier one. A device answers otherwise
  /// by itself as long as the host has done the same.
  func differences(_ findings: [DiffFinding]) -> [DiffReport.Difference] {
    var hostDiffered = false
    return findings.enumerated().map { index, finding in
      var difference = difference(finding)
      switch finding.side {
      case .host: difference.follows = index > 0
      case .device: difference.follows = hostDiffered
      }
      hostDiffered = hostDiffered || finding.side == .host
      return difference
    }
  }

  private func difference(_ finding: DiffFinding) -> DiffReport.Difference {
    DiffReport.Difference(
      side: finding.side, kind: finding.kind, subject: subject(finding),
      fields: finding.image.map(fields)
        ?? finding.fields.map { words.field($0, of: a[finding.a]) },
      onlyA: lines(a, finding.onlyA), onlyB: lines(b, finding.onlyB),
      frameA: finding.isInA && finding.a < a.count ? Int(a[finding.a].frame) : nil,
      frameB: finding.isInB && finding.b < b.count ? Int(b[finding.b].frame) : nil,
      isDoubtful: finding.isDoubtful, count: finding.count)
  }

  private func lines(_ steps: [DiffStep], _ range: Range<Int>) -> DiffReport.Lines {
    DiffReport.Lines(
      first: steps[range].prefix(Self.listed).map(words.line),
      further: max(0, range.count - Self.listed))
  }

  private func subject(_ finding: DiffFinding) -> String {
    if let image = finding.image {
      return "image \(image.number) that was \(finding.side == .host ? "sent" : "read back")"
        + (image.differing > 0 ? "; blocks that differ: \(image.differing)" : "")
    }
    let request = finding.fields.isEmpty ? [] : [words.subject(a[finding.a])]
    return (request + ways(finding)).joined(separator: "; ")
  }

  /// How many steps only one side has.
  private func ways(_ finding: DiffFinding) -> [String] {
    switch (finding.onlyA.count, finding.onlyB.count) {
    case (0, 0): []
    case (let ours, 0): ["only A has \(steps(ours))"] + end(of: "B", b, finding.b)
    case (0, let theirs): ["only B has \(steps(theirs))"] + end(of: "A", a, finding.a)
    case (let ours, let theirs):
      ["A has \(steps(ours)) here, B \(steps(theirs)) of another kind"]
    }
  }

  private func end(of side: String, _ steps: [DiffStep], _ index: Int) -> [String] {
    index < steps.count ? [] : ["\(side) ends here"]
  }

  private func steps(_ count: Int) -> String { "\(count) step\(count == 1 ? "" : "s")" }

  private func fields(_ image: DiffFinding.ImagePair) -> [DiffReport.Field] {
    var fields: [DiffReport.Field] = []
    if image.lengthA != image.lengthB {
      fields.append(
        DiffReport.Field(
          name: "length", a: "\(image.lengthA) bytes, blocks: \(image.blocksA)",
          b: "\(image.lengthB) bytes, blocks: \(image.blocksB)"))
    }
    if let first = image.first {
      let (one, other) = (words.block(a[first.a]), words.block(b[first.b]))
      let (x, y) = first.bytes.map { (words.byteText($0.a), words.byteText($0.b)) } ?? ("?", "?")
      fields.append(
        DiffReport.Field(
          name: first.bytes == nil ? "from byte \(first.offset) on" : "byte \(first.offset)",
          a: "\(x) (\(one))", b: "\(y) (\(other))"))
    }
    return fields
  }

  /// What stands around the first difference; nil without one.
  func surroundings(_ findings: [DiffFinding]) -> DiffReport.Surroundings? {
    guard let first = findings.first else { return nil }
    let pairs = aligned.lastPairs(Self.around, before: first.a, first.b).map {
      DiffReport.Surroundings.Pair(a: words.line(a[$0.a]), b: words.line(b[$0.b]))
    }
    return DiffReport.Surroundings(
      before: pairs, a: a[first.a...].prefix(Self.around).map(words.line),
      b: b[first.b...].prefix(Self.around).map(words.line))
  }
}
