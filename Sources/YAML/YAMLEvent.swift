/// A piece of a YAML text in the order in which it is written.
package struct YAMLEvent: Hashable, Sendable {
  /// The line where it begins, from 1.
  package var line: Int
  /// The name of the anchor at a scalar or at the start of a list or map; nil for none.
  package var anchor: String?
  /// What it is.
  package var kind: Kind

  /// What an event is.
  package enum Kind: Hashable, Sendable {
    case streamStart, streamEnd, documentStart, documentEnd
    /// A text with its quotes and escapes resolved; nothing is taken for a number or a truth value.
    case scalar(String)
    /// The name of an anchor that was written before.
    case alias(String)
    case listStart, listEnd, mapStart, mapEnd
  }
}
