/// A group of rules, by the beginning of their public paths: what `-Y` takes.
///
/// Parts between slashes count whole, and so do the dotted segments of the last part: `dfu/A.2`
/// takes `dfu/A.2.1/...` to `dfu/A.2.11/...`, and `dfu/A.2.1` does not take `dfu/A.2.10/...`. The
/// empty prefix takes every rule.
public struct RulePrefix: Hashable, Sendable {
  /// The prefix without a slash at its end.
  public let text: String

  /// Why a text is no prefix of a path.
  public enum Malformation: Error, Hashable, Sendable {
    /// It begins with a slash: `/dfu/host`.
    case leadingSlash
    /// There is nothing between two slashes, or between the last two: `dfu//host`, `dfu/host//`.
    case emptyPart
    /// There is nothing before, between or behind the dots of a part: `dfu/A..2`, `dfu/A.2.`.
    case emptySegment

    /// What is wrong, as the end of a sentence about the text.
    public var reason: String {
      switch self {
      case .leadingSlash: "it begins with a slash"
      case .emptyPart: "a part between two slashes is empty"
      case .emptySegment: "a dot has nothing before or behind it"
      }
    }
  }

  /// Reads a prefix as a person types it; one slash at the end is allowed and means nothing.
  public init(_ text: String) throws(Malformation) {
    let bare = text.hasSuffix("/") ? String(text.dropLast()) : text
    self.text = bare
    guard !text.isEmpty else { return }
    if text.hasPrefix("/") { throw .leadingSlash }
    for part in bare.split(separator: "/", omittingEmptySubsequences: false) {
      if part.isEmpty { throw .emptyPart }
      if part.split(separator: ".", omittingEmptySubsequences: false).contains(where: \.isEmpty) {
        throw .emptySegment
      }
    }
  }

  /// Whether the rule at `path` is the one that the prefix names, or lies below it.
  public func takes(_ path: String) -> Bool {
    guard path.hasPrefix(text) else { return false }
    guard let next = path.dropFirst(text.count).first else { return true }
    return text.isEmpty || next == "/" || next == "."
  }
}
