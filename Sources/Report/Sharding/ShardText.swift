/// The report of a shard as it is stored. It may be longer than memory, so it is read part by part.
package protocol ShardText {
  /// The number of its bytes.
  var length: Int { get }
  /// Reads some of its bytes; throws where they are not there.
  func bytes(_ range: Range<Int>) throws(CheckFailure) -> [UInt8]
}

/// The end of a report of a shard.
package enum SealedText {
  /// What stands behind the bytes that are sealed.
  package static func ending(_ seal: Seal) -> [UInt8] { Array("\"\(seal.text)\"\n  }\n}\n".utf8) }
}

extension ShardText {
  /// The number of the bytes that are sealed; nil where the seal is not theirs.
  func sealedLength() throws(CheckFailure) -> Int? {
    let end = length - SealedText.ending(Seal()).count
    guard end > 0 else { return nil }
    let seal = Seal()
    for place in stride(from: 0, to: end, by: ShardPieces.length) {
      seal.add(try bytes(place..<min(place + ShardPieces.length, end)))
    }
    return try bytes(end..<length) == SealedText.ending(seal) ? end : nil
  }

  /// The place of the first such text before `end`; nil where there is none.
  func first(_ text: [UInt8], before end: Int) throws(CheckFailure) -> Int? {
    for place in stride(from: 0, to: end, by: ShardPieces.length) {
      let piece = try piece(at: place, for: text, before: end)
      if let found = piece.indices.first(where: piece.holds(text)) { return place + found }
    }
    return nil
  }

  /// The place of the last such text before `end`; nil where there is none.
  func last(_ text: [UInt8], before end: Int) throws(CheckFailure) -> Int? {
    for place in stride(from: 0, to: end, by: ShardPieces.length).reversed() {
      let piece = try piece(at: place, for: text, before: end)
      if let found = piece.indices.last(where: piece.holds(text)) { return place + found }
    }
    return nil
  }

  /// The piece at a place, with the beginning of the next one: a text may lie in both.
  private func piece(
    at place: Int, for text: [UInt8], before end: Int
  ) throws(CheckFailure) -> [UInt8] {
    try bytes(place..<min(place + ShardPieces.length + text.count - 1, end))
  }
}

/// The parts in which a report is looked at.
private enum ShardPieces {
  /// The bytes of a piece.
  static let length = 1 << 18
}

extension [UInt8] {
  /// Whether a text begins at a place.
  fileprivate func holds(_ text: [UInt8]) -> (Int) -> Bool {
    { self[$0] == text[0] && self[$0...].starts(with: text) }
  }
}
