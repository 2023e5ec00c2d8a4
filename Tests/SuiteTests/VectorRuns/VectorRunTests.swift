import DFU
import DeviceModel
import Report
import Suite
import Testing
import USB
import Vectors

/// Tests the runs of vectors on models, and their reports.
@Suite struct VectorRunTests {
  /// DETACH and a bus reset; together they lead into DFU mode.
  static let intoDFUMode: [Vector.Step] = [
    .request(ClassRequest.detach.setup(value: 100), data: [], toDFU: true), .busReset(),
  ]

  static func vector(_ name: String, _ steps: [Vector.Step]) -> Vector {
    var vector = Vector()
    vector.rename(name)
    vector.steps = steps
    return vector
  }

  static func bench(_ model: String, _ config: String...) throws -> VectorBench {
    try VectorBench(judge: Judge(CheckOptions()), model: model, config: config)
  }

  private static func request(_ setup: SetupPacket) -> Vector.Step {
    .request(setup, data: [], toDFU: true)
  }

  static let download: [Vector.Step] =
    intoDFUMode + [
      request(ClassRequest.dnload.setup(length: 64)),
      .poll(until: StateSet(.dfuDNLOADIDLE), atMost: 20),
      request(ClassRequest.dnload.setup(value: 1)),
      .poll(until: [StateSet(.dfuIDLE), StateSet(.dfuMANIFESTWAITRESET)], atMost: 20), .busReset(),
    ]

  @Test(arguments: ["dfu-1.1", "xmos"])
  func `a download by the book is a pass for both sides`(_ model: String) throws {
    let bench = try Self.bench(model, "block_ms=20", "manifest_ms=30")
    let capture = bench.run([Self.vector("download", Self.download)], named: "download.json")
    let session = try #require(capture.sessions.first)
    #expect(capture.sessions.count == 1 && capture.skipped.isEmpty)
    #expect(session.vector == "download")
    #expect(session.verdict == Report.Verdicts(device: .pass, host: .pass))
    #expect(session.facts.modes == ["run-time", "DFU mode", "run-time"])
    #expect(capture.integrity == .complete)
    let bins = capture.records
    #expect(bins.total == bins.used + bins.notDFU && bins.unpaired == 0)
  }

  /// USB 2.0, 9.6.3 and 9.6.5, give interfaces numbers from 0 on, and no order in the set.
  @Test(arguments: ["xmos/lib_xua-5", "xmos/lib_dfu-2"])
  func `interface numbers out of order are no fault`(_ model: String) throws {
    let bench = try Self.bench(model, "uac=1", "dfu_if=4")
    let steps: [Vector.Step] = [
      Self.request(ClassRequest.getStatus.setup(length: 6)),
      Self.request(ClassRequest.detach.setup(value: 100)), .enumerate,
      Self.request(ClassRequest.getStatus.setup(length: 6)),
    ]
    let capture = bench.run([Self.vector("out of order", steps)], named: "v.json")
    let session = try #require(capture.sessions.first)
    #expect(session.transfers == 3)
    #expect(session.findings.filter { $0.verdict >= .warning } == [])
    #expect(session.facts.modes == ["run-time", "DFU mode"])
  }

  @Test func `a host that does not wait for bwPollTimeout is blamed, by the step that says so`()
    throws
  {
    let hasty = [
      Self.request(ClassRequest.dnload.setup(length: 64)),
      Self.request(ClassRequest.getStatus.setup(length: 6)), .wait(milliseconds: 1),
      Self.request(ClassRequest.getStatus.setup(length: 6)),
    ]
    let capture = try Self.bench("dfu-1.1", "block_ms=50").run(
      [Self.vector("hasty", Self.intoDFUMode + hasty)], named: "hasty.json")
    let findings = try #require(capture.sessions.first).findings
    #expect(findings.contains { $0.rule == "dfu/time/T1" && $0.actor == .host })
    #expect(!findings.contains { $0.actor == .device && $0.verdict >= .warning })
  }

  @Test func `a device that leaves by itself is enumerated before the next step`() throws {
    var vector = Self.vector(
      "self-detach",
      [
        Self.request(ClassRequest.detach.setup(value: 100)), .wait(milliseconds: 600),
        Self.request(ClassRequest.getStatus.setup(length: 6)),
      ])
    vector.needs.set = .willDetach
    let capture = try Self.bench("xmos/lib_xua-5").run([vector], named: "v.json")
    let session = try #require(capture.sessions.first)
    #expect(session.facts.modes == ["run-time", "DFU mode"])
    #expect(session.devices.count == 2)
    #expect(session.verdict.host == .pass)
    let other = try Self.bench("dfu-1.1").run([vector], named: "v.json")
    #expect(other.sessions.isEmpty)
    #expect(
      other.skipped == [Report.Skip(vector: "self-detach", reason: "bitWillDetach is not set")])
  }

  @Test func `what a device must be is asked of its descriptors`() throws {
    var vector = Self.vector("needs", [])
    let cases: [((inout Vector.Needs) -> Void, String)] = [
      ({ $0.mode = .dfuMode }, "the device is not in DFU mode"),
      ({ $0.clear = .canUpload }, "bitCanUpload is set"),
      ({ $0.transferSize = 65 }, "wTransferSize is 64, 65 is needed"),
    ]
    for (change, reason) in cases {
      vector.needs = Vector.Needs()
      change(&vector.needs)
      let capture = try Self.bench("dfu-1.1").run([vector], named: "v.json")
      #expect(capture.skipped.map(\.reason) == [reason])
    }
    vector.needs = Vector.Needs()
    vector.config = ["max_upgrade": .number(64)]
    let capture = try Self.bench("dfu-1.1").run([vector], named: "v.json")
    #expect(capture.skipped.first?.reason.contains("no parameter max_upgrade") == true)
  }

  @Test func `a device that never answers is left after 5 s, and reported`() throws {
    let steps =
      Self.intoDFUMode + [
        Self.request(ClassRequest.upload.setup(length: 64)),
        Self.request(ClassRequest.getStatus.setup(length: 6)),
      ]
    let capture = try Self.bench("dfu-1.1", "lost_upload=0").run(
      [Self.vector("lost", steps)], named: "v.json")
    let session = try #require(capture.sessions.first)
    #expect(session.verdict.device == .violation)
    #expect(session.findings.contains { $0.rule == "dfu/A.2.3/dfuIDLE.UPLOAD.block" })
  }

  @Test func `a wrong model or parameter is a usage error`() throws {
    #expect(throws: CheckFailure.self) { try Self.bench("nobody") }
    #expect(throws: CheckFailure.self) { try Self.bench("dfu-1.1", "nothing=1") }
    #expect(throws: CheckFailure.self) { try Self.bench("dfu-1.1", "attrs") }
  }
}
