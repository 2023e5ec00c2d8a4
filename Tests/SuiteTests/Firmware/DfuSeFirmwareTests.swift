import Report
import Suite
import TestSupport
import Testing

/// Images with addresses, suffixes, and comparisons with files.
@Suite struct DfuSeFirmwareTests {
  /// Two pages: 100 bytes at 08000000h by three blocks, and 5 bytes at 08004000h.
  private static let twoElements: FirmwareWriter = {
    var talk = FirmwareWriter(transferSize: 40, dfu: 0x011A)
    talk.command(0x41, 0x0800_0000)
    talk.command(0x21, 0x0800_0000)
    talk.down(2, block(1, 40))
    talk.down(3, block(2, 40))
    talk.down(4, block(3, 20))
    talk.command(0x41, 0x0800_4000)
    talk.command(0x21, 0x0800_4000)
    talk.down(2, block(4, 5))
    talk.request(6)
    talk.status(2)
    return talk
  }()

  private static let both = block(1, 40) + block(2, 40) + block(3, 20) + block(4, 5)

  @Test func `addresses make elements`() throws {
    let run = try FirmwareRun(Self.twoElements)
    #expect(run.image.isComplete)
    #expect(run.image.elements.map(\.address) == [0x0800_0000, 0x0800_4000])
    #expect(run.image.elements.map(\.length) == [100, 5])
    #expect(run.bytes == Self.both)
    #expect(run.image.commands?.pointers == 2)
    #expect(run.image.commands?.erased == [0x0800_0000, 0x0800_4000])
  }

  @Test func `the DFU file of the image holds the image`() throws {
    let file = try #require(try FirmwareRun(Self.twoElements).file)
    let comparison = try #require(
      try FirmwareRun(Self.twoElements, comparing: file).report.comparison)
    #expect(comparison.isEqual)
    #expect(comparison.compared == 105)
    #expect(comparison.form.hasPrefix("without its DFU suffix of 16 bytes"))
  }

  @Test func `an address in the wrong place is found`() throws {
    var file = try #require(try FirmwareRun(Self.twoElements).file)
    file[285] = 1
    let comparison = try #require(
      try FirmwareRun(Self.twoElements, comparing: file).report.comparison)
    #expect(!comparison.isEqual)
  }

  @Test func `a host that sets the address for each block makes one element`() throws {
    var talk = FirmwareWriter(transferSize: 40, dfu: 0x011A)
    for page in 0..<3 {
      talk.command(0x21, 0x0800_0000 + UInt32(page) * 40)
      talk.down(2, block(UInt8(page), 40))
    }
    talk.request(6)
    let run = try FirmwareRun(talk)
    #expect(run.image.elements.map(\.length) == [120])
    #expect(run.bytes == block(0, 40) + block(1, 40) + block(2, 40))
  }

  @Test func `an upload reads where the command before it has set the address`() throws {
    var talk = FirmwareWriter(transferSize: 64, dfu: 0x011A)
    talk.command(0x21, 0x0800_2000)
    talk.request(6)
    talk.status(2)
    talk.up(2, block(1))
    talk.up(3, block(2, 10), length: 10)
    talk.request(6)
    let run = try FirmwareRun(talk)
    #expect(run.image.elements.map(\.address) == [0x0800_2000])
    #expect(run.image.length == 74)
    #expect(run.image.isComplete)
    #expect(run.image.transfer == 1)
  }

  @Test func `a capture without descriptors shows DfuSe by its commands`() throws {
    var talk = FirmwareWriter()
    talk.writer = CaptureWriter(.pcapng)
    talk.status(2)
    talk.command(0x21, 0x0800_1000)
    talk.request(6)
    talk.status(2)
    talk.up(2, block(1))
    talk.up(3, block(2, 10), length: 10)
    talk.request(6)
    let run = try FirmwareRun(talk)
    #expect(run.image.elements.map(\.address) == [0x0800_1000])
    #expect(run.image.length == 74)
    #expect(run.image.isComplete)
  }

  @Test func `a loss at an unknown place leaves addresses uncertain`() throws {
    var talk = Self.twoElements
    talk.command(0x21, 0x0800_0000)
    talk.down(2, block(1, 40))
    talk.request(6)
    talk.writer.appendStatistics([(5, 3)])
    let first = try FirmwareRun(talk, .init(transfer: 1))
    #expect(!first.image.isComplete)
    #expect(first.faults == ["records are missing somewhere, perhaps addresses and blocks of it"])
    #expect(first.bytes == Self.both)
    let last = try FirmwareRun(talk, .init(transfer: 2))
    #expect(last.faults == ["records are missing in it, so addresses and blocks may be missing"])
  }

  @Test func `an address that is written twice with other bytes is uncertain`() throws {
    var talk = FirmwareWriter(transferSize: 40, dfu: 0x011A)
    for value in [UInt8(1), 2] {
      talk.command(0x21, 0x0800_0000)
      talk.down(2, block(value, 40))
    }
    talk.request(6)
    let run = try FirmwareRun(talk)
    #expect(run.faults.first?.hasPrefix("the block at 08000000h came again") == true)
    #expect(run.bytes == block(2, 40))
  }

  @Test func `blocks that overlap are uncertain`() throws {
    var talk = FirmwareWriter(transferSize: 40, dfu: 0x011A)
    talk.command(0x21, 0x0800_0000)
    talk.down(2, block(1, 40))
    talk.command(0x21, 0x0800_0010)
    talk.down(2, block(2, 40))
    talk.request(6)
    let run = try FirmwareRun(talk)
    #expect(run.faults.first?.contains("overlaps the one before it by 24 bytes") == true)
    #expect(run.bytes == block(1, 40) + block(2, 16))
  }

  @Test func `an address at the end of the 32 bits does no harm`() throws {
    var talk = FirmwareWriter(transferSize: 40, dfu: 0x011A)
    talk.command(0x21, 0xFFFF_FFF8)
    talk.down(2, block(1, 8))
    talk.down(65_535, block(2, 40))
    talk.down(1, block(3, 40))
    talk.request(6)
    let run = try FirmwareRun(talk)
    #expect(run.image.elements.map(\.address) == [0xFFFF_FFF8])
    #expect(run.bytes == block(1, 8))
    #expect(run.faults.first?.contains("wBlockNum 65535 lies beyond FFFFFFFFh") == true)
    #expect(run.faults.last?.contains("wBlockNum 1 has no address in DfuSe") == true)
  }

  @Test func `a block that ends beyond the 32 bits is told and left out`() throws {
    var talk = FirmwareWriter(transferSize: 40, dfu: 0x011A)
    talk.command(0x21, 0xFFFF_FFF8)
    talk.down(2, block(1, 9))
    talk.request(6)
    let run = try FirmwareRun(talk)
    #expect(run.image.elements.isEmpty)
    #expect(run.faults.count == 1)
    #expect(run.faults.first?.contains("wBlockNum 2 lies beyond FFFFFFFFh") == true)
  }

  @Test func `block 0 that is no command is not passed over in silence`() throws {
    var talk = Self.twoElements
    talk.command(0x21, 0x0800_0000)
    talk.down(2, block(1, 40))
    talk.down(0, block(6, 40))
    talk.request(6)
    let run = try FirmwareRun(talk, .init(transfer: 2))
    #expect(!run.image.isComplete)
    #expect(run.faults.first?.hasPrefix("wBlockNum 0 with 40 bytes holds no known command") == true)
  }

  @Test func `an ABORT ends a transfer in order when the device has written all of it`() throws {
    for (state, ending) in [(5, .ended), (4, .aborted)]
      as [(UInt8, Report.ImageTransfer.Ending)]
    {
      var talk = FirmwareWriter(transferSize: 40, dfu: 0x011A)
      talk.command(0x21, 0x0800_0000)
      talk.down(2, block(1, 40))
      talk.status(state)
      talk.request(6)
      talk.status(2)
      #expect(try FirmwareRun(talk).image.told.ending == ending)
    }
    var plain = FirmwareWriter()
    plain.down(0, block(1))
    plain.status(5)
    plain.request(6)
    #expect(try FirmwareRun(plain).image.told.ending == .aborted)
  }

  // MARK: - Suffixes and files

  private static let suffixed: [UInt8] =
    Array("123456789".utf8)
    + [0xFF, 0xFF, 8, 0, 0xB1, 0x20, 0, 1, 0x55, 0x46, 0x44, 16, 0xCE, 0x73, 0x26, 0xD5]

  private func sent(_ bytes: [UInt8]) -> FirmwareWriter {
    var talk = FirmwareWriter()
    talk.down(0, bytes)
    talk.end(1)
    return talk
  }

  @Test func `a suffix that was sent is told, with its CRC`() throws {
    let suffix = try #require(try FirmwareRun(sent(Self.suffixed)).image.suffix)
    #expect(suffix.isRight == true)
    #expect(suffix.vendor == 0x20B1)
    var broken = Self.suffixed
    broken[0] ^= 1
    #expect(try FirmwareRun(sent(broken)).image.suffix?.isRight == false)
  }

  @Test func `a file is compared without the suffix that the host cut off`() throws {
    let run = try FirmwareRun(sent(Array("123456789".utf8)), comparing: Self.suffixed)
    #expect(run.report.comparison?.isEqual == true)
    #expect(run.report.comparison?.form == "without its DFU suffix of 16 bytes")
    let whole = try FirmwareRun(sent(Self.suffixed), comparing: Self.suffixed)
    #expect(whole.report.comparison?.isEqual == true)
    #expect(whole.report.comparison?.form == "as it is")
  }

  @Test func `the first byte that differs is told with its block and frame`() throws {
    var talk = FirmwareWriter()
    talk.down(0, block(1))
    let frame = talk.writer.frames + 1
    talk.down(1, block(1))
    talk.end(2)
    var other = block(1, 128)
    other[70] = 9
    other[71] = 9
    let comparison = try #require(try FirmwareRun(talk, comparing: other).report.comparison)
    #expect(comparison.differing == 2)
    #expect(comparison.first?.offset == 70)
    #expect(comparison.first?.block == 1)
    #expect(comparison.first?.frame == frame)
    #expect(comparison.first?.image == 1)
    #expect(comparison.first?.file == 9)
  }

  @Test(arguments: [(60, 4, 0), (64, 0, 0), (70, 0, 6)])
  func `lengths that differ are told`(_ length: Int, _ inImage: Int, _ inFile: Int) throws {
    let run = try FirmwareRun(sent(block(1)), comparing: block(1, length))
    let comparison = try #require(run.report.comparison)
    #expect(comparison.onlyInImage == inImage)
    #expect(comparison.onlyInFile == inFile)
    #expect(comparison.isEqual == (length == 64))
    #expect(run.report.exitStatus == (length == 64 ? .conformant : .violation))
  }

  @Test func `the DFU file of a plain image has the suffix of its device`() throws {
    let file = try #require(try FirmwareRun(sent(block(1))).file)
    #expect(file.count == 80)
    #expect(file[64..<76].elementsEqual([0x34, 2, 7, 0, 0x09, 0x12, 0, 1, 0x55, 0x46, 0x44, 16]))
    #expect(try FirmwareRun(sent(Self.suffixed)).file == Self.suffixed)
  }

  @Test func `a malformed file of DfuSe is refused with its place`() throws {
    let failure = #expect(throws: CheckFailure.self) {
      try FirmwareRun(Self.twoElements, comparing: Array("DfuSe".utf8) + [1, 0, 0, 0, 0, 1])
    }
    #expect(failure?.status == .unreadable)
    #expect(failure?.message.contains("offset 11") == true)
  }
}
