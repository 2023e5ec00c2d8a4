import CaptureIO
import TestSupport
import Testing
import USB

/// Compressed captures. The system's tools compress, so that the decoders are held to their formats.
@Suite struct `Compressed captures` {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

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
    let path = try folder.write(bytes)
    return try Command.output([tool, "-c"] + options + [path])
  }

  @Test(arguments: tools)
  func `a compressed capture is the capture`(tool: String) throws {
    for container in [CaptureWriter.Container.pcap, .pcapng, .pcapngBigEndian] {
      let bytes = sample(container)
      let plain = try Reading(folder.write(bytes))
      #expect(plain.records.count == 40)
      #expect(try Reading(folder.write(packed(bytes, tool))) == plain)
    }
  }

  @Test(arguments: tools)
  func `members one after the other are one content, and zeros may follow`(tool: String) throws {
    let bytes = sample()
    let plain = try Reading(folder.write(bytes))
    let (first, second) = (Array(bytes[..<333]), Array(bytes[333...]))
    let both = try packed(first, tool) + packed([], tool) + packed(second, tool)
    #expect(try Reading(folder.write(both)) == plain)
    #expect(try Reading(folder.write(both + [UInt8](repeating: 0, count: 512))) == plain)
  }

  @Test(arguments: [("zstd", 0x50), ("zstd", 0x5F), ("lz4", 0x53)] as [(String, UInt8)])
  func `frames to skip are skipped`(tool: String, magic: UInt8) throws {
    let bytes = sample()
    let frame: [UInt8] = [magic, 0x2A, 0x4D, 0x18, 5, 0, 0, 0, 1, 2, 3, 4, 5]
    let whole = try packed(Array(bytes[..<400]), tool) + frame + packed(Array(bytes[400...]), tool)
    #expect(try Reading(folder.write(whole)) == Reading(folder.write(bytes)))
    guard tool == "zstd" else { return }
    #expect(try Reading(folder.write(frame + packed(bytes, tool))) == Reading(folder.write(bytes)))
  }

  @Test(arguments: tools)
  func `cut anywhere, it gives no wrong record and says that it ends early`(tool: String) throws {
    let bytes = sample()
    let plain = try Reading(folder.write(bytes)).records
    let whole = try packed(bytes, tool)
    for cut in stride(from: 8, to: whole.count, by: 7) {
      do throws(CaptureError) {
        let reading = try Reading(try! folder.write(Array(whole[..<cut])))
        #expect(reading.records == Array(plain.prefix(reading.records.count)), "cut at \(cut)")
        guard case .damaged(_, let reason) = reading.end else {
          Issue.record("cut at \(cut): \(reading.end)")
          continue
        }
        #expect(reason == "the \(tool) data ends in the middle", "cut at \(cut)")
      } catch {
        #expect(
          error.description.contains("the \(tool) data ends in the middle"), "\(cut): \(error)")
      }
    }
  }

  @Test(arguments: tools)
  func `what does not match its check sum is damage, and may be anywhere before`(
    tool: String
  ) throws {
    var whole = try packed(sample(), tool, tool == "zstd" ? "--check" : "-9")
    // The check sum of the content: the last bytes, but for gzip's length and xz's index.
    let place = tool == "gzip" ? whole.count - 6 : tool == "xz" ? whole.count - 30 : whole.count - 2
    whole[place] ^= 0x10
    let source = try ByteSource(path: folder.write(whole))
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
      _ = try? Reading(folder.write(changed))
    }
  }

  @Test func `a window that needs much memory is refused with the reason`() throws {
    // 17 MiB of noise: zstd and xz claim a window as large as the content.
    var random = SeededRandom(seed: 7)
    let noise = (0..<17 << 17).flatMap { _ in
      withUnsafeBytes(of: random.next()) { Array($0) }
    }
    for (tool, options) in [("zstd", ["--ultra", "-22"]), ("xz", ["-9"])] {
      let path = try folder.write(noise)
      let large = try Command.output([tool, "-c"] + options + [path])
      let refusal =
        "is compressed with \(tool), and nothing of it can be read (the \(tool) data "
        + "cannot be decoded any further: it needs more memory than 16 MiB). "
        + "Run: \(tool) -dc"
      do throws(CaptureError) {
        _ = try ByteSource(path: try! folder.write(large))
        Issue.record("\(tool): opened")
      } catch {
        #expect(error.message.hasPrefix(refusal))
      }
    }
  }

  @Test func `what is compressed twice is named, with the command that helps`() throws {
    let path = try folder.write(packed(packed(sample(), "zstd"), "gzip"))
    #expect(throws: CaptureError.compressedTwice(file: path, by: .gzip, then: .zstd)) {
      try ByteSource(path: path)
    }
    #expect(
      CaptureError.compressedTwice(file: "a b.gz", by: .gzip, then: .zstd).message
        == "is compressed twice, with zstd and then with gzip. "
        + "Run: gzip -dc 'a b.gz' | dfutrace check -")
  }

  @Test func `compressed nothing is an empty file`() throws {
    let path = try folder.write(packed([], "gzip"))
    #expect(throws: CaptureError.empty(file: path)) { try ByteSource(path: path) }
  }

  @Test func `the listener gets the bytes of the file as it is stored`() throws {
    let whole = try packed(sample(), "xz") + [0, 0, 0, 0]
    var heard: [UInt8] = []
    let source = try ByteSource(path: folder.write(whole)) { heard += $0 }
    var file = try CaptureFile(source, linkTypes: LinkType.ofUsbmon)
    _ = Reading(&file)
    file.readRest()
    #expect(heard == whole)
    #expect(source.bytesRead == whole.count)
  }
}
