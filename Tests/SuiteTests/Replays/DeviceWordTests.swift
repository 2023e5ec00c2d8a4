import DeviceModel
import TestSupport
import Testing
import USB

@testable import Suite

/// Tests what a replay takes from the device in the capture: the parameters in its descriptors, its
/// poll times, and the content of its memory.
@Suite struct DeviceWordTests {
  private func run(
    _ text: String, on model: String = "dfu-1.1", _ config: [String: ParameterValue] = [:]
  ) throws -> SessionReplay {
    var replay = try #require(SessionReplay(ReplayCandidate(.named(model), config)))
    for observation in try Transcript(text + "\nend").observations { replay.observe(observation) }
    return replay
  }

  // MARK: - Descriptors

  /// A device may choose each of these (DFU 1.1, Tables 4.1 and 4.2).
  private static let choices: [(String, [String: ParameterValue])] = [
    // wTransferSize: a block of 256 bytes is refused with the model's own 64.
    (
      "dfu dnload upload tolerant size=256\nGETSTATUS -> OK 0 dfuIDLE\nDNLOAD 0 256 -> ACK",
      ["xfer_size": .number(64)]
    ),
    // bmAttributes: without bitCanUpload an UPLOAD stalls (A.2.3 r5).
    (
      "dfu dnload tolerant\nGETSTATUS -> OK 0 dfuIDLE\nUPLOAD 0 64 -> STALL",
      ["attrs": .number(7)]
    ),
    // wDetachTimeOut: the shorter of it and wTimeout counts (5.1).
    (
      "run-time dnload upload tolerant detach=100\nDETACH 1000 -> ACK\n"
        + "+200 GETSTATUS -> OK 0 appIDLE", ["detach_timeout": .number(1000)]
    ),
    // bInterfaceNumber: requests go to the DFU interface.
    (
      "run-time dnload upload tolerant interface=6\nGETSTATUS -> OK 0 appIDLE",
      ["dfu_if": .number(2)]
    ),
  ]

  @Test(arguments: choices)
  func `the descriptors count, unless the operator says otherwise`(
    _ text: String, _ other: [String: ParameterValue]
  ) throws {
    let replay = try run(text)
    #expect(replay.tally.diverged == 0)
    #expect(replay.tally.uncompared == 0)
    let contradicted = try run(text, other)
    #expect(contradicted.tally.diverged + contradicted.tally.uncompared == 1)
  }

  @Test func `the report names what the descriptors gave`() throws {
    let text = "dfu dnload upload size=128 detach=500 release=0x0203\nGETSTATUS -> OK 0 dfuIDLE"
    let replay = try run(text, ["attrs": .number(7)])
    #expect(
      replay.takenRemarks
        == ["taken from the descriptors: bcd_device=515, detach_timeout=500, xfer_size=128"])
  }

  @Test func `descriptors that differ between the modes are taken in each mode`() throws {
    let replay = try run(
      """
      attached
      run-time dnload upload tolerant will-detach interface=2 size=64
      DETACH 1000 -> ACK
      +150 left
      +100 attached left
      dfu dnload upload tolerant will-detach size=512
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 512 -> ACK
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      """)
    #expect(replay.divergences.map(\.at.frame) == [])
    #expect(replay.tally.predicted == 4)
  }

  @Test func `a recording that begins in DFU mode is predicted by a model that starts elsewhere`()
    throws
  {
    let text = "dfu dnload upload tolerant\nGETSTATUS -> OK 0 dfuIDLE\nCLRSTATUS -> ACK"
    for model in ["xmos/lib_xua-4", "xmos/lib_xua-5", "xmos"] {
      // lib_xua's CLRSTATUS is acknowledged in every state; DFU 1.1 has it stall (A.2.3 r8).
      let replay = try run(text, on: model)
      #expect(replay.tally.diverged == (model == "xmos" ? 1 : 0), "\(model)")
    }
  }

  // MARK: - Times

  /// bwPollTimeout, and how long a block takes, are the device's choice (6.1.2).
  private static let busy = """
    dfu dnload upload tolerant size=64
    GETSTATUS -> OK 0 dfuIDLE
    DNLOAD 0 64 -> ACK
    GETSTATUS -> OK 70 dfuDNBUSY
    +75 GETSTATUS -> OK 10 dfuDNBUSY
    +15 GETSTATUS -> OK 0 dfuDNLOAD-IDLE
    DNLOAD 1 0 -> ACK
    GETSTATUS -> OK 300 dfuMANIFEST
    +310 GETSTATUS -> OK 0 dfuIDLE
    """

  @Test func `poll times are taken from the device`() throws {
    let replay = try run(Self.busy)
    #expect(replay.divergences.map(\.at.frame) == [])
    #expect(replay.tally.predicted == 8)
  }

  @Test func `poll times of the operator are compared`() throws {
    let replay = try run(
      Self.busy, ["block_ms": .number(70), "manifest_ms": .number(200)])
    // The second poll comes after 70 ms, so that the model is not busy; its manifestation is
    // shorter.
    #expect(replay.tally.diverged == 2)
  }

  @Test func `a firmware whose poll time is always 0 does not predict another`() throws {
    let text = "dfu dnload upload tolerant\nGETSTATUS -> OK 0 dfuIDLE\nGETSTATUS -> OK 5 dfuIDLE"
    #expect(try run(text, on: "xmos/lib_xua-4").tally.diverged == 1)
    #expect(try run(text, on: "xmos/tinyusb").tally.diverged == 0)
  }

  @Test func `a poll before its time is still refused`() throws {
    let replay = try run(
      """
      dfu dnload upload tolerant size=64
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 70 dfuDNBUSY
      +10 GETSTATUS -> OK 10 dfuDNBUSY
      """)
    // A.2.5 r1: any request in dfuDNBUSY stalls.
    #expect(replay.divergences.map(\.at.frame) == [8])
  }

  // MARK: - Memory

  private static let idle = "dfu dnload upload tolerant size=4\nGETSTATUS -> OK 0 dfuIDLE\n"
  private static let old = "UPLOAD 0 4 -> hex 01 02 03 04\nUPLOAD 1 4 -> hex 05\n"
  private static let new = "UPLOAD 0 4 -> hex 5A 5A 5A 5A\nUPLOAD 1 4 -> hex\n"
  private static let begun =
    "DNLOAD 0 4 -> ACK\nGETSTATUS -> OK 0 dfuDNLOAD-IDLE\n"
  private static let ended =
    "DNLOAD 1 0 -> ACK\nGETSTATUS -> OK 0 dfuMANIFEST\nGETSTATUS -> OK 0 dfuIDLE\n"

  @Test func `what the memory held before is unknown, and any upload agrees`() throws {
    let replay = try run(Self.idle + Self.old + "GETSTATUS -> OK 0 dfuIDLE")
    #expect(replay.tally.diverged == 0)
    #expect(replay.content.uncomparedBytes == 5)
  }

  @Test(arguments: [
    ("UPLOAD 0 4 -> hex 01 02 03 04\nUPLOAD 1 4 -> hex 05", 0),
    ("UPLOAD 0 4 -> hex 01 02 09 04\nUPLOAD 1 4 -> hex 05", 1),
    ("UPLOAD 0 4 -> hex 01 02 03 04\nUPLOAD 1 4 -> hex 05 06", 1),
    ("UPLOAD 0 4 -> hex 01 02 03 04\nUPLOAD 1 4 -> hex", 1),
    ("UPLOAD 0 4 -> hex 01", 1),
  ])
  func `a later upload must agree with what an upload has shown`(
    _ again: String, _ diverged: Int
  ) throws {
    let replay = try run(Self.idle + Self.old + again)
    #expect(replay.tally.diverged == diverged)
  }

  @Test func `a part that an upload has shown counts, and the rest is unknown`() throws {
    let part = "UPLOAD 0 4 -> hex 01 02 03 04\nABORT -> ACK\n"
    #expect(try run(Self.idle + part + Self.old).tally.diverged == 0)
    #expect(try run(Self.idle + part + Self.new).tally.diverged == 1)
  }

  @Test func `after a download an upload must agree with the download`() throws {
    let update = Self.idle + Self.old + Self.begun + Self.ended
    #expect(try run(update + Self.new).tally.diverged == 0)
    #expect(try run(update + Self.old).tally.diverged > 0)
  }

  /// DFU 1.1 does not say what a memory holds when a download was not ended.
  @Test func `after an aborted download the memory is unknown again`() throws {
    let aborted = Self.idle + Self.old + Self.begun + "ABORT -> ACK\n"
    #expect(try run(aborted + Self.new).tally.diverged == 0)
    #expect(try run(aborted + Self.old).tally.diverged == 0)
  }

  /// The model stalls a block above wTransferSize, and says so once; what the device stored of it
  /// is not asked of the model.
  @Test func `after a block that the model refused the memory is unknown`() throws {
    let replay = try run(
      Self.idle + "DNLOAD 0 8 -> ACK\nGETSTATUS -> OK 0 dfuDNLOAD-IDLE\n" + Self.ended + Self.new)
    #expect(replay.divergences.map(\.at.frame) == [4, 6])
  }

  /// The model takes what nobody has written, byte by byte. The host writes block 3, which begins
  /// 16 bytes behind the address pointer, over memory that it has not erased: bits only go from 1
  /// to 0, so that the content is not known.
  @Test(arguments: [
    ("UPLOAD 2 16 -> hex 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F 10", 0),
    ("UPLOAD 2 16 -> hex 09 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F 10", 1),
    ("UPLOAD 3 4 -> hex 00 10 42 5A", 0), ("UPLOAD 0 8 -> hex 00 21 41 92", 0),
    ("UPLOAD 0 8 -> hex 00 21 41", 1),
  ])
  func `ST's bootloader knows what an upload has shown, by its address`(
    _ again: String, _ diverged: Int
  ) throws {
    let replay = try run(
      """
      dfu dnload upload will-detach size=16 version=0x011A
      GETSTATUS -> OK 0 dfuIDLE
      UPLOAD 2 16 -> hex 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F 10
      ABORT -> ACK
      DNLOAD 3 4 -> ACK
      GETSTATUS -> OK 9 dfuDNBUSY
      +9 GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      ABORT -> ACK

      """ + again, on: "dfuse")
    #expect(replay.tally.diverged == diverged)
  }

  @Test func `what the operator says of the memory is compared`() throws {
    let given: [String: ParameterValue] = ["firmware_size": .number(5)]
    #expect(try run(Self.idle + Self.old, given).tally.diverged == 2)
  }

  @Test func `another alternate setting has another memory`() throws {
    let other = "interface 1\nUPLOAD 0 4 -> hex 09 09 09 09\nUPLOAD 1 4 -> hex"
    let replay = try run(Self.idle + Self.old + other, on: "xmos/tinyusb")
    #expect(replay.tally.diverged == 0)
  }

  @Test(arguments: [1_000, 1_001])
  func `a download of too many short blocks is compared in length only`(_ count: Int) throws {
    let blocks = (0..<count).map { block in
      "DNLOAD \(block) 2 -> ACK\nGETSTATUS -> OK 0 dfuDNLOAD-IDLE\n"
    }.joined()
    let end = Self.ended.replacing("DNLOAD 1 0", with: "DNLOAD \(count) 0")
    let replay = try run(Self.idle + blocks + end + "UPLOAD 0 4 -> hex 5A 5A 00 00")
    // Without the limit, the first two bytes of each block are compared: the model stores the next
    // block where the other two are.
    #expect(replay.content.uncomparedBytes == (count > 1_000 ? 4 : 2))
    #expect(replay.tally.diverged == 0)
  }

  // MARK: - Transfers that the host gave up

  /// A device may take its time: 50 ms without data, 500 ms for data to the host, 5 s for data from
  /// the host (USB 2.0, 9.2.6.4).
  @Test(arguments: [
    ("DNLOAD 0 4", 4_999), ("GETSTATUS", 499), ("ABORT", 49), ("UPLOAD 0 4", 499),
  ])
  func `a transfer that was given up early has no answer to compare`(
    _ request: String, _ longest: Int
  ) throws {
    for waited in [3, longest] {
      let tally = try run(Self.idle + "\(request) -> CANCEL \(waited)").tally
      #expect((tally.diverged, tally.uncompared, tally.predicted) == (0, 1, 1))
    }
    let late = try run(Self.idle + "\(request) -> CANCEL \(longest + 1)").tally
    #expect((late.diverged, late.uncompared, late.predicted) == (1, 0, 1))
  }

  @Test func `after a transfer that was given up the state that is shown counts`() throws {
    for state in ["dfuIDLE", "dfuDNLOAD-IDLE"] {
      let tally = try run(Self.idle + "DNLOAD 0 4 -> CANCEL 3\nGETSTATUS -> OK 0 \(state)").tally
      #expect(tally.diverged == 0)
    }
  }
}
