import Report
import Suite
import TestSupport
import Testing

/// Images by the numbers of their blocks.
@Suite struct FirmwareTests {
  @Test func `blocks in order are the image`() throws {
    var talk = FirmwareWriter()
    talk.down(0, block(1))
    talk.down(1, block(2, 10))
    talk.end(2)
    let run = try FirmwareRun(talk)
    #expect(run.image.isComplete)
    #expect(run.bytes == block(1) + block(2, 10))
    #expect(run.image.elements.map(\.length) == [74])
    #expect(run.report.exitStatus == .conformant)
  }

  @Test func `a block that is sent again after a failure counts once, the last one`() throws {
    var talk = FirmwareWriter()
    talk.down(0, block(1))
    talk.down(1, block(2))
    talk.down(1, block(3), status: -32)
    talk.status(5)
    talk.down(1, block(3))
    talk.end(2)
    let run = try FirmwareRun(talk)
    #expect(run.bytes == block(1) + block(3))
    #expect(run.image.isComplete)
    #expect(run.remarks.contains { $0.contains("wBlockNum 1 came again") })
    #expect(run.remarks.contains { $0.contains("after a failure: this one counts") })
  }

  @Test func `a block that was stalled is not there until it is sent again`() throws {
    var talk = FirmwareWriter()
    talk.down(0, block(1))
    talk.down(1, block(2), status: -32)
    talk.status(5)
    talk.down(1, block(3))
    talk.end(2)
    let run = try FirmwareRun(talk)
    #expect(run.bytes == block(1) + block(3))
    #expect(run.faults == [])
  }

  @Test func `a refused block that is not sent again leaves the image uncertain`() throws {
    var talk = FirmwareWriter()
    talk.down(0, block(1))
    talk.down(1, block(2))
    talk.status(10, 7)
    talk.status(5)
    talk.down(2, block(3))
    talk.end(3)
    #expect(
      try FirmwareRun(talk).faults
        == ["the block before wBlockNum 2 was refused, and not sent again"])
  }

  @Test func `after CLRSTATUS another download begins`() throws {
    var talk = FirmwareWriter()
    talk.down(0, block(1))
    talk.status(10, 7)
    talk.request(4)
    talk.status(2)
    talk.down(0, block(2))
    talk.end(1)
    let images = try FirmwareRun(talk).report.images
    #expect(images.map(\.isComplete) == [false, true])
    let last = try FirmwareRun(talk, .init(transfer: 2))
    #expect(last.bytes == block(2))
  }

  @Test func `the same block twice is told, and does no harm`() throws {
    var talk = FirmwareWriter()
    for number in [UInt16(0), 1, 1, 2] { talk.down(number, block(UInt8(number))) }
    talk.end(3)
    let run = try FirmwareRun(talk)
    #expect(run.bytes == block(0) + block(1) + block(2))
    #expect(run.image.isComplete)
    #expect(run.remarks.contains { $0.hasSuffix("with the same bytes") })
  }

  @Test func `other bytes under one number without a failure are uncertain`() throws {
    var talk = FirmwareWriter()
    talk.down(0, block(1))
    talk.down(0, block(2))
    talk.end(1)
    let run = try FirmwareRun(talk)
    #expect(!run.image.isComplete)
    #expect(run.bytes == block(2))
    #expect(run.faults.contains { $0.contains("which one counts is not known") })
    #expect(run.report.exitStatus == .violation)
  }

  @Test func `a host that begins again sends another image`() throws {
    var talk = FirmwareWriter()
    for number in [UInt16(0), 1, 2] { talk.down(number, block(1)) }
    talk.down(0, block(2))
    talk.down(1, block(3, 5))
    talk.end(2)
    let run = try FirmwareRun(talk)
    #expect(run.bytes == block(2) + block(3, 5))
    #expect(run.remarks.contains { $0.contains("began again with wBlockNum 0") })
  }

  @Test func `blocks that are missing are filled with FFh and named`() throws {
    var talk = FirmwareWriter()
    for number in [UInt16(0), 1, 4] { talk.down(number, block(1)) }
    talk.end(5)
    let run = try FirmwareRun(talk)
    #expect(run.faults == ["wBlockNum 2 to 3: not in the capture"])
    #expect(run.bytes == block(1, 128) + block(0xFF, 128) + block(1))
    #expect(run.image.missing == 128)
  }

  @Test func `a recording that begins in the middle lacks the first blocks`() throws {
    var talk = FirmwareWriter()
    talk.down(3, block(1))
    talk.end(4)
    #expect(try FirmwareRun(talk).faults == ["wBlockNum 0 to 2: not in the capture"])
  }

  @Test func `a host that counts from 1 sends all`() throws {
    var talk = FirmwareWriter()
    talk.down(1, block(1))
    talk.end(2)
    #expect(try FirmwareRun(talk).image.isComplete)
  }

  @Test func `a block that the recorder cut is filled and named`() throws {
    var talk = FirmwareWriter()
    talk.down(0, block(1))
    talk.downCut(1, block(2), kept: 20)
    talk.end(2)
    let run = try FirmwareRun(talk)
    #expect(run.faults == ["of wBlockNum 1 the capture holds 20 of 64 bytes"])
    #expect(run.bytes == block(1) + block(2, 20) + block(0xFF, 44))
  }

  @Test func `a block whose answer is missing counts, for the host went on`() throws {
    var talk = FirmwareWriter()
    talk.down(0, block(1))
    talk.downUnanswered(1, block(2))
    talk.down(2, block(3))
    talk.end(3)
    let run = try FirmwareRun(talk)
    #expect(run.bytes == block(1) + block(2) + block(3))
    #expect(run.image.isComplete)
    #expect(run.remarks.contains { $0.contains("answer to wBlockNum 1 is not in the capture") })
  }

  @Test func `a number of the end that is too high tells of missing blocks`() throws {
    var talk = FirmwareWriter()
    talk.down(0, block(1))
    talk.end(3)
    #expect(
      try FirmwareRun(talk).faults.first?.hasPrefix("the end has wBlockNum 3: 2 blocks") == true)
  }

  @Test func `a download without its end is not complete`() throws {
    var talk = FirmwareWriter()
    talk.down(0, block(1))
    let open = try FirmwareRun(talk)
    #expect(open.faults == ["the recording ends before it does"])
    talk.request(6)
    #expect(try FirmwareRun(talk).faults.first?.contains("DFU_ABORT") == true)
  }

  @Test func `an upload ends with its short block`() throws {
    var talk = FirmwareWriter()
    talk.up(0, block(1))
    talk.up(1, block(2, 9))
    let run = try FirmwareRun(talk)
    #expect(run.image.isComplete)
    #expect(run.bytes == block(1) + block(2, 9))
  }

  @Test func `an upload with the number 0 throughout is in the order of its frames`() throws {
    var talk = FirmwareWriter()
    talk.up(0, block(1))
    talk.up(0, block(2))
    talk.up(0, [])
    #expect(try FirmwareRun(talk).bytes == block(1) + block(2))
  }

  @Test func `block 0 that an upload reads twice is one block`() throws {
    var talk = FirmwareWriter()
    for number in [UInt16(0), 0, 1] { talk.up(number, block(UInt8(number))) }
    talk.up(2, [9])
    let run = try FirmwareRun(talk)
    #expect(run.image.isComplete, "\(run.faults)")
    #expect(run.bytes == block(0) + block(1) + [9])
    #expect(run.remarks.contains { $0.hasPrefix("wBlockNum 0 came again") })
  }

  @Test func `block 0 that an upload reads twice with other bytes is uncertain`() throws {
    var talk = FirmwareWriter()
    talk.up(0, block(7))
    talk.up(0, block(8))
    talk.up(1, [9])
    let run = try FirmwareRun(talk)
    #expect(run.faults.contains { $0.hasPrefix("wBlockNum 0 came again") })
    #expect(run.bytes == block(8) + [9])
  }

  @Test func `bcdDevice of a device that comes back late is the one that check tells`() throws {
    let judge = try Judge(CheckOptions())
    let shipped = try #require(ShippedCapture.all.first { $0.name == "dfuse-download-leave" })
    let checked = try judge.check(shipped.file).capture.sessions.flatMap(\.images)
    var extraction = FirmwareExtraction(.init(), keeps: true)
    try extraction.read(shipped.file, with: judge)
    let images = extraction.report(written: nil).images.map(\.told)
    #expect(images.contains { $0.versionAfter == 0x0100 })
    for image in images {
      let same = try #require(checked.first { $0.frame == image.frame })
      #expect(image.versionBefore == same.versionBefore)
      #expect(image.versionAfter == same.versionAfter)
    }
  }

  @Test func `more than 65536 blocks are one image`() throws {
    var talk = FirmwareWriter()
    for number in 0..<65_600 { talk.down(UInt16(number & 0xFFFF), [UInt8(number % 251)]) }
    talk.end(UInt16(65_600 & 0xFFFF))
    let run = try FirmwareRun(talk)
    #expect(run.image.isComplete)
    #expect(run.bytes == (0..<65_600).map { UInt8($0 % 251) })
  }

  @Test func `an image that is too large with what is missing is not put together`() throws {
    var talk = FirmwareWriter(transferSize: 65_535)
    talk.down(0, block(1, 65_535))
    talk.down(30_000, block(1, 65_535))
    talk.end(30_001)
    let run = try FirmwareRun(talk)
    #expect(run.faults.contains { $0.contains("larger than 256 MiB") })
    #expect(run.bytes == nil)
  }

  // MARK: - Damage

  private static let several: FirmwareWriter = {
    var talk = FirmwareWriter(transferSize: 64, dfu: 0x011A)
    talk.command(0x41, 0x0800_0000)
    talk.command(0x21, 0x0800_0000)
    for number in 2..<6 { talk.down(UInt16(number), block(UInt8(number))) }
    talk.request(6)
    talk.up(2, block(2))
    talk.up(3, block(3, 9))
    return talk
  }()

  @Test func `a capture that is cut anywhere gives no image more bytes`() throws {
    let whole = try FirmwareRun(Self.several).report.images.map(\.length).max() ?? 0
    let bytes = Self.several.writer.bytes
    for length in stride(from: 300, to: bytes.count, by: 61) {
      let images = try? Self.images(Array(bytes.prefix(length)))
      #expect((images ?? []).allSatisfy { $0.length <= whole })
    }
  }

  @Test(arguments: 0..<40)
  func `changed bytes never make it fail otherwise than with a status`(_ seed: UInt64) throws {
    var random = SeededRandom(seed)
    var bytes = Self.several.writer.bytes
    for _ in 0..<8 {
      bytes[Int.random(in: 0..<bytes.count, using: &random)] = .random(in: 0...255, using: &random)
    }
    do {
      for image in try Self.images(bytes) {
        #expect(image.missing <= image.length)
        #expect(image.elements.reduce(0) { $0 + $1.length } == image.length)
      }
    } catch let failure as CheckFailure {
      #expect([.unreadable, .noInput].contains(failure.status))
    }
  }

  private static func images(_ capture: [UInt8]) throws -> [FirmwareReport.Image] {
    let folder = try TemporaryFolder()
    var extraction = FirmwareExtraction(.init(), keeps: false)
    try extraction.read(folder.write(capture), with: Judge(CheckOptions()))
    return extraction.report(written: nil).images
  }
}
