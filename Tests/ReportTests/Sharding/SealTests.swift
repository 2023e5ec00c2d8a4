import TestSupport
import Testing

@testable import Report

/// The seal of a shard's report is XXH64.
@Suite struct SealTests {
  // What xxhash 4.1 for Python (xxHash 0.8.4) gives for these texts.
  @Test(arguments: [
    ("", "ef46db3751d8e999"), ("a", "d24ec4f1a98c6e5b"), ("abc", "44bc2cf5ad770999"),
    ("abcdefgh", "3ad351775b4634b7"),
    ("abcdefghijklmnopqrstuvwxyz0123456789", "64f23ecf1609b766"),
  ])
  func `a text has the digest that others give it`(text: String, digest: String) {
    var seal = Seal()
    seal.add(Array(text.utf8))
    #expect(seal.text == digest)
  }

  @Test func `the pieces in which bytes come make no difference`() {
    var random = SeededRandom(23)
    let bytes = (0..<3000).map { _ in UInt8.random(in: 0...255, using: &random) }
    var whole = Seal()
    whole.add(bytes)
    for _ in 0..<50 {
      var seal = Seal()
      var rest = bytes[...]
      while !rest.isEmpty {
        let piece = rest.prefix(Int.random(in: 0...70, using: &random))
        seal.add(Array(piece))
        rest = rest.dropFirst(piece.count)
      }
      #expect(seal.text == whole.text)
    }
  }
}
