import TestSupport
import Testing

@testable import CaptureIO

/// The plain records of a pcap file are those that libpcap reads, and so is its end.
@Suite struct `pcap without libpcap` {
  typealias Container = CaptureWriter.Container
  private static let containers: [Container] = [
    .pcap, .pcapNanoseconds, .pcapBigEndian, .pcapNanosecondsBigEndian,
  ]

  /// Random records of control transfers: libpcap calculates the lengths of isochronous ones.
  private func file(
    _ container: Container, records count: Int, linkType: UInt32 = 220,
    snapLength: UInt32 = 262_144, _ random: inout SeededRandom
  ) -> [UInt8] {
    var writer = CaptureWriter(container, linkType: linkType, snapLength: snapLength)
    for _ in 0..<count {
      var record = random.bytes(Int.random(in: 0...90, using: &random))
      if record.count > 9 { record[9] = 2 }
      writer.nanoseconds += .random(in: -1_000_000...100_000_000_000, using: &random)
      writer.append(
        raw: record, originalLength: record.count + Int.random(in: 0...3, using: &random))
    }
    return writer.bytes
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
    let linkTypes: Set<LinkType> = [.usbLinux, .usbLinuxMmapped, .usbPcap, .wire]
    var reader = try CaptureFile(path: path, linkTypes: linkTypes)
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

  @Test(arguments: containers, [189, 220, 249, 288] as [UInt32])
  func `gives the same records`(container: Container, linkType: UInt32) throws {
    for seed in 0..<8 as Range<UInt64> {
      var random = SeededRandom(seed)
      let (ours, theirs) = try both(
        file(container, records: 50, linkType: linkType, &random))
      #expect(ours.records.count == 50 && ours.end == .complete)
      #expect(ours == theirs)
    }
  }

  @Test(arguments: containers)
  func `gives the same wherever the file is cut`(container: Container) throws {
    var random = SeededRandom(7)
    let file = file(container, records: 4, &random)
    for length in 24...file.count {
      let (ours, theirs) = try both(Array(file[..<length]))
      #expect(ours.records == theirs.records && ours.bytes == theirs.bytes)
      #expect((ours.end == .complete) == (theirs.end == .complete))
    }
  }

  @Test(arguments: containers)
  func `gives the same for records above the snap length, which are cut`(
    container: Container
  ) throws {
    var random = SeededRandom(9)
    let (ours, theirs) = try both(file(container, records: 50, snapLength: 40, &random))
    #expect(ours.records.contains { $0.capturedLength == 40 } && ours.records.count == 50)
    #expect(ours == theirs)
  }

  @Test(arguments: [0, 0xFFFF_FFFF] as [UInt32])
  func `gives the same where the snap length says nothing`(snapLength: UInt32) throws {
    var random = SeededRandom(11)
    let (ours, theirs) = try both(file(.pcap, records: 20, snapLength: snapLength, &random))
    #expect(ours == theirs && ours.records.count == 20)
  }

  @Test func `goes on after a stop`() throws {
    var random = SeededRandom(10)
    let folder = try TemporaryFolder()
    let whole = file(.pcap, records: 5, &random)
    let path = try folder.write(whole + [1, 2, 3])
    var file = try CaptureFile(path: path, linkTypes: LinkType.ofUsbmon)
    #expect(file.firstNanoseconds != nil && file.snapLength == 262_144)
    for frame in 1...5 {
      #expect(file.forEach { _, _ in .stop } == .stopped(afterFrame: frame))
    }
    let end = file.forEach { _, _ in .stop }
    #expect(
      end == .damaged(afterFrame: 5, reason: "a record is cut off, at byte \(whole.count)"))
    #expect(file.forEach { _, _ in .stop } == end)
  }
}
