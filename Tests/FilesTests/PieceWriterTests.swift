import Files
import Foundation
import Glibc
import Testing

/// Files that are written in pieces.
@Suite struct PieceWriterTests {
  @Test func `pieces are written in order, and whole`() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let pieces = (0..<50).map { [UInt8](repeating: $0, count: 1 + Int($0) * 1_000) }
    var next = pieces.makeIterator()
    try WholeFile.write(to: path) { file throws(SystemError) in
      try file.write(pieces: { next.next()?[...] })
    }
    #expect(try InputFile.bytes(of: path, atMost: 1 << 24) == pieces.flatMap { $0 })
    var status = stat()
    let isThere = unsafe stat(path, &status) == 0
    #expect(isThere)
    #expect(status.st_blocks * 512 < 2 << 20, "room that was reserved is given back")
  }

  @Test func `a failure is told, and ends the making of pieces`() {
    var made = 0
    let error = #expect(throws: SystemError.self) {
      try OutputStream("/dev/full").write(pieces: {
        made += 1
        return made < 1_000_000 ? [1, 2, 3] : nil
      })
    }
    #expect(error?.reason == "No space left on device")
    #expect(made < 1_000_000)
  }
}
