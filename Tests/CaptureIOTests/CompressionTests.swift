import CaptureIO
import TestSupport
import Testing
import USB

/// The system's tools compress, so that the decoders are held to the formats.
@Suite struct `Compressed captures` {
  /// A file with these bytes, in a folder of its own that lives as long as the value.
  private final class Stored {
    let folder: TemporaryFolder
    let path: String

    init(_ bytes: [UInt8]) throws {
      folder = try TemporaryFolder()
      path = try folder.write(bytes)
    }
  }

  private func read(_ bytes: [UInt8]) throws -> Reading {
    let file = try Stored(bytes)
    return try Reading(file.path)
  }

  /// The tools, by the name of the format. `-c` prints the result.
  static let tools = ["gzip", "zstd", "xz", "bzip2", "lz4"]

  private func sample(_ container: CaptureWriter.Container = .pcapng) -> [UInt8] {
    var writer = CaptureWriter(container)
    for block in 0..<20 {
      writer.control(
        SetupPacket(
          requestType: .classInterfaceOut, request: 1, value: UInt16(block), length: 64),
        data: (0..<64).map { UInt8(truncatingIfNeeded: $0 * block) })
    }
    return writer.bytes
  }

  private func packed(_ bytes: [UInt8], _ tool: String, _ options: String...) throws -> [UInt8] {
    let file = try Stored(bytes)
    return try Command.bytes(tool, ["-c"] + options + [file.path])
  }

  @Test(arguments: tools)
  func `a compressed capture is the capture`(tool: String) throws {
    for container in [CaptureWriter.Container.pcap, .pcapng, .pcapngBigEndian] {
      let bytes = sample(container)
      let plain = try read(bytes)
      #expect(plain.records.count == 40)
      #expect(try read(packed(bytes, tool)) == plain)
    }
  }

  @Test(arguments: tools)
  func `members one after the other are one content, and zeros may follow`(tool: String) throws {
    let bytes = sample()
    let plain = try read(bytes)
    let (first, second) = (Array(bytes[..<333]), Array(bytes[333...]))
    let both = try packed(first, tool) + packed([], tool) + packed(second, tool)
    #expect(try read(both) == plain)
    #expect(try read(both + [UInt8](repeating: 0, count: 512)) == plain)
  }

  @Test(arguments: [("zstd", 0x50), ("zstd", 0x5F), ("lz4", 0x53)] as [(String, UInt8)])
  func `frames to skip are skipped`(tool: String, magic: UInt8) throws {
    let bytes = sample()
    let frame: [UInt8] = [magic, 0x2A, 0x4D, 0x18, 5, 0, 0, 0, 1, 2, 3, 4, 5]
    let (first, second) = (Array(bytes[..<400]), Array(bytes[400...]))
    let plain = try read(bytes)
    #expect(try read(packed(first, tool) + frame + packed(second, tool)) == plain)
    if tool == "zstd" { #expect(try read(frame + packed(bytes, tool)) == plain) }
  }

  @Test(arguments: tools)
  func `cut anywhere, it gives no wrong record and says that it ends early`(tool: String) throws {
    let bytes = sample()
    let plain = try read(bytes).records
    let whole = try packed(bytes, tool)
    let words = "the \(tool) data ends in the middle"
    for cut in stride(from: 8, to: whole.count, by: 7) {
      let file = try Stored(Array(whole[..<cut]))
      do throws(CaptureError) {
        let reading = try Reading(file.path)
        #expect(reading.records == Array(plain.prefix(reading.records.count)), "cut at \(cut)")
        let count = reading.records.count
        #expect(reading.end == .damaged(afterFrame: count, reason: words), "cut at \(cut)")
      } catch {
        #expect(error.description.contains(words), "cut at \(cut): \(error)")
      }
    }
  }

  @Test(arguments: tools)
  func `what does not match its check sum is damage, and may be anywhere before`(
    tool: String
  ) throws {
    var whole = try packed(sample(), tool, tool == "zstd" ? "--check" : "-1")
    // The check sum of the content: gzip's stands before its length (RFC 1952, 2.3), the others'
    // at the end; xz's, of 8 bytes, before an index and a footer of 12 bytes each.
    let place = ["gzip": 6, "xz": 28][tool] ?? 2
    whole[whole.count - place] ^= 0x10
    let stored = try Stored(whole)
    let source = try ByteSource(path: stored.path)
    var file = try CaptureFile(source, linkTypes: LinkType.ofUsbmon)
    guard case .damaged(_, let reason) = Reading(&file).end else {
      Issue.record("no damage")
      return
    }
    #expect(reason.hasPrefix("the \(tool) data cannot be decoded any further: "))
    #expect(source.isDoubtful)
  }

  @Test(arguments: tools)
  func `any byte changed, and nothing ends the program`(tool: String) throws {
    let whole = try packed(sample(), tool)
    for index in whole.indices {
      var changed = whole
      changed[index] ^= 0xFF
      _ = try? read(changed)
    }
  }

  @Test(arguments: [("zstd", "-22"), ("xz", "-9")])
  func `a window that needs much memory is refused, with the command that helps`(
    tool: String, level: String
  ) throws {
    // 17 MiB: zstd claims a window as large as the content, xz one of 64 MiB.
    let content = [UInt8](repeating: 0x55, count: 17 << 20)
    let large = try packed(content, tool, level, tool == "zstd" ? "--ultra" : "-q")
    let stored = try Stored(large)
    let command = tool == "zstd" ? "zstd -dc --long=31" : "xz -dc"
    do throws(CaptureError) {
      _ = try ByteSource(path: stored.path)
      Issue.record("opened")
    } catch {
      #expect(
        error.message
          == "is compressed with \(tool), and nothing of it can be read (the \(tool) data "
          + "cannot be decoded any further: it needs more memory than 16 MiB). "
          + "Run: \(command) \(stored.path) | dfutrace check -")
    }
  }

  @Test func `what is compressed twice is named, with the command that helps`() throws {
    let stored = try Stored(packed(packed(sample(), "zstd"), "gzip"))
    #expect(throws: CaptureError.compressedTwice(file: stored.path, by: .gzip, then: .zstd)) {
      try ByteSource(path: stored.path)
    }
    #expect(
      CaptureError.compressedTwice(file: "it's.gz", by: .gzip, then: .zstd).message
        == "is compressed twice, with zstd and then with gzip. "
        + #"Run: gzip -dc 'it'\''s.gz' | dfutrace check -"#)
  }

  @Test func `compressed nothing is an empty file`() throws {
    let stored = try Stored(packed([], "gzip"))
    #expect(throws: CaptureError.empty(file: stored.path)) { try ByteSource(path: stored.path) }
  }

  @Test func `the listener gets the bytes of the file as it is stored`() throws {
    let whole = try packed(sample(), "xz") + [0, 0, 0, 0]
    let stored = try Stored(whole)
    var heard: [UInt8] = []
    let source = try ByteSource(path: stored.path) { heard += $0 }
    var file = try CaptureFile(source, linkTypes: LinkType.ofUsbmon)
    _ = Reading(&file)
    file.readRest()
    #expect(heard == whole)
    #expect(source.bytesRead == whole.count)
  }
}
