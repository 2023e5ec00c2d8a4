import CaptureIO
import Foundation
import TestSupport
import Testing

@Suite struct `Writing pcapng` {
  /// The time of the first record: 1 700 000 000 s and 123 456 789 ns.
  private static let start: Int64 = 1_700_000_000_123_456_789

  /// Writes records of 64 and more bytes, one each millisecond.
  private func write(
    _ count: Int, to path: String, snapLength: Int = 0, dropped: UInt64? = 0
  ) throws(CaptureError) {
    var writer = try PcapngWriter(
      path: path, linkType: .usbLinuxMmapped, interface: "usbmon1", snapLength: snapLength)
    for index in 0..<count {
      let record = [UInt8](repeating: UInt8(truncatingIfNeeded: index), count: 64 + index % 7)
      try writer.append(
        record.span, nanoseconds: Self.start + Int64(index) * 1_000_000,
        originalLength: record.count)
    }
    guard let dropped else { return try writer.flush() }
    try writer.finish(dropped: dropped)
  }

  @Test func `every block is as the format says`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.pcapng"
    var writer = try PcapngWriter(
      path: path, linkType: .usbLinuxMmapped, interface: "bus", snapLength: 3, application: "dfut")
    try writer.append(
      ([1, 2, 3, 4, 5] as [UInt8]).span, nanoseconds: 0x1_0000_0002, originalLength: 9)
    try writer.finish(received: 7, dropped: 6)
    let bytes = Array(try Data(contentsOf: URL(filePath: path)))
    #expect(
      bytes == [
        // Section header: magic, version 1.0, no section length, shb_userappl "dfut".
        0x0A, 0x0D, 0x0D, 0x0A, 40, 0, 0, 0, 0x4D, 0x3C, 0x2B, 0x1A, 1, 0, 0, 0,
        255, 255, 255, 255, 255, 255, 255, 255, 4, 0, 4, 0, 0x64, 0x66, 0x75, 0x74, 0, 0, 0, 0,
        40, 0, 0, 0,
        // Interface: link type 220, snap length 3, if_name "bus", if_tsresol 9.
        1, 0, 0, 0, 40, 0, 0, 0, 220, 0, 0, 0, 3, 0, 0, 0,
        2, 0, 3, 0, 0x62, 0x75, 0x73, 0, 9, 0, 1, 0, 9, 0, 0, 0, 0, 0, 0, 0, 40, 0, 0, 0,
        // Packet: interface 0, time high and low, 3 of 9 bytes, padded.
        6, 0, 0, 0, 36, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 9, 0, 0, 0,
        1, 2, 3, 0, 36, 0, 0, 0,
        // Statistics: isb_ifrecv 7, isb_ifdrop 6.
        5, 0, 0, 0, 52, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0,
        4, 0, 8, 0, 7, 0, 0, 0, 0, 0, 0, 0, 5, 0, 8, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        52, 0, 0, 0,
      ])
  }

  @Test func `libpcap reads back every record and its time`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.pcapng"
    try write(5000, to: path)
    let reading = try Reading(path)
    #expect(reading.end == .complete)
    #expect(reading.records.count == 5000)
    #expect(reading.records.map(\.bytes.count) == (0..<5000).map { 64 + $0 % 7 })
    #expect(
      reading.records.map(\.nanoseconds) == (0..<5000).map { Self.start + Int64($0) * 1_000_000 })
    #expect(reading.records[4999].bytes.allSatisfy { $0 == UInt8(4999 % 256) })
  }

  @Test func `a file that was flushed is whole before it is finished`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.pcapng"
    try write(3, to: path, dropped: nil)
    let reading = try Reading(path)
    #expect(reading.end == .complete)
    #expect(reading.records.count == 3)
  }

  @Test func `a record is cut to the snap length`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.pcapng"
    try write(7, to: path, snapLength: 66)
    var file = try CaptureFile(path: path, linkTypes: LinkType.ofUsbmon)
    #expect(file.snapLength == 66)
    var lengths: [[Int]] = []
    let end = file.forEach { _, info in
      lengths.append([info.capturedLength, info.originalLength])
      return .proceed
    }
    #expect(end == .complete)
    #expect(
      lengths == [[64, 64], [65, 65], [66, 66], [66, 67], [66, 68], [66, 69], [66, 70]])
  }

  @Test func `a file that was there is replaced`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write([UInt8](repeating: 9, count: 100_000), as: "a.pcapng")
    try write(2, to: path)
    #expect(try Reading(path).records.count == 2)
  }

  @Test func `what cannot be written is told`() throws {
    #expect(
      throws: CaptureError.cannotWrite(file: "/nowhere/a", reason: "No such file or directory")
    ) {
      try write(1, to: "/nowhere/a")
    }
    #expect(
      throws: CaptureError.cannotWrite(file: "/dev/full", reason: "No space left on device")
    ) {
      try write(1, to: "/dev/full")
    }
    #expect(
      CaptureError.mayNotWrite(file: "a").description
        == "a: may not be written; check its folder's permissions.")
  }

  @Test(.enabled(if: Tshark.path != nil, "tshark is not installed"))
  func `capinfos and tshark read the same`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.pcapng"
    try write(12, to: path, dropped: 34)
    let infos = try Command.output("capinfos", ["-M", path])
    #expect(infos.contains("pcapng"))
    #expect(infos.contains("Number of packets:   12"))
    #expect(infos.contains("Capture application: dfutrace"))
    #expect(infos.contains("Name = usbmon1"))
    #expect(infos.contains("Time precision = nanoseconds (9)"))
    #expect(infos.contains("Number of stat entries = 1"))
    let times = try Command.output(
      "tshark", ["-r", path, "-T", "fields", "-e", "frame.time_epoch", "-e", "frame.len"])
    #expect(times.hasPrefix("1700000000.123456789\t64\n1700000000.124456789\t65\n"))
  }
}
