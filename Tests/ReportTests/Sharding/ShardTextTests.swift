import TestSupport
import Testing

@testable import Report

/// The report of a shard is read in pieces of 256 KiB.
@Suite struct ShardTextTests {
  private static let border = 1 << 18
  private let text = Array(",\n  \"shard\": ".utf8)

  @Test func `a text is found wherever it lies between two pieces`() throws {
    for start in Self.border - text.count - 1...Self.border + 1 {
      var bytes = [UInt8](repeating: 0x2C, count: 2 * Self.border + 7)
      bytes.replaceSubrange(start..<start + text.count, with: text)
      let stored = StoredText(bytes)
      #expect(try stored.first(text, before: bytes.count) == start)
      #expect(try stored.last(text, before: bytes.count) == start)
      #expect(try stored.first(text, before: start + text.count - 1) == nil)
    }
  }

  @Test func `of several places the first and the last are found`() throws {
    var bytes = [UInt8](repeating: 0x2C, count: 3 * Self.border)
    for start in [5, 90, Self.border + 3, 2 * Self.border + 40, 2 * Self.border + 80] {
      bytes.replaceSubrange(start..<start + text.count, with: text)
    }
    #expect(try StoredText(bytes).first(text, before: bytes.count) == 5)
    #expect(try StoredText(bytes).last(text, before: bytes.count) == 2 * Self.border + 80)
    #expect(try StoredText(bytes).last(text, before: 2 * Self.border) == Self.border + 3)
  }

  @Test(arguments: [1, 100, 1 << 18, 1 << 18 + 1, 3 << 18])
  func `a seal is about every byte before it, in each piece`(count: Int) throws {
    let body = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 31) }
    let seal = Seal()
    seal.add(body)
    let bytes = body + SealedText.ending(seal)
    #expect(try StoredText(bytes).sealedLength() == count)
    for place in Set([0, count / 2, count - 1, count, bytes.count - 1]) {
      var changed = bytes
      changed[place] ^= 1
      #expect(try StoredText(changed).sealedLength() == nil, "byte \(place)")
    }
    #expect(try StoredText(Array(bytes.dropLast())).sealedLength() == nil)
  }

  @Test func `a name of any length is read`() throws {
    for length in [1, 200, 230, 256, 300, 5000] {
      let name = String(repeating: "n", count: length)
      let shard = Report.Shard(run: "r", count: 1, inputs: 1, shards: [1])
      var report = Report.Document(tables: [])
      report.shard = shard
      report.captures = [Report.Capture(file: name, dialect: "usbmon")]
      report.shard?.note(input: 0, captures: 1, failures: 0)
      let file = try ShardFile(StoredText(Array(report.json.utf8)), file: "x")
      #expect(file.names == [name])
    }
  }
}
