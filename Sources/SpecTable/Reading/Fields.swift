/// The named parts of one node, read one by one. What is wrong is thrown with its place.
package struct Fields {
  /// Where the node is written.
  package let place: Place
  private let entries: [SpecNode.Entry]

  /// Opens a node that has to be a map with no other keys than `allowed`.
  package init(
    _ node: SpecNode, _ key: String, at place: Place, allowed: [String]
  ) throws(TableError) {
    var place = place
    if node.line > 0 { place.line = node.line }
    guard case .map(let entries) = node.content else {
      throw .wrongShape(place, key: key, wanted: "a map of \(allowed.joined(separator: ", "))")
    }
    for entry in entries where !allowed.contains(entry.key) {
      var place = place
      place.line = entry.value.line
      throw .unknownKey(place, key: entry.key, allowed: allowed)
    }
    self.place = place
    self.entries = entries
  }

  /// Opens a rule, and adds its id to all places inside it.
  init(rule node: SpecNode, _ key: String, at place: Place, allowed: [String]) throws(TableError) {
    try self.init(node, key, at: place, allowed: allowed)
    guard let id = node.entryText("id") else { throw .missingKey(self.place, key: "id") }
    self = Fields(place: Place(file: place.file, line: self.place.line, rule: id), entries)
  }

  private init(place: Place, _ entries: [SpecNode.Entry]) {
    self.place = place
    self.entries = entries
  }

  /// The value of `key`; nil when the key is not there.
  package func node(_ key: String) -> SpecNode? {
    entries.first { $0.key == key }?.value
  }

  func has(_ key: String) -> Bool { node(key) != nil }

  /// The node at `key`; throws when the key is not there.
  package func required(_ key: String) throws(TableError) -> SpecNode {
    guard let node = node(key) else { throw .missingKey(place, key: key) }
    return node
  }

  /// The text of `key`; nil when the key is not there.
  package func text(_ key: String) throws(TableError) -> String? {
    guard let node = node(key) else { return nil }
    guard case .text(let text) = node.content, !text.isEmpty else {
      throw .wrongShape(place(of: node), key: key, wanted: "text")
    }
    return text
  }

  /// The text of `key`; throws when the key is not there.
  package func requiredText(_ key: String) throws(TableError) -> String {
    guard let text = try text(key) else { throw .missingKey(place, key: key) }
    return text
  }

  /// The nodes of the list at `key`; none when the key is not there.
  package func nodes(_ key: String) throws(TableError) -> [SpecNode] {
    guard let node = node(key) else { return [] }
    guard case .list(let nodes) = node.content else {
      throw .wrongShape(place(of: node), key: key, wanted: "a list")
    }
    return nodes
  }

  /// The texts of the list at `key`, or its one text; none when the key is not there.
  package func texts(_ key: String) throws(TableError) -> [String] {
    guard let node = node(key) else { return [] }
    switch node.content {
    case .text(let text) where !text.isEmpty: return [text]
    case .list(let nodes):
      var texts: [String] = []
      for item in nodes {
        guard case .text(let text) = item.content, !text.isEmpty else {
          throw .wrongShape(place(of: item), key: key, wanted: "a list of texts")
        }
        texts.append(text)
      }
      return texts
    case .text, .map:
      throw .wrongShape(place(of: node), key: key, wanted: "text or a list of texts")
    }
  }

  func place(of node: SpecNode) -> Place {
    Place(file: place.file, line: node.line > 0 ? node.line : place.line, rule: place.rule)
  }

  /// Where the value of `key` is written; the place of the node when the key is not there.
  package func place(of key: String) -> Place { node(key).map(place(of:)) ?? place }
}

// MARK: - Names

extension Fields {
  /// Checks that the file's `schema` is one of `wanted`.
  package func schema(_ wanted: [String]) throws(TableError) {
    let found = try requiredText("schema")
    guard wanted.contains(found) else {
      throw .unknownSchema(place(of: "schema"), found: found, wanted: wanted)
    }
  }

  /// The value that the text of `key` names; nil when the key is not there.
  func name<Value>(_ key: String, _ names: Vocabulary<Value>) throws(TableError) -> Value? {
    guard let text = try text(key) else { return nil }
    return try names.value(text, at: place(of: key))
  }

  /// The values that the texts of `key` name; none when the key is not there.
  func names<Value>(_ key: String, _ names: Vocabulary<Value>) throws(TableError) -> [Value] {
    var values: [Value] = []
    for text in try texts(key) { values.append(try names.value(text, at: place(of: key))) }
    return values
  }

  /// The number at `key`, decimal or with `0x`.
  func number<Number: FixedWidthInteger>(
    _ key: String, as type: Number.Type
  ) throws(TableError) -> Number? {
    guard let text = try text(key) else { return nil }
    guard let number = Number(numeral: text) else {
      throw .unknownName(place(of: key), kind: .number, name: text, known: [])
    }
    return number
  }
}

extension FixedWidthInteger {
  /// Reads `12` or `0x0C`.
  init?(numeral: some StringProtocol) {
    if numeral.hasPrefix("0x") {
      self.init(numeral.dropFirst(2), radix: 16)
    } else {
      self.init(numeral, radix: 10)
    }
  }
}

extension SpecNode {
  /// The text of one entry of a map.
  fileprivate func entryText(_ key: String) -> String? {
    guard case .map(let entries) = content,
      case .text(let text)? = entries.first(where: { $0.key == key })?.value.content,
      !text.isEmpty
    else { return nil }
    return text
  }
}
