import Report

/// A difference between two sessions, before it is put into words.
struct DiffFinding {
  var side: DiffReport.Actor
  var kind: DiffReport.Kind
  /// The step of A where it is, or before which A has nothing.
  var a: Int
  /// The step of B where it is, or before which B has nothing.
  var b: Int
  var fields: [FieldDifference] = []
  /// The steps that only A has here.
  var onlyA: Range<Int> = 0..<0
  /// The steps that only B has here.
  var onlyB: Range<Int> = 0..<0
  /// The images; nil for any other difference.
  var image: ImagePair?
  var isDoubtful = false
  /// The number of places with the same difference.
  var count = 1

  /// Whether A has something here.
  var isInA: Bool { onlyB.isEmpty || !onlyA.isEmpty || !fields.isEmpty }
  /// Whether B has something here.
  var isInB: Bool { onlyA.isEmpty || !onlyB.isEmpty || !fields.isEmpty }

  /// Two images that differ.
  struct ImagePair {
    /// Its number among those of its direction, from 1.
    var number: Int
    var lengthA: Int
    var lengthB: Int
    var blocksA: Int
    var blocksB: Int
    var differing: Int
    var first: ImageComparison.Place?
  }
}

/// The differences of two sessions. Those that are alike are one; the first kinds are kept.
struct DiffFindings {
  private(set) var all: [DiffFinding] = []
  private(set) var places = DiffReport.Places()
  private var known: [Key: Int] = [:]

  /// The most kinds of differences that are kept of two sessions.
  private static let limit = 1_000

  /// What differences have in common that are alike.
  private struct Key: Hashable {
    var side: DiffReport.Actor
    var isDoubtful: Bool
    var kind: UInt64
    var fields: [FieldDifference]
    var steps: [UInt64]
  }

  /// Adds a difference. `kind`: that of its step; `steps`: the tokens of what only one side has.
  mutating func add(_ finding: DiffFinding, kind: UInt64, steps: [UInt64] = []) {
    switch (finding.isDoubtful, finding.side) {
    case (true, _): places.doubtful += 1
    case (false, .host): places.host += 1
    case (false, .device): places.device += 1
    }
    let key = Key(
      side: finding.side, isDoubtful: finding.isDoubtful, kind: kind, fields: finding.fields,
      steps: steps)
    if finding.image == nil, let index = known[key] {
      all[index].count += 1
    } else if all.count < Self.limit {
      known[key] = all.count
      all.append(finding)
    } else {
      places.unlisted += 1
    }
  }

  /// In the order in which they are in the sessions, that of the host first in one place.
  var inOrder: [DiffFinding] {
    all.enumerated().sorted { x, y in
      let (one, other) = (x.element, y.element)
      return (one.a + one.b, x.offset) < (other.a + other.b, y.offset)
    }.map(\.element)
  }
}
