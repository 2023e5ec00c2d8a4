import DFU

/// An overlay as it is written: what it says of itself, and the changes that `Draft` makes.
struct Overlay {
  let profile: Profile
  let fields: Fields

  private static let schema = "dfutrace.overlay/1"
  private static let keys = [
    "schema", "profile", "title", "extends", "applies", "evidence", "add", "replace", "remove",
    "declares",
  ]
  private static let matchKeys = [
    "vendor", "product", "bcdDevice", "bcdDFUVersion", "bmAttributes",
  ]

  init(_ node: SpecNode, file: String) throws(TableError) {
    fields = try Fields(
      node, "the overlay", at: Place(file: file, line: 1), allowed: Self.keys)
    try fields.schema([Self.schema])
    let name = try fields.requiredText("profile")
    guard !(try fields.texts("evidence")).isEmpty else {
      throw .missingKey(fields.place, key: "evidence")
    }
    var applies: [DeviceMatch] = []
    for node in try fields.nodes("applies") { applies.append(try Self.match(node, fields)) }
    profile = Profile(
      name: name, namespace: String(name.prefix { $0 != "/" }),
      title: try fields.requiredText("title"), extends: try fields.requiredText("extends"),
      applies: applies, evidence: try fields.texts("evidence"))
  }

  private static func match(_ node: SpecNode, _ fields: Fields) throws(TableError) -> DeviceMatch {
    let match = try Fields(
      node, "applies", at: fields.place(of: node), allowed: matchKeys)
    return DeviceMatch(
      vendor: try ranges("vendor", match), product: try ranges("product", match),
      bcdDevice: try ranges("bcdDevice", match),
      bcdDFUVersion: try ranges("bcdDFUVersion", match),
      bmAttributes: try ranges("bmAttributes", match))
  }

  /// Numbers, or ranges as `0x0500-0x05FF`.
  private static func ranges(
    _ key: String, _ fields: Fields
  ) throws(TableError) -> [ClosedRange<UInt16>] {
    var ranges: [ClosedRange<UInt16>] = []
    for text in try fields.texts(key) {
      let ends = text.split(separator: "-", omittingEmptySubsequences: false)
        .map { UInt16(numeral: $0) }
      guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2,
        first <= last
      else {
        throw .unknownName(fields.place(of: key), kind: .number, name: text, known: [])
      }
      ranges.append(first...last)
    }
    return ranges
  }
}
