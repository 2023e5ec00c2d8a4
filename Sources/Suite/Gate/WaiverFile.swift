import Report
import SpecTable

/// Reads a file of waivers (`dfutrace.waivers/1`, docs/gate.md).
struct WaiverFile {
  /// The name of the format, as the file states it.
  static let schema = "dfutrace.waivers/1"
  /// The most bytes that a file may have: 1 MiB.
  static let mostBytes = 1 << 20

  private static let keys = [
    "rule", "side", "capture", "device", "product", "profile", "vector", "reason", "expires",
  ]

  /// The file, as it was named.
  let file: String
  /// The rules of all tables.
  let rules: RuleNames
  /// The names of all profiles.
  let profiles: [String]

  /// The waivers of the file. Fails with status 65 where it is malformed, with the line.
  func waivers(_ bytes: [UInt8]) throws(CheckFailure) -> [Report.Waiver] {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw failure(0, "the text is not UTF-8")
    }
    do throws(TableError) {
      return try waivers(text)
    } catch {
      // The description begins with the place.
      throw failure(text: error.description)
    }
  }

  private func waivers(_ text: String) throws(TableError) -> [Report.Waiver] {
    let root = Place(file: file, line: 1)
    let document = try Fields(
      YAMLReading.node(text, file: file), "the file", at: root, allowed: ["schema", "waivers"])
    try document.schema([Self.schema])
    _ = try document.required("waivers")
    var waivers: [Report.Waiver] = []
    for node in try document.nodes("waivers") {
      waivers.append(try waiver(Fields(node, "a waiver", at: root, allowed: Self.keys)))
    }
    return waivers
  }

  private func waiver(_ fields: Fields) throws(TableError) -> Report.Waiver {
    let reason = try fields.requiredText("reason")
    guard reason.contains(where: { !$0.isWhitespace }) else {
      throw .wrongShape(fields.place(of: "reason"), key: "reason", wanted: "a text that says why")
    }
    return Report.Waiver(
      place: fields.place.description, rule: try rule(fields), side: try side(fields),
      captures: try scope("capture", fields), devices: try devices(fields),
      products: try products(fields), profiles: try profiles(fields),
      vectors: try scope("vector", fields), reason: reason, expires: try expiry(fields))
  }

  private func rule(_ fields: Fields) throws(TableError) -> RulePrefix {
    let text = try fields.requiredText("rule")
    if let prefix = try? RulePrefix(text), rules.contains(prefix) { return prefix }
    throw .wrongShape(
      fields.place(of: "rule"), key: "rule",
      wanted:
        "the path of a rule or of a group of rules, and there is none below \(text); near it: "
        + rules.near(text).joined(separator: ", "))
  }

  private func side(_ fields: Fields) throws(TableError) -> Report.Actor? {
    guard let text = try fields.text("side") else { return nil }
    if let side = Report.Actor(rawValue: text) { return side }
    throw .wrongShape(fields.place(of: "side"), key: "side", wanted: "device or host")
  }

  /// The texts of a key that restricts a waiver; none without the key. An empty list, which would
  /// fit nothing, is not taken for no restriction.
  private func scope(_ key: String, _ fields: Fields) throws(TableError) -> [String] {
    let texts = try fields.texts(key)
    if texts.isEmpty, fields.node(key) != nil {
      throw .wrongShape(fields.place(of: key), key: key, wanted: "text or a list of texts")
    }
    return texts
  }

  private func devices(_ fields: Fields) throws(TableError) -> [String] {
    let texts = try scope("device", fields).map { $0.lowercased() }
    for text in texts {
      guard Self.numbers(text).map({ $0.count <= 2 }) ?? false else {
        throw .wrongShape(
          fields.place(of: "device"), key: "device",
          wanted: "VENDOR:PRODUCT or VENDOR, four hex digits each, such as 20b1:0008")
      }
    }
    return texts
  }

  private func products(_ fields: Fields) throws(TableError) -> [String] {
    let texts = try scope("product", fields).map { $0.lowercased() }
    for text in texts {
      let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
      let counts = parts.map { Self.numbers($0)?.count }
      guard counts == [2] || counts == [2, 1] else {
        throw .wrongShape(
          fields.place(of: "product"), key: "product",
          wanted: "VENDOR:PRODUCT or VENDOR:PRODUCT@BCDDEVICE, four hex digits each, such as "
            + "20b1:0008@0520")
      }
    }
    return texts
  }

  /// The numbers of four hex digits between colons; nil where something else is there.
  private static func numbers(_ text: some StringProtocol) -> [Substring]? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Substring($0) }
    return parts.allSatisfy { $0.utf8.count == 4 && $0.allSatisfy(\.isHexDigit) } ? parts : nil
  }

  private func profiles(_ fields: Fields) throws(TableError) -> [String] {
    let names = try scope("profile", fields)
    if let unknown = names.first(where: { !profiles.contains($0) }) {
      throw .wrongShape(
        fields.place(of: "profile"), key: "profile",
        wanted: "one of \(profiles.joined(separator: ", ")), and not \(unknown)")
    }
    return names
  }

  /// The last day; nil for `never`.
  private func expiry(_ fields: Fields) throws(TableError) -> String? {
    let text = try fields.requiredText("expires")
    if text == "never" { return nil }
    if Day.isOne(text) { return text }
    throw .wrongShape(
      fields.place(of: "expires"), key: "expires",
      wanted: "the last day on which the waiver holds, such as 2027-03-31, or never")
  }

  private func failure(_ line: Int, _ problem: String) -> CheckFailure {
    failure(text: "\(Place(file: file, line: line)): \(problem)")
  }

  /// A failure whose text begins with the file's name, which stands apart in the failure.
  private func failure(text: String) -> CheckFailure {
    let rest = text.hasPrefix(file) ? text.dropFirst(file.count) : text[...]
    let line = rest.hasPrefix(":") ? rest.dropFirst().prefix { $0.isNumber } : ""
    let message = rest.drop { $0 == ":" || $0 == " " || $0.isNumber }
    return CheckFailure(
      file: line.isEmpty ? file : "\(file):\(line)", status: .unreadable,
      message: "The waiver is malformed: \(message.printable()).")
  }
}
