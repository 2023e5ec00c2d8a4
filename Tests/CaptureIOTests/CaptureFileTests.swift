import CaptureIO
import TestSupport
import Testing
import USB

@Suite struct `Reading captures` {
  private static let getStatus = SetupPacket(
    requestType: .classInterfaceIn, request: 3, length: 6)

  private func sample(_ container: CaptureWriter.Container) -> CaptureWriter {
    var writer = CaptureWriter(container)
    writer.nanoseconds += 123_456_789
    for poll in 0..<5 {
      writer.control(Self.getStatus, data: [0, UInt8(poll), 0, 0, 2, 0])
    }
    return writer
  }

  @Test(arguments: CaptureWriter.Container.allCases)
  func `records come out whole, numbered and timed`(container: CaptureWriter.Container) throws {
    let folder = try TemporaryFolder()
    let reading = try Reading(folder.write(sample(container).bytes))
    #expect(reading.end == .complete)
    #expect(reading.records.map(\.frame) == Array(1...10))
    #expect(reading.records.map(\.bytes.count) == (0..<5).flatMap { _ in [64, 70] })
    let first: Int64 = 1_700_000_000_000_000_000 + 123_456_789 + 1_000_000
    #expect(reading.records[0].nanoseconds == first / container.timeUnit * container.timeUnit)
    #expect(
      reading.records[9].nanoseconds
        == (first + 4_500_000) / container.timeUnit * container.timeUnit)
  }

  @Test(arguments: CaptureWriter.Container.allCases)
  func `the header comes in host order and the setup packet as sent`(
    container: CaptureWriter.Container
  ) throws {
    let folder = try TemporaryFolder()
    let bytes = try Reading(folder.write(sample(container).bytes)).records[0].bytes
    #expect(Array(bytes[8..<14]) == [0x53, 2, 0x80, 5, 1, 0])
    #expect(Array(bytes[28..<32]) == [0x8D, 0xFF, 0xFF, 0xFF])
    #expect(Array(bytes[40..<48]) == [0xA1, 3, 0, 0, 0, 0, 6, 0])
  }

  @Test func `link type and snap length are told`() throws {
    let folder = try TemporaryFolder()
    let short = CaptureWriter(header: .short, snapLength: 4096).bytes
    let file = try CaptureFile(path: folder.write(short), linkTypes: LinkType.ofUsbmon)
    #expect(file.linkType == .usbLinux)
    #expect(file.snapLength == 4096)
    let long = try CaptureFile(
      path: folder.write(CaptureWriter(.pcapng).bytes), linkTypes: LinkType.ofUsbmon)
    #expect(long.linkType == .usbLinuxMmapped)
    long.readRest()
    file.readRest()
    #expect(long.dropped == nil && file.dropped == nil)
  }

  @Test func `lengths are those captured and those on the bus`() throws {
    let folder = try TemporaryFolder()
    var writer = CaptureWriter(.pcap)
    let setup = SetupPacket(requestType: .classInterfaceIn, request: 2, length: 600)
    writer.submit(setup)
    let reply = [UInt8](repeating: 7, count: 600)
    let completion = UsbmonRecord(
      kind: .complete, id: writer.id, isIn: true, device: writer.device, status: 0,
      urbLength: 600, data: reply)
    writer.append(
      raw: Array(writer.bytes(of: completion).prefix(66)), originalLength: 664)
    var file = try CaptureFile(path: folder.write(writer.bytes), linkTypes: LinkType.ofUsbmon)
    var lengths: [[Int]] = []
    #expect(
      file.forEach { _, info in
        lengths.append([info.capturedLength, info.originalLength])
        return .proceed
      } == .complete)
    #expect(lengths == [[64, 64], [66, 664]])
  }

  @Test func `a file without records is complete`() throws {
    let folder = try TemporaryFolder()
    #expect(try Reading(folder.write(CaptureWriter().bytes)).end == .complete)
  }

  @Test func `reading stops where it is told and goes on from there`() throws {
    let folder = try TemporaryFolder()
    var file = try CaptureFile(
      path: folder.write(sample(.pcap).bytes), linkTypes: LinkType.ofUsbmon)
    let beginning = Reading(&file, stopAfter: 3)
    #expect(beginning.records.map(\.frame) == [1, 2, 3])
    #expect(beginning.end == .stopped(afterFrame: 3))
    let rest = Reading(&file)
    #expect(rest.records.map(\.frame) == Array(4...10))
    #expect(rest.end == .complete)
    #expect(Reading(&file).end == .complete)
  }

  @Test func `times beyond reason are brought to the edge`() throws {
    let folder = try TemporaryFolder()
    var writer = CaptureWriter(.pcapng)
    // An interface whose time stamps count whole seconds (if_tsresol 0).
    var bytes = writer.bytes
    let resolution = bytes.count - 16
    #expect(bytes[resolution..<resolution + 5] == [9, 0, 1, 0, 9])
    bytes[resolution + 4] = 0
    let header = bytes.count
    writer.nanoseconds = .max
    writer.append(raw: [UInt8](repeating: 0, count: 64))
    bytes += writer.bytes[header...]
    let record = try Reading(folder.write(bytes)).records[0]
    #expect(record.nanoseconds == 4_500_000_000_000_000_000)
  }
}
