/// The tables in the form that the program carries: the nodes of the YAML files as one line of
/// text, without comments and line numbers. It is read much faster than YAML, and from any folder.
///
/// A part is a sign, the number of its bytes, `|`, and the bytes: a text `'5|dfu-1`, a list `[` of
/// parts, a map `{` of keys (texts) and parts. A part that nobody asks for is passed over.
/// `make tables` writes `Shipped.swift` from `specs/`, and a test compares it with the YAML.
enum Prepared {
  /// Writes files and their nodes.
  static func text(_ files: [(SpecFile, SpecNode)]) -> String {
    files.map { file, node in
      [file.name, file.id, file.sha256].map(part).joined() + part(node)
    }.joined()
  }

  private static func part(_ node: SpecNode) -> String {
    switch node.content {
    case .text(let text): part(text)
    case .list(let nodes): part("[", nodes.map(part).joined())
    case .map(let entries):
      part("{", entries.map { part($0.key) + part($0.value) }.joined())
    }
  }

  private static func part(_ text: String) -> String { part("'", text) }

  private static func part(_ sign: String, _ content: String) -> String {
    "\(sign)\(content.utf8.count)|\(content)"
  }

  /// Finds the files in what `text` writes. Their nodes are read when they are asked for.
  static func read(_ text: String) throws(TableError) -> [PreparedFile] {
    var reader = PreparedReader(Array(text.utf8)[...])
    var files: [PreparedFile] = []
    while !reader.isAtEnd {
      let file = SpecFile(
        name: try reader.text(), id: try reader.text(), sha256: try reader.text())
      files.append(PreparedFile(file: file, map: try reader.next("{")))
    }
    return files
  }
}

/// One file in the prepared form.
struct PreparedFile: Sendable {
  let file: SpecFile
  /// The bytes of its map.
  fileprivate let map: ArraySlice<UInt8>

  /// The map without the entries of `keys`.
  func node(without keys: [String] = []) throws(TableError) -> SpecNode {
    SpecNode(line: 0, content: .map(try PreparedReader.entries(map, without: keys)))
  }
}

/// Walks over prepared bytes once.
private struct PreparedReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  var isAtEnd: Bool { rest.isEmpty }

  static func entries(
    _ map: ArraySlice<UInt8>, without keys: [String] = []
  ) throws(TableError) -> [SpecNode.Entry] {
    var reader = PreparedReader(map)
    var entries: [SpecNode.Entry] = []
    while !reader.isAtEnd {
      let key = try reader.text()
      let (sign, content) = try reader.next()
      if keys.contains(key) { continue }
      entries.append(SpecNode.Entry(key: key, value: try node(sign, content)))
    }
    return entries
  }

  private static func node(
    _ sign: UInt8, _ content: ArraySlice<UInt8>
  ) throws(TableError) -> SpecNode {
    switch sign {
    case UInt8(ascii: "'"):
      return SpecNode(line: 0, content: .text(String(decoding: content, as: UTF8.self)))
    case UInt8(ascii: "["):
      var reader = PreparedReader(content)
      var nodes: [SpecNode] = []
      while !reader.isAtEnd {
        let (sign, content) = try reader.next()
        nodes.append(try node(sign, content))
      }
      return SpecNode(line: 0, content: .list(nodes))
    case UInt8(ascii: "{"): return SpecNode(line: 0, content: .map(try entries(content)))
    default: throw .damagedPreparedTable(at: content.startIndex)
    }
  }

  /// The text that is next.
  mutating func text() throws(TableError) -> String {
    String(decoding: try next("'"), as: UTF8.self)
  }

  /// The content of the next part, which has to have this sign.
  mutating func next(_ wanted: Unicode.Scalar) throws(TableError) -> ArraySlice<UInt8> {
    let (sign, content) = try next()
    guard sign == UInt8(ascii: wanted) else { throw .damagedPreparedTable(at: content.startIndex) }
    return content
  }

  /// The sign and the content of the next part.
  private mutating func next() throws(TableError) -> (sign: UInt8, content: ArraySlice<UInt8>) {
    let start = rest.startIndex
    guard let sign = rest.popFirst() else { throw .damagedPreparedTable(at: start) }
    var length = 0
    while let byte = rest.popFirst(), byte != UInt8(ascii: "|") {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte), length < 1 << 24 else {
        throw .damagedPreparedTable(at: start)
      }
      length = length * 10 + Int(byte - UInt8(ascii: "0"))
    }
    guard rest.count >= length else { throw .damagedPreparedTable(at: start) }
    let content = rest.prefix(length)
    rest = rest.dropFirst(length)
    return (sign, content)
  }
}
