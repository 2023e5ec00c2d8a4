extension Report.Descriptors {
  /// The descriptors as text for a terminal: each set, then the two sets of a session side by side.
  public var text: String {
    var writer = DescriptorWriter()
    for set in sets { writer.write(set) }
    for comparison in comparisons { writer.write(comparison) }
    if leftOut > 0 {
      writer.line("\(counted(leftOut, "more answer")) with descriptors had no room.")
    }
    return writer.text
  }
}

private struct DescriptorWriter {
  var text = ""

  /// The most characters of a value, which may be as long as a descriptor.
  private static let valueLimit = 120

  mutating func line(_ content: String = "", indent: Int = 0) {
    if !content.isEmpty { text += String(repeating: " ", count: indent) + content.printable() }
    text += "\n"
  }

  mutating func write(_ set: Report.DescriptorSet) {
    line(set.title)
    for descriptor in set.descriptors {
      write(descriptor)
    }
    line()
  }

  private mutating func write(_ descriptor: Report.Descriptor) {
    let indent = 2 + 2 * descriptor.level
    line(descriptor.title, indent: indent)
    for field in descriptor.fields {
      let name = (field.isPart ? "  " : "") + field.name
      let start = pad("\(field.offset)", to: 5) + pad(name, to: 30) + shortened(field.text)
      let meaning = field.meaning.map { pad(start, to: 44) + shortened($0) } ?? start
      line(meaning + marks(field.rules), indent: indent + 2)
    }
    for note in descriptor.notes { line("! \(note)", indent: indent + 2) }
  }

  mutating func write(_ comparison: Report.DescriptorComparison) {
    line("session \(comparison.session): run-time beside DFU mode; * marks what differs")
    var descriptor: String?
    for row in comparison.rows {
      if row.descriptor != descriptor { line(row.descriptor, indent: 2) }
      descriptor = row.descriptor
      line(
        pad((row.differs ? "* " : "  ") + row.field, to: 30)
          + pad(shortened(row.runTime ?? "-"), to: 30) + shortened(row.dfuMode ?? "-"), indent: 4)
    }
    line()
  }

  private func shortened(_ value: String) -> String {
    value.count <= Self.valueLimit ? value : value.prefix(Self.valueLimit) + "…"
  }

  private func marks(_ rules: [String]) -> String {
    rules.isEmpty ? "" : "  <- " + rules.joined(separator: ", ")
  }

  private func pad(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }
}

extension Report.DescriptorSet {
  /// `device 1.5, 20b1:0008, bcdDevice 0620h, run-time, session 1; frames 12 to 40`.
  fileprivate var title: String {
    let mode = mode.map { ", \($0)" } ?? ""
    let session = session.map { ", session \($0)" } ?? ""
    let again = enumerations > 1 ? "; enumerated \(enumerations) times" : ""
    let product = product.map { ", \($0.text)" } ?? ""
    return "device \(bus).\(address)\(product)\(mode)\(session); frames \(frames.lowerBound) to "
      + "\(frames.upperBound)\(again)"
  }
}

extension Report.Descriptor {
  /// `DEVICE, frame 12, 18 bytes`; for one inside another: `ENDPOINT, at 18, 7 bytes`.
  fileprivate var title: String {
    let place = level == 0 ? "frame \(frame)" : "at \(offset)"
    let broken = rules.isEmpty ? "" : "  <- " + rules.joined(separator: ", ")
    return "\(name), \(place), \(counted(bytes.count, "byte"))\(broken)"
  }
}
