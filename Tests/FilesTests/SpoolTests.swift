import Files
import Testing

@Suite struct SpoolTests {
  private static func bytes(_ number: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ number) }
  }

  @Test(arguments: [10, 1_000, 300_000, 3_000_000])
  func `what is kept comes back from its place, from memory and from the file`(size: Int) throws {
    let spool = Spool()
    let places = (0..<5).map { spool.keep(Self.bytes($0, size + $0)) }
    #expect(places.first?.lowerBound == 0)
    for (number, place) in places.enumerated().reversed() {
      var read: [UInt8] = []
      try spool.read(place) { read += $0 }
      #expect(read == Self.bytes(number, size + number))
    }
    var all: [UInt8] = []
    try spool.read(0..<(places.last?.upperBound ?? 0)) { all += $0 }
    #expect(all == (0..<5).flatMap { Self.bytes($0, size + $0) })
  }

  @Test func `nothing is kept in no place`() throws {
    let spool = Spool()
    #expect(spool.keep([]).isEmpty)
    try spool.read(0..<0) { _ in Issue.record("there is nothing to read") }
  }
}
