import Foundation

/// A JSON document as a tree of values.
enum Document: Decodable, Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([Document])
  case object([String: Document])

  init(_ text: String) throws {
    self = try JSONDecoder().decode(Document.self, from: Data(text.utf8))
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([Document].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: Document].self))
    }
  }

  /// The member of an object with this name; nil when there is none.
  subscript(name: String) -> Document? {
    if case .object(let members) = self { members[name] } else { nil }
  }

  /// The items of an array; empty for any other value.
  var items: [Document] {
    if case .array(let items) = self { items } else { [] }
  }

  /// All texts in this value: the text itself, or the texts of an array.
  var texts: [String] {
    if case .string(let text) = self { [text] } else { items.flatMap(\.texts) }
  }

  var number: Double? {
    if case .number(let number) = self { number } else { nil }
  }
}
