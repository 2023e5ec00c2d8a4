import Checksums
import TestSupport
import Testing

@Suite struct ChecksumTests {
  // What xxhash 4.1 for Python (xxHash 0.8.4) gives for these bytes: as many as stated, each the
  // number of its place times 7, in 8 bits. xxHash takes other ways for up to 16, 128 and 240.
  @Test(arguments: [
    (0, 0x2D06800538D394C2), (1, 0xC44BDFF4074EECDB), (3, 0xC3489259E968AD9E),
    (4, 0xD3D60C1519014E89), (8, 0xB88DEE77F6BF6980), (9, 0x03688DCAD730D826),
    (16, 0x9DA23836ADF2BE1E), (17, 0xF34C3C9CF5A112D1), (128, 0x65F3C2C00FA93185),
    (129, 0x28065C6EC25F5B25), (240, 0x4917A75C0EF8EED7), (241, 0x541B19226F0052E8),
    (1024, 0xDC5ACF0B043C445B), (1025, 0xE1D9CD946277AE26), (5000, 0x6ABE8BE5ABCB2760),
  ])
  func `bytes have the checksum that others give them`(count: Int, value: UInt64) {
    #expect(checksum(of: (0..<count).map { UInt8(truncatingIfNeeded: $0 * 7) }) == value)
  }

  @Test func `the pieces in which bytes come make no difference`() {
    var random = SeededRandom(23)
    let bytes = (0..<3000).map { _ in UInt8.random(in: 0...255, using: &random) }
    for _ in 0..<50 {
      var pieces = Checksum()
      var rest = bytes[...]
      while !rest.isEmpty {
        let piece = rest.prefix(Int.random(in: 0...500, using: &random))
        pieces.add(piece.span)
        rest = rest.dropFirst(piece.count)
      }
      #expect(pieces.value == checksum(of: bytes))
    }
  }

  @Test func `any changed byte changes the checksum`() {
    let bytes = [UInt8](repeating: 0x5A, count: 300)
    for place in bytes.indices {
      var changed = bytes
      changed[place] ^= 1
      #expect(checksum(of: changed) != checksum(of: bytes), "byte \(place)")
    }
  }

  private func checksum(of bytes: [UInt8]) -> UInt64 {
    var checksum = Checksum()
    checksum.add(bytes.span)
    return checksum.value
  }
}
