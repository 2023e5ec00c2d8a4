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
    let bytes = Array(text.utf8)
    var reader = PreparedReader(bytes, bytes.indices)
    var files: [PreparedFile] = []
    while !reader.isAtEnd {
      let file = SpecFile(
        name: try reader.text(), id: try reader.text(), sha256: try reader.text())
      files.append(PreparedFile(file: file, bytes: bytes, map: try reader.next("{")))
    }
    return files
  }
}

/// One file in the prepared form.
struct PreparedFile: Sendable {
  let file: SpecFile
  /// All prepared bytes, and the place of this file's map in them.
  fileprivate let bytes: [UInt8]
  fileprivate let map: Range<Int>

  /// The map without the entries of `keys`.
  func node(without keys: [String] = []) throws(TableError) -> SpecNode {
    let entries = try PreparedReader(bytes, map).entries(without: keys)
    return SpecNode(line: 0, content: .map(entries))
  }
}

/// Walks over prepared bytes once.
private struct PreparedReader {
  private let bytes: [UInt8]
  private var at: Int
  private let end: Int

  init(_ bytes: [UInt8], _ part: Range<Int>) {
    self.bytes = bytes
    at = part.lowerBound
    end = part.upperBound
  }

  var isAtEnd: Bool { at == end }

  /// All entries of a map, without those of `keys`.
  consuming func entries(without keys: [String] = []) throws(TableError) -> [SpecNode.Entry] {
    var entries: [SpecNode.Entry] = []
    while !isAtEnd {
      let key = try text()
      let (sign, content) = try next()
      if keys.contains(key) { continue }
      entries.append(SpecNode.Entry(key: key, value: try node(sign, content)))
    }
    return entries
  }

  private func node(_ sign: UInt8, _ content: Range<Int>) throws(TableError) -> SpecNode {
    switch sign {
    case UInt8(ascii: "'"): return SpecNode(line: 0, content: .text(text(content)))
    case UInt8(ascii: "["):
      var reader = PreparedReader(bytes, content)
      var nodes: [SpecNode] = []
      while !reader.isAtEnd {
        let (sign, content) = try reader.next()
        nodes.append(try node(sign, content))
      }
      return SpecNode(line: 0, content: .list(nodes))
    case UInt8(ascii: "{"):
      return SpecNode(line: 0, content: .map(try PreparedReader(bytes, content).entries()))
    default: throw .damagedPreparedTable(at: content.lowerBound)
    }
  }

  private func text(_ content: Range<Int>) -> String {
    String(decoding: bytes[content], as: UTF8.self)
  }

  /// The text that is next.
  mutating func text() throws(TableError) -> String { text(try next("'")) }

  /// The place of the next part, which has to have this sign.
  mutating func next(_ wanted: Unicode.Scalar) throws(TableError) -> Range<Int> {
    let (sign, content) = try next()
    guard sign == UInt8(ascii: wanted) else { throw .damagedPreparedTable(at: content.lowerBound) }
    return content
  }

  /// The sign and the place of the next part.
  private mutating func next() throws(TableError) -> (sign: UInt8, content: Range<Int>) {
    let start = at
    let sign = try byte()
    var length = 0
    while true {
      let digit = try byte()
      if digit == UInt8(ascii: "|") { break }
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit), length < 1 << 24 else {
        throw .damagedPreparedTable(at: start)
      }
      length = length * 10 + Int(digit - UInt8(ascii: "0"))
    }
    guard length <= end - at else { throw .damagedPreparedTable(at: start) }
    defer { at += length }
    return (sign, at..<at + length)
  }

  private mutating func byte() throws(TableError) -> UInt8 {
    guard at < end else { throw .damagedPreparedTable(at: at) }
    defer { at += 1 }
    return bytes[at]
  }
}
