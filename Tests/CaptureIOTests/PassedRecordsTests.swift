import CaptureIO
import TestSupport
import Testing

/// Records that are like one which the receiver has seen may be passed over. Nothing else changes.
@Suite struct `Records that are alike` {
  private struct Record {
    var info: RecordInfo
    var bytes: [UInt8]
  }

  /// The eight bytes from the third on, without the lowest bit; records have 12 bytes at least.
  private static let likeness = RecordLikeness(at: 2, mask: ~1, shortest: 12)

  /// A file of records of two kinds on two interfaces. Some are short, and some times go back.
  private func file(_ container: CaptureWriter.Container, _ random: inout SeededRandom) -> [UInt8] {
    var writer = CaptureWriter(container)
    let hasInterfaces = [.pcapng, .pcapngBigEndian].contains(container)
    if hasInterfaces { writer.appendInterface(linkType: 189) }
    var interface: UInt32 = 0
    for _ in 0..<400 {
      if hasInterfaces, random.once(in: 9) { interface ^= 1 }
      let back = random.once(in: 20)
      writer.nanoseconds += Int64.random(in: back ? -9_000...0 : 0...9_000, using: &random) * 1_000
      let kind: UInt8 = random.once(in: 6) ? 2 : 4
      let length = random.once(in: 12) ? Int.random(in: 0..<12, using: &random) : 60
      let head = [kind, 0, kind | UInt8.random(in: 0...1, using: &random)]
      let record = head + [UInt8](repeating: kind, count: 57)
      writer.append(raw: Array(record.prefix(length)), interface: interface)
    }
    return writer.bytes
  }

  private func records(_ path: String) throws -> [Record] {
    var file = try CaptureFile(path: path, linkTypes: LinkType.ofUsbmon)
    var records: [Record] = []
    let end = file.forEach { bytes, info in
      records.append(Record(info: info, bytes: bytes.indices.map { bytes[$0] }))
      return .proceed
    }
    #expect(end == .complete && records.count == 400)
    return records
  }

  private func areAlike(_ a: Record, _ b: Record) -> Bool {
    let shortest = min(a.bytes.count, b.bytes.count)
    guard shortest >= 12, a.info.linkType == b.info.linkType else { return false }
    return a.bytes[2] | 1 == b.bytes[2] | 1 && a.bytes[3..<10] == b.bytes[3..<10]
  }

  @Test(arguments: CaptureWriter.Container.allCases, 0..<8 as Range<UInt64>)
  func `each record is handed out or passed over, in its turn`(
    container: CaptureWriter.Container, seed: UInt64
  ) throws {
    var random = SeededRandom(seed)
    let folder = try TemporaryFolder()
    let path = try folder.write(file(container, &random))
    let all = try records(path)
    var file = try CaptureFile(path: path, linkTypes: LinkType.ofUsbmon)
    var (next, passedOver, model) = (0, 0, nil as Record?)
    var end = ReadEnd.noted
    while end != .complete {
      end = file.forEach(
        passing: Self.likeness,
        passed: { passed in
          for record in all[next..<passed.frame] {
            #expect(model.map { areAlike($0, record) } ?? false)
            #expect(record.info.nanoseconds >= all[record.info.frame - 2].info.nanoseconds)
          }
          #expect(passed.count == passed.frame - next)
          #expect(passed.nanoseconds == all[passed.frame - 1].info.nanoseconds)
          (next, passedOver) = (passed.frame, passedOver + passed.count)
        }
      ) { bytes, info in
        #expect(info == all[next].info)
        #expect(bytes.indices.map { bytes[$0] } == all[next].bytes)
        next += 1
        if random.once(in: 50) { return .stop }
        guard bytes.count > 0, bytes[0] == 4 else { return .proceed }
        model = all[next - 1]
        return .passAlike
      }
    }
    #expect(next == all.count)
    #expect(container.isBigEndian ? passedOver == 0 : passedOver > 100)
  }

  @Test func `nothing is passed over for a receiver that does not say what is alike`() throws {
    var random = SeededRandom(1)
    let folder = try TemporaryFolder()
    let path = try folder.write(file(.pcapng, &random))
    var file = try CaptureFile(path: path, linkTypes: LinkType.ofUsbmon)
    var frames = 0
    let end = file.forEach { _, info in
      frames += 1
      #expect(info.frame == frames)
      return .passAlike
    }
    #expect(end == .complete && frames == 400)
  }
}
