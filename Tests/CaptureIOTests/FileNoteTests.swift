import CaptureIO
import TestSupport
import Testing

/// What a capture file tells besides its records (draft-ietf-opsawg-pcapng).
@Suite struct `What a file tells of itself` {
  typealias Container = CaptureWriter.Container
  private static let pcapng = [Container.pcapng, .pcapngBigEndian]
  private static let record = [UInt8](repeating: 0, count: 64)
  private static let (ifDrop, osDrop, received): (UInt16, UInt16, UInt16) = (5, 7, 4)

  /// What is told of a file that is read to its end: notes, each with the frame that it stands
  /// before, and the losses.
  private struct Told: Hashable {
    var notes: [String] = []
    var dropped: Int?
    var anywhere = 0

    init(_ writer: CaptureWriter) throws {
      let folder = try TemporaryFolder()
      let path = try folder.write(writer.bytes)
      var file = try CaptureFile(path: path, linkTypes: LinkType.ofUsbmon)
      var frame = 0
      while case .noted = file.forEach(
        stopsAtNotes: true,
        { _, info in
          frame = info.frame
          return .proceed
        })
      { notes += file.takeNotes().map { "\(frame + 1): \($0)" } }
      file.readRest()
      (dropped, anywhere) = (file.dropped, file.droppedAnywhere)
    }
  }

  private static func lost(
    _ container: Container, _ fill: (inout CaptureWriter) -> Void
  ) throws -> [Int?] {
    var writer = CaptureWriter(container)
    writer.append(raw: record)
    fill(&writer)
    let told = try Told(writer)
    return [told.dropped, told.anywhere]
  }

  @Test(arguments: pcapng)
  func `statistics count wherever they stand, the last of each interface`(
    container: Container
  ) throws {
    let (drop, os) = (Self.ifDrop, Self.osDrop)
    func lost(_ fill: (inout CaptureWriter) -> Void) throws -> [Int?] {
      try Self.lost(container, fill)
    }
    #expect(try lost { _ in } == [nil, 0])
    #expect(try lost { $0.appendStatistics([(Self.received, 10)]) } == [nil, 0])
    #expect(try lost { $0.appendStatistics([(Self.received, 10), (drop, 0)]) } == [0, 0])
    #expect(try lost { $0.appendStatistics([(drop, 3), (os, 4)]) } == [7, 7])
    let inTheMiddle = try lost {
      $0.appendStatistics([(drop, 1)])
      for _ in 0..<9_000 { $0.append(raw: Self.record) }
    }
    #expect(inTheMiddle == [1, 1])
    let twice = try lost {
      $0.appendStatistics([(drop, 1)])
      $0.append(raw: Self.record)
      $0.appendStatistics([(drop, 2)])
    }
    #expect(twice == [2, 2])
    let ofTwo = try lost {
      $0.appendStatistics([(drop, 1)])
      $0.appendStatistics([(drop, 2)], interface: 1)
    }
    #expect(ofTwo == [3, 3])
    let huge = try lost {
      $0.appendStatistics([(drop, .max)])
      $0.appendStatistics([(drop, .max)], interface: 1)
    }
    #expect(huge == [.max, .max])
  }

  @Test(arguments: pcapng)
  func `each section counts for itself`(container: Container) throws {
    let lost = try Self.lost(container) {
      $0.appendStatistics([(Self.ifDrop, 5)])
      $0.appendSection()
      $0.appendInterface(linkType: 220)
      $0.append(raw: Self.record)
      $0.appendStatistics([(Self.ifDrop, 2)])
    }
    #expect(lost == [7, 7])
  }

  @Test(arguments: pcapng)
  func `a packet's own count says where the loss was`(container: Container) throws {
    var writer = CaptureWriter(container)
    writer.append(raw: Self.record, lost: 0)
    writer.append(raw: Array(Self.record.dropLast(3)), lost: 2)
    writer.append(raw: Self.record)
    writer.append(raw: Self.record, lost: 300)
    let told = try Told(writer)
    #expect(told.notes == ["1: clock(unit: 1)", "2: lost(2)", "4: lost(300)"])
    #expect(told.dropped == 302 && told.anywhere == 0)
    // Statistics count the same losses once more; only what is over has no place.
    writer.appendStatistics([(Self.ifDrop, 305)])
    let more = try Told(writer)
    #expect(more.dropped == 305 && more.anywhere == 3)
  }

  @Test(arguments: pcapng)
  func `old packet blocks and simple ones are numbered too`(container: Container) throws {
    var writer = CaptureWriter(container)
    writer.appendBlock(type: 3, writer.numbers([UInt32(64)]) + Self.record)
    let head = writer.numbers([UInt16(0), 3]) + writer.numbers([UInt32(0), 0, 64, 64])
    writer.appendBlock(type: 2, head + Self.record)
    let unknown = writer.numbers([UInt16(0), 0xFFFF]) + writer.numbers([UInt32(0), 0, 64, 64])
    writer.appendBlock(type: 2, unknown + Self.record)
    writer.append(raw: Self.record, lost: 1)
    let told = try Told(writer)
    // A simple packet has no time, so that no time is judged: it counts in days.
    #expect(
      told.notes == [
        "1: clock(unit: 1)", "1: timeless", "1: clock(unit: 86400000000000)", "2: lost(3)",
        "4: lost(1)",
      ])
    #expect(told.dropped == 4)
  }

  private static let units: [UInt8: Int64] = [
    0: 1_000_000_000, 1: 100_000_000, 2: 10_000_000, 6: 1_000, 9: 1, 12: 1, 19: 1,
    0x80: 1_000_000_000, 0x81: 500_000_000, 0x94: 954, 0x9E: 1, 0xBF: 1,
  ]

  @Test(arguments: units)
  func `the clock counts in the unit of if_tsresol`(resolution: UInt8, unit: Int64) throws {
    for container in Self.pcapng {
      var writer = CaptureWriter(container, resolution: resolution)
      writer.append(raw: Self.record)
      #expect(try Told(writer).notes == ["1: clock(unit: \(unit))"])
    }
  }

  @Test(arguments: [Container.pcap, .pcapBigEndian, .pcapNanoseconds, .pcapNanosecondsBigEndian])
  func `the clock of a pcap counts in the unit of its magic number`(container: Container) throws {
    var writer = CaptureWriter(container)
    writer.append(raw: Self.record)
    #expect(try Told(writer).notes == ["1: clock(unit: \(container.timeUnit))"])
  }

  @Test(arguments: pcapng)
  func `the coarsest clock counts from where its interface stands`(container: Container) throws {
    var writer = CaptureWriter(container)
    writer.append(raw: Self.record)
    writer.appendInterface(linkType: 220, resolution: 3)
    writer.append(raw: Self.record)
    writer.appendInterface(linkType: 220, resolution: 6)
    writer.append(raw: Self.record)
    #expect(try Told(writer).notes == ["1: clock(unit: 1)", "2: clock(unit: 1000000)"])
    // Without if_tsresol the unit is a microsecond.
    var plain = CaptureWriter(container)
    let head = plain.numbers([UInt16(220), 0]) + plain.numbers([UInt32(262_144)])
    plain.appendBlock(type: 1, head)
    plain.append(raw: Self.record)
    #expect(try Told(plain).notes == ["1: clock(unit: 1)", "1: clock(unit: 1000)"])
  }
}
