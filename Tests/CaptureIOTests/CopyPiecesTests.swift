import Testing

@testable import CaptureIO

/// The pieces in which a copy goes out.
@Suite struct CopyPiecesTests {
  @Test(arguments: [1, 4_095, 100_000, 262_144, 262_145, 1_000_000])
  func `all but the last have the same length, a multiple of a page, and begin on one`(size: Int) {
    var pieces = CopyPieces()
    var (appended, taken): ([UInt8], [ArraySlice<UInt8>]) = ([], [])
    for number in 0..<(1 + 1_500_000 / size).clamped(to: 3...5_000) {
      let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 ^ number) }
      pieces.append(bytes)
      appended += bytes
      while let piece = pieces.take(atEnd: false) { taken.append(piece) }
      #expect(!pieces.hasWhole)
    }
    while let piece = pieces.take(atEnd: true) { taken.append(piece) }
    #expect(taken.flatMap { $0 } == appended)
    #expect(Set(taken.dropLast().map(\.count)).count <= 1)
    #expect(taken.dropLast().allSatisfy { $0.count.isMultiple(of: 4_096) })
    for piece in taken {
      let address = unsafe piece.withUnsafeBytes { Int(bitPattern: $0.baseAddress) }
      #expect(address.isMultiple(of: 4_096))
    }
    #expect(pieces.take(atEnd: true) == nil)
  }
}

extension Int {
  fileprivate func clamped(to range: ClosedRange<Int>) -> Int {
    Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
  }
}
