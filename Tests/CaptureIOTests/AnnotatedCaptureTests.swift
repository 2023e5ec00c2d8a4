import TestSupport
import Testing

@testable import CaptureIO

/// Copies of captures with comments at their packets.
@Suite struct `A copy of a capture with comments` {
  private static let linkTypes: Set<LinkType> = [.usbDarwin]
  private static let said = PacketComments(
    section: ["of the file", "and more"],
    packets: [(3, "third"), (2, "second"), (3, "third again")])

  /// Writes a file and gives its copy.
  private func copy(
    _ bytes: [UInt8], _ comments: PacketComments = Self.said
  ) throws -> [UInt8] {
    let folder = try TemporaryFolder()
    var copy = try AnnotatedCapture(
      path: folder.write(bytes), CommentFeed(comments), hasRoom: false)
    var written: [UInt8] = []
    while let piece = copy.next() { written += piece }
    return written
  }

  private func file(_ container: WrittenContainer) -> [UInt8] {
    container.file(records(40), linkType: 266)
  }

  private func records(_ count: Int) -> [WrittenRecord] {
    (0..<count).map { number in
      WrittenRecord(
        1_700_000_000_123_456_000 + Int64(number) * 1_000_000,
        (0..<(30 + number)).map { UInt8(truncatingIfNeeded: $0 + number) },
        originalLength: 100)
    }
  }

  /// The records of a file: frame, time, bytes and length.
  private func told(_ bytes: [UInt8]) throws -> [String] {
    let folder = try TemporaryFolder()
    var file = try CaptureFile(path: folder.write(bytes), linkTypes: Self.linkTypes)
    var lines: [String] = []
    _ = file.forEach { bytes, info in
      let copy = bytes.indices.map { bytes[$0] }
      lines.append("\(info.frame) \(info.nanoseconds) \(info.originalLength) \(copy)")
      return .proceed
    }
    return lines
  }

  @Test(arguments: WrittenContainer.all)
  func `has the same records at the same frames and times`(container: WrittenContainer) throws {
    let original = file(container)
    #expect(try told(copy(original)) == told(original))
    #expect(try told(original).count == 40)
  }

  @Test(arguments: `Damage in a pcap`.Form.all.filter { $0.dialect.linkType == 266 })
  func `of a pcap goes on behind damage, at the same frames`(
    form: `Damage in a pcap`.Form
  ) throws {
    let subject = `Damage in a pcap`.Subject(form, records: 20)
    var damaged = subject.bytes
    damaged[subject.heads[5] + (form.container.isBigEndian ? 11 : 8)] ^= 7
    let read = try told(damaged)
    #expect(try read.count > 6 && read != told(subject.bytes))
    #expect(try told(copy(damaged)) == read)
  }

  @Test(arguments: [false, true])
  func `of a pcap ends where no record is found behind damage`(isBigEndian: Bool) throws {
    let container = WrittenContainer(form: .pcap(isFine: true), isBigEndian: isBigEndian)
    var damaged = file(container)
    let original = try told(damaged)
    // The records have 30 bytes, 31 and so on. The length of the sixth is changed; the bytes are no
    // records of macOS.
    let head = 24 + 5 * 16 + (30..<35).reduce(0, +)
    damaged[head + (isBigEndian ? 11 : 8)] += 7
    #expect(try told(copy(damaged)) == Array(original.prefix(5)))
  }

  @Test(arguments: WrittenContainer.all)
  func `of pcapng has every other block byte for byte`(container: WrittenContainer) throws {
    let original = file(container)
    let (before, after) = (BlockList(original).blocks, BlockList(try copy(original)).blocks)
    guard case .pcap = container.form else {
      let changed = zip(before, after).filter { $0 != $1 }
      #expect(before.count == after.count)
      let section: UInt32 = 0x0A0D_0D0A
      #expect(changed.first?.1.type == section)
      #expect(
        changed.dropFirst().allSatisfy { [2, 6].contains($0.1.type) && !$0.1.comments.isEmpty })
      for (old, new) in changed {
        let added = new.comments.dropLast(old.comments.count)
        #expect(Array(new.comments.suffix(old.comments.count)) == old.comments)
        let expected =
          new.type == section
          ? [["of the file", "and more"]] : [["second"], ["third", "third again"]]
        #expect(expected.contains(Array(added)))
        let head = new.type == section ? 24 : 28 + (Int(old.word(20)) + 3) / 4 * 4
        #expect(old.bytes[8..<head] == new.bytes[8..<head])
      }
      return
    }
    #expect(after.map(\.type) == [0x0A0D_0D0A, 1] + [UInt32](repeating: 6, count: 40))
    #expect(after[0].comments == ["of the file", "and more"])
    #expect(after[3].comments == ["second"] && after[4].comments == ["third", "third again"])
    let resolution = after[1].options(from: 16).first { $0.code == 9 }?.value
    #expect(resolution == [container.form == .pcap(isFine: true) ? 9 : 6])
    #expect(after[1].word(8) == 266 && after[1].word(12) == 262_144)
  }

  @Test(arguments: [false, true])
  func `turns a section of a stated length into one of an open length`(big: Bool) throws {
    var original = file(WrittenContainer(form: .sections, isBigEndian: big))
    let second = BlockList(original).blocks.prefix(22).reduce(0) { $0 + $1.bytes.count }
    let length: [UInt8] = big ? [0, 0, 0, 0, 0, 0, 8, 0] : [0, 8, 0, 0, 0, 0, 0, 0]
    original.replaceSubrange(second + 16..<second + 24, with: length)
    let copied = BlockList(try copy(original)).blocks
    #expect(copied[22].type == 0x0A0D_0D0A)
    #expect(copied[22].bytes[16..<24].allSatisfy { $0 == 0xFF } && copied[22].comments.isEmpty)
  }

  @Test func `gives a packet without a time the time before, and says so`() throws {
    var writer = CaptureWriter(.pcapng, linkType: 266)
    writer.append(raw: [UInt8](repeating: 7, count: 33))
    let data: [UInt8] = [1, 2, 3, 4, 5, 0, 0, 0]
    let simple: [UInt8] =
      [3, 0, 0, 0, 24, 0, 0, 0, 5, 0, 0, 0] + data + [24, 0, 0, 0]
    let original = writer.bytes + simple
    let after = BlockList(try copy(original)).blocks
    #expect(after.map(\.type) == BlockList(original).blocks.dropLast().map(\.type) + [6])
    let last = try #require(after.last)
    #expect(last.comments.first == "second" && last.comments.count == 2)
    #expect(last.comments.last?.contains("no time") == true)
    #expect(last.word(12) == after[after.count - 2].word(12) && last.word(20) == 5)
    #expect(Array(last.bytes[28..<36]) == data)
    let alone = PacketComments(section: ["x"], packets: [(1, "first")])
    #expect(BlockList(try copy(original, alone)).blocks.last?.bytes == simple)
  }

  @Test(arguments: [1, 3, 7, 11, 12, 40, 100])
  func `keeps what is damaged as it is`(count: Int) throws {
    let original = file(WrittenContainer(form: .crowded))
    let cut = BlockList(original).blocks.prefix(9).reduce(0) { $0 + $1.bytes.count }
    let damage = [UInt8](repeating: 0xA5, count: count)
    let damaged = Array(original[..<cut]) + damage + original[cut...] + damage.prefix(5)
    let copied = try copy(damaged)
    #expect(try told(copied) == told(damaged))
    #expect(copied.count - damaged.count == (try copy(original)).count - original.count)
    #expect(copied.suffix(5) == damage.prefix(5) || count < 5)
  }

  @Test func `of a big-endian pcap has usbmon's numbers in the order of its section`() throws {
    var writer = CaptureWriter(.pcapBigEndian)
    writer.append(raw: (0..<70).map { UInt8($0) })
    let original = writer.bytes
    let folder = try TemporaryFolder()
    let copied = try copy(original)
    let (a, b) = try (
      Reading(folder.write(original)), Reading(folder.write(copied, as: "b.pcapng"))
    )
    #expect(a == b && a.records.count == 1)
  }

  @Test func `does not grow in memory with what is not a block`() throws {
    let section = BlockList(file(WrittenContainer(form: .crowded))).blocks[0].bytes
    let folder = try TemporaryFolder()
    let noise = [UInt8](repeating: 0x55, count: 3 << 20)
    let source = try ByteSource(path: folder.write(section + noise))
    var copy = BlockCopy(
      source, CommentEditor(CommentCursor(CommentFeed(Self.said)), hasRoom: false))
    var largest = 0
    while let piece = copy.next() { largest = max(largest, piece.count) }
    #expect(largest < 1 << 20)
  }
}
