import TestSupport
import Testing

@testable import CaptureIO

/// Our reader of pcapng and libpcap's give the same, wherever libpcap reads the file.
@Suite struct `libpcap reads the same` {
  /// A record in all its parts.
  private struct Whole: Hashable {
    var info: RecordInfo
    var bytes: [UInt8]
  }

  private func copy(_ bytes: Span<UInt8>, _ info: RecordInfo) -> Whole {
    Whole(info: info, bytes: bytes.indices.map { bytes[$0] })
  }

  /// Random records in one to three sections, each with several interfaces of one link type.
  private func file(_ container: CaptureWriter.Container, seed: UInt64) -> [UInt8] {
    var random = SeededRandom(seed)
    let linkType: UInt32 = seed % 2 == 0 ? 220 : 189
    // Units that libpcap calculates without an overflow: up to 2 to the -30.
    let units: [UInt8] = [0, 3, 6, 7, 9, 10, 12, 0x80, 0x8A, 0x94, 0x9E]
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      var writer = CaptureWriter(
        container, linkType: linkType, resolution: random.pick(units) ?? 6)
      let interfaces = UInt32.random(in: 1...4, using: &random)
      for _ in 1..<interfaces {
        writer.appendInterface(linkType: linkType, resolution: random.pick(units) ?? 6)
      }
      for _ in 0..<60 { append(to: &writer, interfaces, &random) }
      bytes += writer.bytes
    }
    return bytes
  }

  private func append(
    to writer: inout CaptureWriter, _ interfaces: UInt32, _ random: inout SeededRandom
  ) {
    let interface = UInt32.random(in: 0..<interfaces, using: &random)
    let size = Int.random(in: 0...300, using: &random)
    var record = random.bytes(size)
    // libpcap calculates the length of isochronous completions, which nothing here needs.
    if size > 9, record[9] == 0 { record[9] = 2 }
    let original = size + Int.random(in: 0...5, using: &random)
    switch Int.random(in: 0..<8, using: &random) {
    case 0: writer.appendBlock(type: 0xBAD, record)
    case 1: writer.appendStatistics([(5, 3)], interface: interface)
    case 2:
      let times = writer.numbers([UInt32(1), UInt32.random(in: 0...(.max), using: &random)])
      let lengths = writer.numbers([UInt32(size), UInt32(original)])
      let head = writer.numbers([UInt16(interface), 0xFFFF])
      writer.appendBlock(type: 2, head + times + lengths + record)
    case 3: writer.append(raw: record, originalLength: original, interface: interface, lost: 2)
    default:
      let high = UInt32.random(in: 0...500, using: &random)
      let low = UInt32.random(in: 0...(.max), using: &random)
      let head = writer.numbers([interface, high, low, UInt32(size), UInt32(original)])
      writer.appendBlock(type: 6, head + record)
    }
  }

  @Test(arguments: [CaptureWriter.Container.pcapng, .pcapngBigEndian], 0..<40 as Range<UInt64>)
  func `record by record, to the nanosecond`(
    container: CaptureWriter.Container, seed: UInt64
  ) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(file(container, seed: seed))
    var file = try CaptureFile(path: path, linkTypes: LinkType.ofUsbmon)
    var ours: [Whole] = []
    #expect(
      file.forEach { bytes, info in
        ours.append(copy(bytes, info))
        return .proceed
      } == .complete)
    var libpcap = try PcapReader(ByteSource(path: path))
    var theirs: [Whole] = []
    #expect(
      libpcap.forEach { bytes, info in
        theirs.append(copy(bytes, info))
        return .proceed
      } == .complete)
    #expect(!ours.isEmpty && ours.count == theirs.count)
    for (mine, other) in zip(ours, theirs) {
      // libpcap hands out no custom blocks, so that the numbers differ.
      var other = other
      other.info.frame = mine.info.frame
      other.info.linkType = file.linkType
      // Of libpcap's times beyond the year 2112 the seconds are limited, and the rest is added.
      other.info.nanoseconds = min(other.info.nanoseconds, 4_500_000_000_000_000_000)
      #expect(mine == other)
    }
  }

  @Test(arguments: 0...7 as ClosedRange<UInt8>)
  func `isochronous headers are turned around as libpcap does it`(descriptors: UInt8) throws {
    var random = SeededRandom(UInt64(descriptors))
    for linkType: UInt32 in [189, 220] {
      var writer = CaptureWriter(.pcapngBigEndian, linkType: linkType)
      for count in [47, 48, 52, 63, 64, 70, 100, 160] {
        var record = random.bytes(count)
        // An isochronous submission (kernel documentation, usb/usbmon) with a few descriptors. Its
        // short header has none behind it, where libpcap reads their number from the data.
        (record[8], record[9]) = (0x53, 0)
        if count >= 64 { record.replaceSubrange(60..<64, with: [0, 0, 0, descriptors]) }
        if linkType == 220 || count < 64 { writer.append(raw: record) }
      }
      let folder = try TemporaryFolder()
      let path = try folder.write(writer.bytes)
      let ours = try Reading(path).records.map(\.bytes)
      var libpcap = try PcapReader(ByteSource(path: path))
      var theirs: [[UInt8]] = []
      _ = libpcap.forEach { bytes, _ in
        theirs.append(bytes.indices.map { bytes[$0] })
        return .proceed
      }
      #expect(ours == theirs)
    }
  }
}
