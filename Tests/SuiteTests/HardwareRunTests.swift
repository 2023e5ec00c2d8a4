import DFU
import DeviceModel
import HostUSB
import Report
import Testing
import USB
import Vectors

@testable import Suite

/// Tests runs on hardware; a model replaces libusb and the device.
@Suite struct HardwareRunTests {
  private static let detach =
    #"{"op":"request","bmRequestType":33,"bRequest":0,"wValue":1000,"wIndex":"dfu"},"#
    + #"{"op":"busreset"},{"op":"poll","until":["dfuIDLE"],"atMost":5}"#
  private static let status = request(161, 3, length: 6)
  private static let block =
    #"{"op":"request","bmRequestType":33,"bRequest":1,"wIndex":"dfu","wLength":64},"#
    + #"{"op":"poll","until":["dfuDNLOAD-IDLE"]}"#

  private static func request(_ type: Int, _ number: Int, length: Int = 0) -> String {
    #"{"op":"request","bmRequestType":\#(type),"bRequest":\#(number),"wIndex":"dfu","#
      + #""wLength":\#(length)}"#
  }

  /// Vectors with their names; each vector begins in run-time mode.
  static let steps: [(name: String, steps: [String])] = [
    ("status", [status, request(161, 5, length: 1)]),
    ("abort at run time", [request(33, 6)]),
    ("download at run time", [request(33, 1, length: 64), status]),
    ("download", [detach, block, request(33, 1), status, status]),
    ("upload", [detach, request(161, 2, length: 64), request(33, 6), status]),
    ("zero download", [detach, request(33, 1), status, request(33, 4), status]),
    ("detach in DFU mode", [detach, request(33, 0), status]),
    ("CLRSTATUS in dfuIDLE", [detach, request(33, 4), status]),
    ("unknown request", [detach, request(33, 9), status]),
    // This vector must be the last. It leaves half a firmware on the device, and then no reset
    // leads back to run-time mode.
    ("upload in download", [detach, block, request(161, 2, length: 64), status]),
  ]

  private func vectors(_ steps: [String], id: String) throws -> [Vector] {
    let line = #"{"id":"\#(id)","writes":true,"steps":[\#(steps.joined(separator: ","))]}"#
    return try VectorFile(reading: Array(line.utf8)).vectors
  }

  private func run(
    _ vectors: [Vector], on host: ModelHost, allowsWrites: Bool = true
  ) throws -> HardwareRun<ModelHost> {
    let judge = try Judge(CheckOptions())
    var run = HardwareRun(try HostPort(host, DeviceSelection()), name: "device") {
      judge.sessionJudge()
    }
    run.look()
    run.run(RunPlan(vectors, allowsWrites: allowsWrites))
    return run
  }

  private func host() throws -> ModelHost {
    ModelHost(try Personality.named("dfu-1.1").make())
  }

  @Test(arguments: steps.indices)
  func `a vector gives what it gives on the model itself`(index: Int) throws {
    let (name, steps) = Self.steps[index]
    let vectors = try vectors(steps, id: name)
    let judge = try Judge(CheckOptions())
    let bench = try VectorBench(judge: judge, model: "dfu-1.1", config: [])
    let expected = bench.run(vectors, named: name).sessions
    let run = try run(vectors, on: try host())
    #expect(run.failure == nil)
    #expect(run.capture.skipped == [])
    let sessions = run.capture.sessions
    #expect(sessions.map(\.vector) == [name] && expected.count == 1)
    #expect(sessions.map(\.verdict) == expected.map(\.verdict))
    #expect(sessions.map(findings) == expected.map(findings))
    #expect(run.runner.port.transfers.count > steps.count)
  }

  @Test func `vectors go on from one another on one device, and give the same`() throws {
    let all = try Self.steps.flatMap { try vectors($0.steps, id: $0.name) }
    let bench = try VectorBench(
      judge: try Judge(CheckOptions()), model: "dfu-1.1", config: [])
    let expected = bench.run(all, named: "all").sessions
    let run = try run(all, on: try host())
    #expect(run.failure == nil && run.capture.skipped == [])
    #expect(run.capture.sessions.map(\.vector) == Self.steps.map(\.name))
    #expect(run.capture.sessions.map(\.verdict) == expected.map(\.verdict))
    #expect(run.capture.sessions.map(findings) == expected.map(findings))
  }

  @Test func `a device that a reset does not bring back is not run on from elsewhere`() throws {
    let half = try vectors([Self.detach, Self.block], id: "half")
    let run = try run(half + vectors([Self.status], id: "next"), on: try host())
    #expect(run.capture.sessions.map(\.vector) == ["half"])
    #expect(
      run.capture.skipped.map(\.reason) == [
        "a bus reset did not bring the device back to run-time mode"
      ])
  }

  private func findings(_ session: Report.Session) -> Set<String> {
    Set(session.findings.map { "\($0.actor) \($0.verdict) \($0.rule)" })
  }

  @Test func `without the operator's word nothing is changed`() throws {
    let host = try host()
    let run = try run(
      try vectors([Self.detach, Self.block], id: "a"), on: host, allowsWrites: false)
    #expect(run.capture.sessions.isEmpty && run.capture.skipped.count == 1)
    let sent = run.runner.port.transfers.map(\.setup.requestType.kind)
    #expect(!sent.isEmpty && sent.allSatisfy { $0 == .standard })
  }

  @Test func `the operator's end stops a run, and the device is left in order`() throws {
    let host = try host()
    let wait = #"{"op":"wait","ms":60000}"#
    let all =
      try vectors([Self.detach, Self.block, wait], id: "a") + vectors([Self.status], id: "b")
    host.interruption = host.nanoseconds + 30_000_000_000
    var run = try run(all, on: host)
    #expect(run.failure?.status == .inputOutput)
    #expect(run.failure?.message == "The run ended in vector a: the operator ended the run.")
    #expect(run.capture.skipped.map(\.reason) == ["the run had ended before"])
    host.interruption = .max
    #expect(run.settle() == .state(.dfuIDLE))
  }

  @Test func `a device that goes ends the run in time, and says where`() throws {
    let host = try host()
    let wait = #"{"op":"wait","ms":1000}"#
    host.departure = host.nanoseconds + 500_000_000
    let all =
      try vectors([Self.status, wait, Self.status], id: "a") + vectors([Self.status], id: "b")
    var run = try run(all, on: host)
    #expect(run.runner.port.transfers.last?.outcome == .disconnected)
    #expect(run.failure?.status == .noDevice)
    #expect(run.failure?.message.hasPrefix("The run ended in vector b: ") == true)
    #expect(!run.settle().isDefined)
    #expect(host.nanoseconds < host.departure + 90_000_000_000)
  }

  @Test func `a vector whose needs are not met is skipped with the reason`() throws {
    let line = #"{"id":"a","needs":{"mode":"dfu"},"steps":[]}"#
    let run = try run(try VectorFile(reading: Array(line.utf8)).vectors, on: try host())
    #expect(run.capture.skipped.map(\.reason) == ["the device is not in DFU mode"])
  }
}
