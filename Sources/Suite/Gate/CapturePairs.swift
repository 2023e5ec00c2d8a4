import Report

/// Which captures of two runs are of the same recording, or of the same session recorded again.
///
/// A pair agrees, best first: in the path as it was named; in the SHA-256; or one path ends with
/// the other's name below the folder that all captures of its report share. Each capture is in at
/// most one pair, and where two would do, in none of this kind.
struct CapturePairs {
  /// For each capture of the first list, its partner's position in the second; nil for none.
  private(set) var partners: [Int?]

  init(_ first: [Report.Capture], _ second: [Report.Capture]) {
    partners = first.map { _ in nil }
    pair(first.map(\.file), second.map(\.file))
    pair(first.map(\.sha256), second.map(\.sha256))
    let names = first.map(\.file).namesBelowSharedFolder
    let others = second.map(\.file).namesBelowSharedFolder
    pair(names, others)
    pairEnds(first.map(\.file), names, second.map(\.file), others)
  }

  /// Pairs captures whose key is there once among those without a partner in each list.
  private mutating func pair(_ keys: [String?], _ others: [String?]) {
    let taken = Set(partners.compactMap(\.self))
    let free = Self.positions(others.indices.filter { !taken.contains($0) }, others)
    let own = Self.positions(keys.indices.filter { partners[$0] == nil }, keys)
    for (key, places) in own where places.count == 1 {
      if let partner = free[key], partner.count == 1 { partners[places[0]] = partner[0] }
    }
  }

  private static func positions(_ indices: [Int], _ keys: [String?]) -> [String: [Int]] {
    indices.reduce(into: [:]) { places, index in
      if let key = keys[index] { places[key, default: []].append(index) }
    }
  }

  /// Pairs captures of which one path ends with the other's name. A report of one capture has no
  /// folder that tells its captures apart, so its name does not count.
  private mutating func pairEnds(
    _ paths: [String], _ names: [String], _ others: [String], _ otherNames: [String]
  ) {
    let taken = Set(partners.compactMap(\.self))
    for index in paths.indices where partners[index] == nil {
      let fits = others.indices.filter { other in
        !taken.contains(other)
          && (others.count > 1 && Self.ends(paths[index], with: otherNames[other])
            || paths.count > 1 && Self.ends(others[other], with: names[index]))
      }
      if fits.count == 1, !partners.contains(fits[0]) { partners[index] = fits[0] }
    }
  }

  private static func ends(_ path: String, with name: String) -> Bool {
    path == name || path.hasSuffix("/" + name)
  }
}
