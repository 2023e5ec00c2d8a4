/// The tables in the form that the program carries: the nodes of the YAML files as one line of
/// text, without comments and line numbers. It is read much faster than YAML, and from any folder.
///
/// A node is `'text|`, `[nodes]` or `{key^node…}`. After `~` the next character is plain text.
/// `make tables` writes `Shipped.swift` from `specs/`, and a test compares it with the YAML.
enum Prepared {
  /// Writes files and their nodes.
  static func text(_ files: [(SpecFile, SpecNode)]) -> String {
    var text = ""
    for (file, node) in files {
      for part in [file.name, file.id, file.sha256] { write(part, to: &text) }
      write(node, to: &text)
    }
    return text
  }

  private static func write(_ node: SpecNode, to text: inout String) {
    switch node.content {
    case .text(let scalar): write(scalar, to: &text)
    case .list(let nodes):
      text += "["
      for node in nodes { write(node, to: &text) }
      text += "]"
    case .map(let entries):
      text += "{"
      for entry in entries {
        text += entry.key + "^"
        write(entry.value, to: &text)
      }
      text += "}"
    }
  }

  private static func write(_ scalar: String, to text: inout String) {
    text += "'" + scalar.replacing("~", with: "~~").replacing("|", with: "~|") + "|"
  }

  /// Reads what `text` writes.
  static func read(_ text: String) throws(TableError) -> [(file: SpecFile, node: SpecNode)] {
    var reader = PreparedReader(text)
    var files: [(file: SpecFile, node: SpecNode)] = []
    while !reader.isAtEnd {
      let file = SpecFile(
        name: try reader.scalar(), id: try reader.scalar(), sha256: try reader.scalar())
      files.append((file, try reader.node()))
    }
    return files
  }
}

/// Walks over the prepared text once.
private struct PreparedReader {
  private let bytes: [UInt8]
  private var at = 0

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  var isAtEnd: Bool { at == bytes.count }

  mutating func node() throws(TableError) -> SpecNode {
    switch peek {
    case UInt8(ascii: "'"): return SpecNode(line: 0, content: .text(try scalar()))
    case UInt8(ascii: "["):
      at += 1
      var nodes: [SpecNode] = []
      while !skip("]") { nodes.append(try node()) }
      return SpecNode(line: 0, content: .list(nodes))
    case UInt8(ascii: "{"):
      at += 1
      var entries: [SpecNode.Entry] = []
      while !skip("}") {
        let key = try run(until: "^")
        entries.append(SpecNode.Entry(key: key, value: try node()))
      }
      return SpecNode(line: 0, content: .map(entries))
    default: throw .damagedPreparedTable(at: at)
    }
  }

  mutating func scalar() throws(TableError) -> String {
    guard skip("'") else { throw .damagedPreparedTable(at: at) }
    return try run(until: "|")
  }

  private var peek: UInt8? { at < bytes.count ? bytes[at] : nil }

  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: character) else { return false }
    at += 1
    return true
  }

  /// The text up to `end`; goes on after `end`.
  private mutating func run(until end: Unicode.Scalar) throws(TableError) -> String {
    let start = at
    var hasEscapes = false
    while let byte = peek, byte != UInt8(ascii: end) {
      if byte == UInt8(ascii: "~") {
        hasEscapes = true
        at += 1
      }
      at += 1
    }
    guard at < bytes.count else { throw .damagedPreparedTable(at: start) }
    let run = bytes[start..<at]
    at += 1
    return String(decoding: hasEscapes ? Self.plain(run) : run, as: UTF8.self)
  }

  private static func plain(_ run: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var plain: [UInt8] = []
    var isEscaped = false
    for byte in run {
      if byte == UInt8(ascii: "~"), !isEscaped {
        isEscaped = true
      } else {
        plain.append(byte)
        isEscaped = false
      }
    }
    return plain[...]
  }
}
