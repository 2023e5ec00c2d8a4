// Text in columns of a terminal.

extension String {
  /// How many columns of a terminal it takes: two for each character of a wide script or with a
  /// picture, and one for each other. Rather too many than too few.
  var columns: Int { reduce(0) { $0 + $1.columns } }

  /// The text in at most `width` columns. A longer one loses its middle, for which `…` stands: the
  /// beginning and the end of a path tell most.
  func cutInMiddle(to width: Int) -> String {
    guard columns > width else { return self }
    let tail = suffix(fitting: (width - 1) / 2)
    return prefix(fitting: width - 1 - String(tail).columns) + "…" + tail
  }

  private func prefix(fitting width: Int) -> Substring {
    var left = width
    return prefix {
      left -= $0.columns
      return left >= 0
    }
  }

  private func suffix(fitting width: Int) -> String {
    String(String(reversed()).prefix(fitting: width).reversed())
  }

  /// Its words in lines of at most `width` columns; a longer word has its own line.
  func wrapped(to width: Int) -> [String] {
    var lines: [String] = []
    for word in split(separator: " ") {
      if let last = lines.last, last.columns + 1 + String(word).columns <= width {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}

extension Character {
  fileprivate var columns: Int { unicodeScalars.contains(where: \.isWide) ? 2 : 1 }
}

extension Unicode.Scalar {
  /// Whether it may be wide: Unicode Standard Annex 11, and the blocks that hold pictures.
  fileprivate var isWide: Bool {
    switch value {
    case 0x1100...0x11FF, 0x2300...0x23FF, 0x2600...0x27BF, 0x2B00...0x2BFF, 0x2E80...0xA4CF,
      0xA960...0xA97F, 0xAC00...0xD7FF, 0xF900...0xFAFF, 0xFE0F...0xFE6F, 0xFF00...0xFFEF,
      0x1_0000...:
      true
    default: false
    }
  }
}
