/// Patterns of names as in a shell: `*`, `?`, `[a-z]` and `[!a-z]`.
///
/// A name that begins with a dot matches only a pattern that begins with a dot.
package enum NamePattern {
  /// Whether parts of `path` that follow each other, anywhere in it, match the parts of `pattern`
  /// between its slashes. A pattern that begins with a slash matches from the root only.
  package static func matches(path: String, _ pattern: String) -> Bool {
    let names = path.split(separator: "/").map(String.init)
    let parts = pattern.split(separator: "/").map(String.init)
    guard !parts.isEmpty, parts.count <= names.count else { return false }
    let isRooted = pattern.hasPrefix("/")
    guard !isRooted || path.hasPrefix("/") else { return false }
    let starts = isRooted ? 0..<1 : 0..<names.count - parts.count + 1
    return starts.contains { start in
      zip(names[start...], parts).allSatisfy { matches($0, $1) }
    }
  }

  /// Whether `name` matches the pattern `part`, both without slashes.
  package static func matches(_ name: String, _ part: String) -> Bool {
    if name.hasPrefix("."), !part.hasPrefix(".") { return false }
    return matches(Array(name), Piece.all(of: part))
  }

  /// Where a star takes one character more, only the last star does: that is enough, and the time
  /// stays below the product of both lengths.
  private static func matches(_ name: [Character], _ pieces: [Piece]) -> Bool {
    var (place, next) = (0, 0)
    var star: (piece: Int, place: Int)?
    while place < name.count {
      if next < pieces.count, pieces[next] == .anything {
        star = (next, place)
        next += 1
      } else if next < pieces.count, pieces[next].takes(name[place]) {
        (place, next) = (place + 1, next + 1)
      } else if let last = star {
        star = (last.piece, last.place + 1)
        (place, next) = (last.place + 1, last.piece + 1)
      } else {
        return false
      }
    }
    return pieces[next...].allSatisfy { $0 == .anything }
  }

  /// A part of a pattern: each but `anything` takes one character.
  private enum Piece: Equatable {
    case anything, anyCharacter
    case character(Character)
    case oneOf([ClosedRange<Character>], isNegated: Bool)

    static func all(of pattern: String) -> [Piece] {
      var pieces: [Piece] = []
      var rest = Substring(pattern)
      let lastEnd = pattern.lastIndex(of: "]")
      while let first = rest.popFirst() {
        switch first {
        case "*": pieces.append(.anything)
        case "?": pieces.append(.anyCharacter)
        case "[":
          if let lastEnd, rest.startIndex < lastEnd, let (list, after) = bracket(rest) {
            pieces.append(list)
            rest = after
          } else {
            pieces.append(.character(first))
          }
        default: pieces.append(.character(first))
        }
      }
      return pieces
    }

    /// The bracket expression whose inside begins `text`, and the text after it. Nil when there is
    /// no closing bracket: then `[` is an ordinary character.
    private static func bracket(_ text: Substring) -> (piece: Piece, after: Substring)? {
      let isNegated = text.first == "!" || text.first == "^"
      let members = isNegated ? text.dropFirst() : text
      guard let end = members.dropFirst().firstIndex(of: "]") else { return nil }
      var ranges: [ClosedRange<Character>] = []
      var list = members[..<end]
      while let low = list.popFirst() {
        if list.first == "-", let high = list.dropFirst().first {
          if low <= high { ranges.append(low...high) }
          list = list.dropFirst(2)
        } else {
          ranges.append(low...low)
        }
      }
      return (.oneOf(ranges, isNegated: isNegated), members[end...].dropFirst())
    }

    func takes(_ character: Character) -> Bool {
      switch self {
      case .anything: false
      case .anyCharacter: true
      case .character(let own): own == character
      case .oneOf(let ranges, let isNegated):
        ranges.contains { $0.contains(character) } != isNegated
      }
    }
  }
}
