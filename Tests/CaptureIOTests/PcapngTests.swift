import TestSupport
import Testing

@testable import CaptureIO

/// The blocks of a pcapng file (draft-ietf-opsawg-pcapng), written byte by byte.
@Suite struct `The blocks of a pcapng file` {
  typealias Container = CaptureWriter.Container
  static let orders = [Container.pcapng, .pcapngBigEndian]
  /// A record of a device on endpoint 1: what it holds does not matter here.
  static let record = [UInt8](repeating: 0, count: 8) + [0x43, 1, 0x81, 5] + [UInt8](1...52)

  /// What is read of a file: records and notes in order, the end, and what was passed over.
  struct Told: Hashable {
    var texts: [String] = []
    var end: ReadEnd
    var others = 0

    init(_ bytes: [UInt8], _ linkTypes: Set<LinkType> = LinkType.ofUsbmon) throws {
      let folder = try TemporaryFolder()
      var file = try CaptureFile(path: folder.write(bytes), linkTypes: linkTypes)
      var texts: [String] = []
      repeat {
        texts += file.takeNotes().map { "\($0)" }
        end = file.forEach(stopsAtNotes: true) { bytes, info in
          texts.append("\(info.frame): \(info.linkType?.rawValue ?? 0), \(bytes.count) bytes")
          return .proceed
        }
      } while end == .noted
      self.texts = texts.filter { !$0.hasPrefix("clock") }
      others = file.otherRecords
    }
  }

  // MARK: - Interfaces and sections

  @Test(arguments: orders)
  func `interfaces may differ in link type and snap length`(order: Container) throws {
    var writer = CaptureWriter(order, linkType: 101)
    writer.appendInterface(linkType: 220, snapLength: 65_535)
    writer.appendInterface(linkType: 189, snapLength: 0)
    writer.append(raw: Self.record, interface: 1)
    writer.append(raw: [1, 2, 3], interface: 0)
    writer.append(raw: Array(Self.record.dropLast(3)), interface: 2)
    let told = try Told(writer.bytes)
    #expect(told.texts == ["1: 220, 64 bytes", "3: 189, 61 bytes"])
    #expect(told.others == 1 && told.end == .complete)
  }

  @Test func `an empty interface of another kind before the first one is no obstacle`() throws {
    var writer = CaptureWriter(.pcapng, linkType: 101)
    writer.appendInterface(linkType: 220)
    #expect(try Told(writer.bytes) == Told(CaptureWriter(.pcapng).bytes))
    let folder = try TemporaryFolder()
    let path = try folder.write(writer.bytes)
    #expect(try CaptureFile(path: path, linkTypes: LinkType.ofUsbmon).linkType.rawValue == 220)
  }

  @Test func `a file whose interfaces are all of other kinds is refused by the first`() throws {
    var writer = CaptureWriter(.pcapng, linkType: 252)
    writer.appendInterface(linkType: 294)
    writer.append(raw: [1, 2, 3], interface: 1)
    let folder = try TemporaryFolder()
    let path = try folder.write(writer.bytes)
    #expect(throws: CaptureError.unsupportedLinkType(file: path, number: 252)) {
      _ = try CaptureFile(path: path, linkTypes: LinkType.ofUsbmon)
    }
  }

  @Test func `a section has its own byte order and its own interfaces`() throws {
    var first = CaptureWriter(.pcapng)
    first.appendInterface(linkType: 189)
    first.append(raw: Self.record, interface: 1)
    var second = CaptureWriter(.pcapngBigEndian)
    second.append(raw: Self.record)
    second.append(raw: Self.record, interface: 1)
    let told = try Told(first.bytes + second.bytes + first.bytes)
    let damage = FileNote.Damage(
      offset: first.bytes.count + second.bytes.count - 96, count: 96,
      reason: "a packet names an interface that is not described")
    #expect(
      told.texts == [
        "1: 189, 64 bytes", "2: 220, 64 bytes", "\(FileNote.damaged(damage))", "4: 189, 64 bytes",
      ])
  }

  // MARK: - Numbers

  @Test(
    arguments: [
      (6, 1), (3, 1), (2, 1), (0xBAD, 1), (0x4000_0BAD, 1), (9, 1), (0x204, 1), (4, 0), (10, 0),
      (5, 0), (0x8000_0001, 0),
    ] as [(UInt32, Int)])
  func `a block has a number where Wireshark gives it one`(type: UInt32, numbers: Int) throws {
    for order in Self.orders {
      var writer = CaptureWriter(order)
      writer.append(raw: Self.record)
      let head = writer.numbers([UInt32(0), 0, 0, 0, 0])
      writer.appendBlock(type: type, type == 3 ? writer.numbers([UInt32(0)]) : head)
      writer.append(raw: Self.record)
      let told = try Told(writer.bytes)
      #expect(told.texts.last == "\(2 + numbers): 220, 64 bytes")
      #expect(told.end == .complete)
    }
  }

  // MARK: - Time

  @Test(
    arguments: [
      (6, 0, 1_700_000_000_123_456, 1_700_000_000_123_456_000),
      (9, 0, 1_700_000_000_123_456_789, 1_700_000_000_123_456_789),
      (0, 0, 1_700_000_000, 1_700_000_000_000_000_000),
      (3, 5, 1_500, 6_500_000_000), (3, -5, 1_500, -3_500_000_000),
      (12, 0, 1_999, 1), (19, 0, 20_000_000_000, 2), (40, 0, .max, 0),
      (127, 1, .max, 1_000_000_000),
      (0x80, 0, 7, 7_000_000_000), (0x81, 0, 3, 1_500_000_000), (0x94, 0, 1 << 20, 1_000_000_000),
      (0xBF, 0, 1 << 63, 1_000_000_000), (0xFF, 0, .max, 0),
      (0, 0, .max, 4_500_000_000_000_000_000), (6, -5_000_000_000, 0, -4_500_000_000_000_000_000),
      (9, 0, .max, 4_500_000_000_000_000_000), (6, .min, 0, -4_500_000_000_000_000_000),
    ] as [(UInt8, Int64, UInt64, Int64)])
  func `a time is counted in the unit of its interface, from its offset`(
    resolution: UInt8, offset: Int64, ticks: UInt64, nanoseconds: Int64
  ) {
    #expect(
      BlockClock(resolution: resolution, offset: offset).nanoseconds(ticks) == nanoseconds)
  }

  @Test func `a packet without a time has the one before, and no time is judged`() throws {
    var writer = CaptureWriter(.pcapng)
    writer.append(raw: Self.record)
    writer.appendBlock(type: 3, writer.numbers([UInt32(64)]) + Self.record)
    let folder = try TemporaryFolder()
    var file = try CaptureFile(path: folder.write(writer.bytes), linkTypes: LinkType.ofUsbmon)
    #expect(file.forEach(stopsAtNotes: true) { _, _ in .proceed } == .noted)
    #expect(file.takeNotes() == [.clock(unit: 1)])
    #expect(file.forEach(stopsAtNotes: true) { _, _ in .proceed } == .noted)
    #expect(file.takeNotes() == [.timeless, .clock(unit: 86_400_000_000_000)])
    let rest = Reading(&file)
    #expect(rest.records.map(\.nanoseconds) == [writer.nanoseconds])
  }

  // MARK: - Damage

  /// Six records, a block of statistics, and where each block begins.
  private func sample(_ order: Container) -> (bytes: [UInt8], starts: [Int]) {
    var writer = CaptureWriter(order)
    var starts: [Int] = []
    for number in 0..<6 {
      starts.append(writer.bytes.count)
      writer.append(raw: Self.record + [UInt8](repeating: 0xC0, count: number))
    }
    starts.append(writer.bytes.count)
    writer.appendStatistics([(5, 7)])
    return (writer.bytes, starts)
  }

  @Test(arguments: orders, [0, 1, 5])
  func `behind a block whose length is damaged the records go on`(
    order: Container, block: Int
  ) throws {
    let (bytes, starts) = sample(order)
    let whole = try Told(bytes).texts.map { $0.drop { $0 != ":" } }
    let last = starts[block + 1] - 4
    for offset in Array(starts[block] + 4..<starts[block] + 8) + Array(last..<last + 4) {
      for flip: UInt8 in [0x01, 0x04, 0x80, 0xFF] {
        var changed = bytes
        changed[offset] ^= flip
        var told = try Told(changed)
        let note = told.texts.remove(at: block)
        #expect(note.contains("offset: \(starts[block]), count: \(last + 4 - starts[block])"))
        #expect(told.end == .complete)
        var rest = whole
        rest.remove(at: block)
        #expect(told.texts.map { $0.drop { $0 != ":" } } == rest, "\(offset) \(flip)")
      }
    }
  }

  @Test(arguments: orders)
  func `bytes cut out of the middle cost the records that they touch`(order: Container) throws {
    let (bytes, starts) = sample(order)
    // All blocks have 100 bytes. After these cuts another length of 100 stands at the end of the
    // damaged block, which nobody can tell from a whole one then; or the byte before the cut is
    // equal to the only one that the next block has lost.
    let unseen = [8, 92, 100, 108]
    for count in 1..<150 where !unseen.contains(count) {
      let from = starts[2] + 9
      let told = try Told(Array(bytes[..<from]) + bytes[(from + count)...])
      let records = told.texts.filter { !$0.hasPrefix("damaged") }
      let untouched = starts.dropLast().filter { $0 >= from + count }.count
      #expect(records.count == 2 + untouched, "\(count)")
      #expect(told.texts.count == records.count + 1, "\(count)")
      #expect(told.end == .complete, "\(count)")
    }
  }

  @Test func `a type that nobody knows may hide a packet`() throws {
    let (bytes, starts) = sample(.pcapng)
    var changed = bytes
    changed[starts[1]] = 0x66
    let told = try Told(changed)
    #expect(told.texts.count == 6)
    #expect(told.texts[1].contains("a block has the unknown type 102"))
  }

  @Test(arguments: orders)
  func `a packet that is longer than its block is damage`(order: Container) throws {
    let (bytes, starts) = sample(order)
    for length: UInt8 in [0x41, 0x45, 0xFF] {
      var changed = bytes
      changed[starts[0] + (order == .pcapng ? 20 : 23)] = length
      let told = try Told(changed)
      #expect(told.texts[0].hasPrefix("damaged"))
      #expect(told.texts.count == 6)
      // The packet has its number: Wireshark counts it too.
      #expect(told.texts[1].hasPrefix("2: "))
    }
  }

  @Test func `damage in a million places keeps no list of them`() throws {
    var writer = CaptureWriter(.pcapng)
    for number in 0..<2_000 { writer.append(raw: [], interface: number % 2 == 0 ? 7 : 8) }
    writer.append(raw: Self.record)
    let told = try Told(writer.bytes)
    #expect(told.texts.count == 2)
    #expect(told.texts[0].contains("count: \(2_000 * 32)"))
  }

  @Test func `a search among what look like blocks ends soon`() throws {
    var writer = CaptureWriter(.pcapng)
    writer.append(raw: Self.record)
    let lure = writer.numbers([UInt32(6), 1 << 20])
    let lures = (0..<1 << 19).flatMap { _ in lure }
    let start = ContinuousClock.now
    let told = try Told(writer.bytes + writer.numbers([UInt32(6), 13]) + lures)
    #expect(told.texts == ["1: 220, 64 bytes"])
    #expect(told.end != .complete)
    #expect(ContinuousClock.now - start < .seconds(60))
  }

  @Test func `any byte changed, and nothing ends the program`() throws {
    for order in Self.orders {
      let bytes = sample(order).bytes
      for index in bytes.indices {
        for value: UInt8 in [0, 0xFF, bytes[index] ^ 1, bytes[index] ^ 0x80] {
          var changed = bytes
          changed[index] = value
          _ = try? Told(changed)
        }
      }
    }
  }

  // MARK: - Blocks of many sizes

  @Test func `records larger than the window are read whole`() throws {
    var writer = CaptureWriter(.pcapng)
    let sizes = [1, 70_000, 300_000, 2, 5_000_000, 262_144, 3]
    for size in sizes { writer.append(raw: [UInt8](repeating: UInt8(size & 0xFF), count: size)) }
    let folder = try TemporaryFolder()
    let reading = try Reading(folder.write(writer.bytes))
    #expect(reading.records.map(\.bytes.count) == sizes)
    #expect(
      zip(reading.records, sizes).allSatisfy {
        $0.bytes.allSatisfy { [size = $1] in $0 == UInt8(size & 0xFF) }
      })
    #expect(reading.end == .complete)
  }
}
