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
package indirect enum JSONValue {
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
    write(to: &text, indent: indent) { _ in }
  }

  /// The same. Calls `empty` after each value that was made: it may take the text away, so that a
  /// long document is never there as a whole.
  package func write<E: Error>(
    to text: inout String, indent: Int = 0, empty: (inout String) throws(E) -> Void
  ) throws(E) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .number(let value): text += value
    case .string(let value): JSONText.quote(value, to: &text)
    case .array(let values) where values.allSatisfy(\.isPlain):
      text += "["
      for (index, value) in values.enumerated() {
        if index > 0 { text += ", " }
        value.write(to: &text)
      }
      text += "]"
    case .array(let values):
      try Self.writeLines(values, between: ("[", "]"), to: &text, indent: indent) {
        (value, text) throws(E) in
        try value.write(to: &text, indent: indent + 2, empty: empty)
      }
    case .object(let members):
      try Self.writeLines(members, between: ("{", "}"), to: &text, indent: indent) {
        (member, text) throws(E) in
        JSONText.quote(member.0, to: &text)
        text += ": "
        try member.1.write(to: &text, indent: indent + 2, empty: empty)
      }
    case .made(let make):
      make().write(to: &text, indent: indent)
      try empty(&text)
    }
  }

  private var isPlain: Bool {
    switch self {
    case .null, .bool, .number, .string: true
    case .array, .object, .made: false
    }
  }

  private static func writeLines<T, E: Error>(
    _ items: [T], between: (open: String, close: String), to text: inout String, indent: Int,
    item: (T, inout String) throws(E) -> Void
  ) throws(E) {
    text += between.open
    for (index, element) in items.enumerated() {
      text += index == 0 ? "\n" : ",\n"
      text += String(repeating: " ", count: indent + 2)
      try item(element, &text)
    }
    if !items.isEmpty { text += "\n" + String(repeating: " ", count: indent) }
    text += between.close
  }
}
