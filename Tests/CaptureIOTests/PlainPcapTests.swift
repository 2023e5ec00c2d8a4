import TestSupport
import Testing

@testable import CaptureIO

/// The plain records of a pcap file are those that libpcap reads, and so is its end.
@Suite struct `pcap without libpcap` {
  private static let header: [UInt8] = [
    0xD4, 0xC3, 0xB2, 0xA1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 220, 0, 0, 0,
  ]
  private static let inNanoseconds: [UInt8] = [0x4D, 0x3C, 0xB2, 0xA1] + header[4...]

  private func bytes(_ number: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
  }

  /// Random records of control transfers: libpcap calculates the lengths of isochronous ones.
  private func records(_ count: Int, _ random: inout SeededRandom) -> [UInt8] {
    (0..<count).flatMap { _ in
      var record = random.bytes(Int.random(in: 0...90, using: &random))
      if record.count > 9 { record[9] = 2 }
      let time = (0..<2).flatMap { _ in bytes(.random(in: 0...(.max), using: &random)) }
      let original = UInt32(record.count + Int.random(in: 0...3, using: &random))
      return time + bytes(UInt32(record.count)) + bytes(original) + record
    }
  }

  /// What a reader hands out, and how it ends; what it throws as text.
  private struct Outcome: Hashable {
    var records: [RecordInfo] = []
    var bytes: [[UInt8]] = []
    var end: ReadEnd?

    mutating func take(_ bytes: Span<UInt8>, _ info: RecordInfo) {
      records.append(info)
      self.bytes.append(bytes.indices.map { bytes[$0] })
    }
  }

  /// Reads a file with our reader and with libpcap alone.
  private func both(_ file: [UInt8]) throws -> (ours: Outcome, theirs: Outcome) {
    let folder = try TemporaryFolder()
    let path = try folder.write(file)
    var (ours, theirs) = (Outcome(), Outcome())
    var reader = try CaptureFile(path: path, linkTypes: LinkType.ofUsbmon)
    ours.end = reader.forEach {
      ours.take($0, $1)
      return .proceed
    }
    var libpcap = try PcapReader(ByteSource(path: path))
    theirs.end = libpcap.forEach {
      theirs.take($0, $1)
      return .proceed
    }
    return (ours, theirs)
  }

  @Test(arguments: [header, inNanoseconds], 0..<10 as Range<UInt64>)
  func `gives the same records`(header: [UInt8], seed: UInt64) throws {
    var random = SeededRandom(seed)
    let (ours, theirs) = try both(header + records(50, &random))
    #expect(ours.records.count == 50 && ours.end == .complete)
    #expect(ours == theirs)
  }

  @Test func `gives the same wherever the file is cut`() throws {
    var random = SeededRandom(7)
    let file = Self.header + records(4, &random)
    for length in Self.header.count...file.count {
      let (ours, theirs) = try both(Array(file[..<length]))
      #expect(ours == theirs)
    }
  }

  @Test func `gives the same whatever byte is damaged`() throws {
    var random = SeededRandom(8)
    let file = Self.header + records(3, &random)
    // The magic number, the version and the link type decide whether the file is read at all.
    for place in Array(8..<20) + Array(24..<file.count) {
      for value in [0x00, 0xFF, file[place] ^ 1, file[place] ^ 0x80] {
        var damaged = file
        damaged[place] = value
        let (ours, theirs) = try both(damaged)
        // Apart from original lengths: the damage may make a record isochronous.
        #expect(ours.end == theirs.end && ours.bytes == theirs.bytes)
        #expect(ours.records.map(\.nanoseconds) == theirs.records.map(\.nanoseconds))
      }
    }
  }

  @Test func `gives the same for records above the snap length, which are cut`() throws {
    var random = SeededRandom(9)
    var header = Self.header
    header.replaceSubrange(16..<20, with: [40, 0, 0, 0])
    let (ours, theirs) = try both(header + records(50, &random))
    #expect(ours.records.contains { $0.capturedLength == 40 } && ours.records.count == 50)
    #expect(ours == theirs)
  }

  @Test func `goes on after a stop, where libpcap takes over too`() throws {
    var random = SeededRandom(10)
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.header + records(5, &random) + [1, 2, 3])
    var file = try CaptureFile(path: path, linkTypes: LinkType.ofUsbmon)
    #expect(file.firstNanoseconds != nil && file.snapLength == 262_144)
    for frame in 1...5 {
      #expect(file.forEach { _, _ in .stop } == .stopped(afterFrame: frame))
    }
    let end = file.forEach { _, _ in .stop }
    #expect(
      end
        == .damaged(
          afterFrame: 5,
          reason: "truncated dump file; tried to read 16 header bytes, only got 3"))
    #expect(file.forEach { _, _ in .stop } == end)
  }
}
