// JSON: writes strings and documents as JSON text (RFC 8259), and reads them.
//
// The module has no imports and no USB types. So every module that writes JSON can use it, and no
// type of ours gets into a published schema by accident. Start here, then read `JSONText`, which
// quotes, and `JSONReader`, which reads.

/// A JSON document. Its members keep their order, so that the same report always gives the same
/// bytes.
///
/// FoundationEssentials' `JSONEncoder` cannot do this. It writes members without order or sorted by
/// name, a list of numbers with one number on each line, and numbers with as many digits as it
/// chooses.
package enum JSONValue {
  /// The word `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A number as its exact digits, never converted through floating point.
  case number(String)
  /// Text, not quoted yet.
  case string(String)
  /// Its elements, in order.
  case array([JSONValue])
  /// Its members, in the order of the text; no name may be given twice.
  case object([(String, JSONValue)])
  /// A value that is made when it is written. In a long list only one is there at a time.
  case made(() -> JSONValue)

  /// A whole number of any width.
  package static func int(_ value: some BinaryInteger) -> JSONValue { .number(String(value)) }

  /// The result of `make` for a value; `null` for nil.
  package static func optional<T>(_ value: T?, _ make: (T) -> JSONValue) -> JSONValue {
    value.map(make) ?? .null
  }

  /// A string; `null` for nil.
  package static func optional(_ value: String?) -> JSONValue { optional(value, JSONValue.string) }

  /// Appends the document's text, with two spaces for each level, and lists of plain values on one
  /// line.
  ///
  /// `indent` is the number of spaces before its last line.
  package func write(to text: inout String, indent: Int = 0) {
    var bytes: [UInt8] = []
    write(to: &bytes, indent: indent)
    text += String(decoding: bytes, as: UTF8.self)
  }

  /// The same as UTF-8.
  package func write(to bytes: inout [UInt8], indent: Int = 0) {
    write(to: &bytes, indent: indent) { _ in }
  }

  /// The same. Calls `empty` after each value that was made and that no other such value holds: it
  /// may take the bytes away, so that a long document is never there as a whole.
  package func write<E: Error>(
    to bytes: inout [UInt8], indent: Int = 0, empty: (inout [UInt8]) throws(E) -> Void
  ) throws(E) {
    switch self {
    case .null: bytes += "null".utf8
    case .bool(let value): bytes += (value ? "true" : "false").utf8
    case .number(let digits): bytes += digits.utf8
    case .string(let value): JSONText.quote(value, to: &bytes)
    case .array(let values) where values.allSatisfy({ $0.isPlain }):
      Self.writeLine(values, to: &bytes)
    case .array(let values):
      bytes.append(UInt8(ascii: "["))
      for index in values.indices {
        Self.begin(index, indent, &bytes)
        try values[index].write(to: &bytes, indent: indent + 2, empty: empty)
      }
      Self.end(UInt8(ascii: "]"), of: values.count, indent, &bytes)
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      for index in members.indices {
        Self.begin(index, indent, &bytes)
        Self.name(members[index].0, &bytes)
        try members[index].1.write(to: &bytes, indent: indent + 2, empty: empty)
      }
      Self.end(UInt8(ascii: "}"), of: members.count, indent, &bytes)
    case .made(let make):
      make().write(to: &bytes, indent: indent)
      try empty(&bytes)
    }
  }

  /// Appends the document's text on one line, without spaces.
  package func writeCompact(to bytes: inout [UInt8]) {
    switch self {
    case .null, .bool, .number, .string: write(to: &bytes)
    case .array(let values):
      bytes.append(UInt8(ascii: "["))
      for (index, value) in values.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        value.writeCompact(to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      for (index, (name, value)) in members.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        JSONText.quote(name, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        value.writeCompact(to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    case .made(let make): make().writeCompact(to: &bytes)
    }
  }

  private var isPlain: Bool {
    switch self {
    case .null, .bool, .number, .string: true
    case .array, .object, .made: false
    }
  }
}

// MARK: - Lines

extension JSONValue {
  private static func writeLine(_ values: [JSONValue], to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "["))
    for index in values.indices {
      if index > 0 { bytes += ", ".utf8 }
      values[index].write(to: &bytes)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  /// Begins the line of an item. `indent`: the spaces before the line that ends the whole.
  private static func begin(_ index: Int, _ indent: Int, _ bytes: inout [UInt8]) {
    if index > 0 { bytes.append(UInt8(ascii: ",")) }
    line(indent + 2, &bytes)
  }

  private static func name(_ name: String, _ bytes: inout [UInt8]) {
    JSONText.quote(name, to: &bytes)
    bytes += ": ".utf8
  }

  private static func end(
    _ bracket: UInt8, of count: Int, _ indent: Int, _ bytes: inout [UInt8]
  ) {
    if count > 0 { line(indent, &bytes) }
    bytes.append(bracket)
  }

  private static func line(_ indent: Int, _ bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\n"))
    bytes += repeatElement(UInt8(ascii: " "), count: indent)
  }
}
