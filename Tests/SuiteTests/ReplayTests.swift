import DFU
import DeviceModel
import Report
import TestSupport
import Testing
import USB

@testable import Suite

/// Tests replays of captures of lib_xua's own DFU logic against its models, and the divergences.
@Suite struct ReplayTests {
  /// The simulated flash of the recordings, from each `capture.yaml`: 60 ms for each sector, 2 ms
  /// for each page, 64 KiB for upgrades.
  private static let config = [
    "dfu_if=3", "sector_ms=60", #"{"page_ms": 2, "max_upgrade": 65536}"#,
  ]

  static let recordings = [
    ("xua-4.2.0-xhci-dfu-util", "xmos/lib_xua-4", 136),
    ("xua-4.2.0-xhci-xmosdfu", "xmos/lib_xua-4", 152),
    ("xua-5.3.0-vhci-dfu-util", "xmos/lib_xua-5", 138),
    ("xua-5.3.0-vhci-xmosdfu", "xmos/lib_xua-5", 154),
  ]

  private func replay(_ capture: String, _ model: String) throws -> ReplayReport {
    let file = try #require(ShippedCapture.all.first { $0.name == capture }).file
    return try Replayer(model: model, config: Self.config).replay(file)
  }

  @Test(arguments: recordings)
  func `the matching generation predicts every exchange`(
    _ capture: String, _ model: String, _ count: Int
  ) throws {
    let report = try replay(capture, model)
    let run = try #require(report.sessions.first?.runs.first)
    #expect(report.sessions.count == 1)
    #expect(run.divergences == [])
    #expect((run.compared, run.predicted, run.uncompared) == (count, count, 0))
    #expect(run.diverged == 0)
    #expect(run.triage == .deviationPredicted)
    #expect(report.exitStatus == .conformant)
  }

  /// Models that give the same answers in these recordings. The logic of sc_usb_audio 6 and of
  /// lib_xua up to 4.2.0 differs only in requests that no host sends in these recordings.
  private static let alike = ["xmos/sc_usb_audio-6", "xmos/lib_xua-4"]

  @Test(arguments: recordings)
  func `auto names the right generation, and every other model parts from the device`(
    _ capture: String, _ model: String, _ count: Int
  ) throws {
    let runs = try #require(try replay(capture, "auto").sessions.first).runs
    #expect(runs.count == Personality.all.count)
    #expect(runs.map(\.model).first == model)
    for other in runs.dropFirst() {
      let isAlike = Self.alike.contains(model) && Self.alike.contains(other.model)
      #expect((other.diverged == 0) == isAlike, "\(other.model)")
      #expect(other.triage == (isAlike ? .deviationPredicted : .deviationUnknown))
    }
    let remark = "the exchanges do not tell this model from xmos/sc_usb_audio-6"
    #expect(runs[0].remarks.contains { $0.hasPrefix(remark) } == Self.alike.contains(model))
  }

  /// Captures of devices that are conformant where no rule is broken on purpose: the reference
  /// model needs nothing but the capture to predict them.
  @Test(arguments: [
    ("aborted-download", 144), ("stall-upload-not-supported", 2), ("vhci-download-upload", 53),
    ("will-detach", 36), ("xhci-detach-reset-download-upload", 39),
  ])
  func `the reference model predicts a conformant device without parameters`(
    _ capture: String, _ count: Int
  ) throws {
    let file = try #require(ShippedCapture.all.first { $0.name == capture }).file
    let run = try #require(
      try Replayer(model: "auto").replay(file).sessions.first?.runs.first)
    #expect(run.model == "dfu-1.1")
    #expect((run.compared, run.predicted, run.diverged) == (count, count, 0))
  }

  @Test(arguments: recordings)
  func `auto needs no parameter to name the right generation`(
    _ capture: String, _ model: String, _ count: Int
  ) throws {
    let file = try #require(ShippedCapture.all.first { $0.name == capture }).file
    let runs = try #require(try Replayer(model: "auto").replay(file).sessions.first).runs
    #expect(runs[0].model == model)
    #expect((runs[0].compared, runs[0].predicted, runs[0].diverged) == (count, count, 0))
    // Not told how fast the flash is, lib_xua 5 may be as fast as 4.
    let equals = runs.dropFirst().filter { $0.diverged == 0 }.map(\.model)
    #expect(Set(equals).isSubset(of: Self.alike + ["xmos/lib_xua-5"]), "\(equals)")
    #expect(
      runs[0].remarks.contains { $0.contains("do not tell this model from") } != equals.isEmpty)
  }

  @Test func `the first divergence shows both sides`() throws {
    let report = try replay("xua-4.2.0-xhci-dfu-util", "xmos/lib_xua-5")
    let first = try #require(report.sessions.first?.runs.first?.divergences.first)
    #expect(first.frame == 153)
    #expect(first.request == "DFU_GETSTATUS")
    #expect(first.state == "dfuDNLOAD-SYNC")
    #expect(first.device == "bStatus OK, bwPollTimeout 0 ms, bState dfuDNLOAD-IDLE")
    #expect(first.model == "bStatus OK, bwPollTimeout 0 ms, bState dfuDNBUSY")
    #expect(first.afterwards.hasPrefix("the model is brought to dfuDNLOAD-IDLE by "))
    #expect(report.text.contains("frame 153"))
  }

  @Test func `what no model takes is refused`() {
    #expect(throws: CheckFailure.self) { try Replayer(model: "no-such-model") }
    #expect(throws: CheckFailure.self) { try Replayer(model: "dfu-1.1", config: ["page_ms=2"]) }
    #expect(throws: CheckFailure.self) { try Replayer(model: "auto", config: ["nonsense=2"]) }
    #expect(throws: CheckFailure.self) { try Replayer(model: "dfu-1.1", config: ["dfu_if"]) }
    #expect(throws: CheckFailure.self) { try Replayer(model: "dfu-1.1", config: ["{"]) }
  }

  private func replayOneSided(_ model: String) throws -> ReplayReport {
    let file = try #require(ShippedCapture.all.first { $0.name == "qemu-one-sided" }).file
    return try Replayer(model: model, options: CheckOptions(address: "0.1")).replay(file)
  }

  @Test func `a capture without answers was not compared, and is not called predicted`() throws {
    let report = try replayOneSided("xmos/lib_xua-5")
    let session = try #require(report.sessions.first)
    #expect(session.runs.map(\.compared) == [0])
    #expect(session.runs.map(\.triage) == [.nothingCompared])
    #expect(report.text.contains("triage: nothing was compared"))
    #expect(report.json.contains(#""triage": "nothing was compared""#))
    #expect(report.exitStatus == .noInput)
  }

  @Test func `auto names no model where nothing could be compared`() throws {
    let report = try replayOneSided("auto")
    #expect(report.sessions.map(\.runs) == [[]])
    #expect(report.text.contains("triage: nothing was compared, so that no model is named"))
    #expect(report.json.contains(#""triage": "nothing was compared""#))
    #expect(report.exitStatus == .noInput)
  }

  // MARK: - Alignment

  /// Replays a transcript against lib_xua 5.x. There the first block takes more than two polls,
  /// because the flash is erased.
  private func run(_ text: String) throws -> SessionReplay {
    let config: [String: ParameterValue] = [
      "sector_ms": .number(60), "max_upgrade": .number(65_536), "dfu_if": .number(3),
    ]
    var replay = try #require(
      SessionReplay(ReplayCandidate(.named("xmos/lib_xua-5"), config)))
    for observation in try Transcript(text).observations { replay.observe(observation) }
    return replay
  }

  private static let start = """
    attached left
    DETACH 1000 @3 -> ACK
    +600 left
    +500 attached left
    dfu dnload upload tolerant will-detach
    GETSTATUS -> OK 0 dfuIDLE
    DNLOAD 0 64 -> ACK

    """

  @Test(arguments: 1...6)
  func `polls that repeat a state may differ in number`(_ busy: Int) throws {
    let polls = String(repeating: "GETSTATUS -> OK 0 dfuDNBUSY\n", count: busy)
    let replay = try run(Self.start + polls + "GETSTATUS -> OK 0 dfuDNLOAD-IDLE\nend")
    #expect(replay.divergences.count == 0)
    #expect(replay.tally.predicted == 4 + busy)
    #expect(replay.tally.repeatedPolls == abs(busy - 2))
  }

  @Test func `a state that is left out is a divergence`() throws {
    let replay = try run(Self.start + "GETSTATUS -> OK 0 dfuDNLOAD-IDLE\nend")
    #expect(replay.divergences.map(\.at.frame) == [11])
    #expect(replay.device.state == .dfuDNLOADIDLE)
  }

  @Test func `a status other than the model's is a divergence`() throws {
    let replay = try run(Self.start + "GETSTATUS -> errWRITE 0 dfuERROR\nend")
    #expect(replay.tally.diverged == 1)
    #expect(replay.tally.predicted == 3)
  }

  @Test(arguments: ["attached left", "attached", "run-time interface=3"])
  func `a device that leaves without a reason and comes back is a divergence`(
    _ back: String
  ) throws {
    let replay = try run("attached left\nGETSTATUS @3 -> OK 0 appIDLE\nleft\n\(back)\nend")
    #expect(replay.tally.diverged == 1)
    #expect(replay.divergences.map(\.at.frame) == [4])
    #expect(replay.tally.predicted == 1)
  }

  @Test func `a device that stays away may have been unplugged`() throws {
    let replay = try run("attached left\nGETSTATUS @3 -> OK 0 appIDLE\nleft\nend")
    #expect(replay.tally.diverged == 0)
    #expect(replay.remarks == ["frame 4: the device leaves the bus and does not come back"])
  }

  @Test func `after a gap the state that is shown is taken over`() throws {
    let replay = try run(Self.start + "gap\nGETSTATUS -> OK 0 dfuDNLOAD-IDLE\nend")
    #expect(replay.tally.diverged == 0)
    #expect(replay.tally.uncompared == 1)
    #expect(replay.device.state == .dfuDNLOADIDLE)
  }

  @Test func `a record that names an endless length makes no endless payload`() {
    let setup = ClassRequest.dnload.setup(length: 64)
    let transfer = ControlTransfer(
      device: DeviceAddress(bus: 1, address: 5), setup: setup, outcome: .acknowledged,
      actualLength: 4_000_000_000, data: [1, 2], submitted: Moment(frame: 1, nanoseconds: 0))
    #expect(transfer.payload == [1, 2] + [UInt8](repeating: 0, count: 62))
  }
}
