import CaptureIO
import Foundation
import TestSupport
import Testing
import USB

/// The whole process has one standard input, so these tests run one after the other.
@Suite(.serialized) struct `Standard input` {
  /// Runs `body` with a pipe as standard input. `chunks` go through it, one write each.
  private func feed<Result>(
    _ chunks: [[UInt8]], _ body: () throws -> Result
  ) throws -> Result {
    let pipe = Pipe()
    let saved = dup(STDIN_FILENO)
    dup2(pipe.fileHandleForReading.fileDescriptor, STDIN_FILENO)
    defer {
      dup2(saved, STDIN_FILENO)
      close(saved)
    }
    let writer = Thread {
      for chunk in chunks {
        try? pipe.fileHandleForWriting.write(contentsOf: Data(chunk))
        Thread.sleep(forTimeInterval: 0.01)
      }
      try? pipe.fileHandleForWriting.close()
    }
    writer.start()
    return try body()
  }

  private func sample(_ container: CaptureWriter.Container) -> [UInt8] {
    var writer = CaptureWriter(container)
    for _ in 0..<3 {
      writer.control(
        SetupPacket(requestType: .classInterfaceIn, request: 3, length: 6),
        data: [0, 0, 0, 0, 2, 0])
    }
    return writer.bytes
  }

  @Test(arguments: CaptureWriter.Container.allCases)
  func `a capture through a pipe loses no byte`(container: CaptureWriter.Container) throws {
    let bytes = sample(container)
    let folder = try TemporaryFolder()
    let expected = try Reading(folder.write(bytes))
    #expect(expected.records.count == 6)
    #expect(try feed([bytes]) { try Reading("-") } == expected)
    let parts = [[bytes[0]], Array(bytes[1..<3]), Array(bytes[3..<30]), Array(bytes[30...])]
    #expect(try feed(parts) { try Reading("-") } == expected)
  }

  @Test func `a capture as standard input is read once, from its beginning`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(sample(.pcap))
    let file = try FileHandle(forReadingFrom: URL(filePath: path))
    let saved = dup(STDIN_FILENO)
    dup2(file.fileDescriptor, STDIN_FILENO)
    defer {
      dup2(saved, STDIN_FILENO)
      close(saved)
    }
    #expect(try Reading("-") == Reading(path))
  }

  @Test func `content is told by a look that takes nothing`() throws {
    let packed = try Command.bytes("sh", ["-c", "printf abc | gzip | zstd"])
    #expect(throws: CaptureError.compressedTwice(file: "-", by: .zstd, then: .gzip)) {
      try feed([packed]) { try Reading("-") }
    }
  }

  @Test func `nothing at all is an empty file`() throws {
    #expect(throws: CaptureError.empty(file: "-")) { try feed([]) { try Reading("-") } }
  }

  @Test func `a pipe that ends early is damage`() throws {
    let bytes = sample(.pcap)
    let reading = try feed([Array(bytes.dropLast(3))]) { try Reading("-") }
    #expect(reading.records.count == 5)
    #expect(
      reading.end
        == .damaged(
          afterFrame: 5, reason: "a record is cut off, at byte \(bytes.count - 70 - 16)"))
  }
}
