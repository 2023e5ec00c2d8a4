/// Where a rule stands in a specification.
package struct Citation: Hashable, Sendable {
  /// `DFU11`, `USB20`, an XMOS repository and version…, or `silent`.
  package var source: String
  /// `A.2.3 r1`; for `silent`, why we say so.
  package var section: String
  /// The printed page, when there is one.
  package var page: Int?

  /// A place in a source that the table lists, or a reason for `silent`.
  package init(source: String, section: String, page: Int? = nil) {
    self.source = source
    self.section = section
    self.page = page
  }

  /// Whether the specification says nothing here.
  package var isSilent: Bool { source == Self.silent }

  /// The name of the source where the specification says nothing.
  package static let silent = "silent"
  /// The name of the source where an overlay's evidence takes the place of a document.
  package static let declared = "declared"

  /// The citation as a report shows it: `DFU 1.1, A.2.3 r1, p. 31`.
  package var text: String {
    let name =
      switch source {
      case "DFU11": "DFU 1.1"
      case "USB20": "USB 2.0"
      case "silent": "the specification is silent"
      case "declared": "as declared"
      default: source
      }
    return "\(name), \(section)" + (page.map { ", p. \($0)" } ?? "")
  }
}

/// A document that rules cite.
package struct Source: Hashable, Sendable {
  /// The name in citations: `DFU11`.
  package var id: String
  /// Title and version, so that a reader finds the same text.
  package var title: String
}

/// One ambiguity or gap of the specification and the verdict that it leads to.
package struct Reading: Hashable, Sendable {
  /// `AMB-05`.
  package var id: String
  /// The verdict for a device that takes the lenient side; nil where it does not concern devices.
  package var device: Verdict?
  /// The same for a host.
  package var host: Verdict?
  /// The ruling in one sentence.
  package var rule: String
}

/// A statement of the specification that no rule holds, and why.
package struct Omission: Hashable, Sendable {
  /// `H05`, `T3`, or a name of this project.
  package var id: String
  /// The rules or rows, by id, that hold a part of it.
  package var see: [String]
  /// Why no rule holds it, in words.
  package var because: String
}
