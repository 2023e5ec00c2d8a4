/// Selects a group of rules by the beginning of their public paths, for the option `-Y`.
///
/// A prefix matches only whole parts between slashes, or whole segments between dots. `dfu/A.2`
/// matches `dfu/A.2.1/...` to `dfu/A.2.11/...`, but `dfu/A.2.1` does not match `dfu/A.2.10/...`.
/// The empty prefix matches every rule.
public struct RulePrefix: Hashable, Sendable {
  /// The prefix without a slash at its end.
  public let text: String

  /// Why a text cannot be a prefix.
  public enum Malformation: Error, Hashable, Sendable {
    /// The text begins with a slash: `/dfu/host`.
    case leadingSlash
    /// Two slashes follow each other: `dfu//host`, `dfu/host//`.
    case emptyPart
    /// A part begins or ends with a dot, or has two dots in a row: `dfu/A..2`, `dfu/A.2.`.
    case emptySegment

    /// The reason as the end of a sentence about the text.
    public var reason: String {
      switch self {
      case .leadingSlash: "it begins with a slash"
      case .emptyPart: "a part between two slashes is empty"
      case .emptySegment: "a dot has nothing before or behind it"
      }
    }
  }

  /// Parses a prefix; one slash at the end is allowed and ignored.
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

  /// Whether the prefix matches the rule at `path`.
  public func takes(_ path: String) -> Bool {
    guard path.hasPrefix(text) else { return false }
    guard let next = path.dropFirst(text.count).first else { return true }
    return text.isEmpty || next == "/" || next == "."
  }
}
