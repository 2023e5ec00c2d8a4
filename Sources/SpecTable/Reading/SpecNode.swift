/// A piece of a table as it is written: text, a list, or named parts in their order.
///
/// Scalars stay text, so that `no`, `1.10` and `0x1A` are not taken for other values.
package struct SpecNode: Hashable, Sendable {
  /// The line where it is written, from 1.
  var line: Int
  var content: Content

  enum Content: Hashable, Sendable {
    case text(String)
    case list([SpecNode])
    case map([Entry])
  }

  struct Entry: Hashable, Sendable {
    var key: String
    var value: SpecNode
  }
}
