import DFU
import DeviceModel
import Testing
import USB
import Vectors

@testable import Suite

/// Tests that a model is brought to a defined state from any situation.
@Suite struct SettlingTests {
  private func runner(
    _ config: [String: ParameterValue] = [:], model: String = "dfu-1.1"
  ) throws -> VectorRunner<ModelPort> {
    VectorRunner(ModelPort(try Personality.named(model).make(config)), isFresh: true)
  }

  /// Makes a runner with a device in DFU mode, after DETACH and a bus reset.
  private func inDFUMode(
    _ config: [String: ParameterValue] = [:]
  ) throws -> VectorRunner<ModelPort> {
    var runner = try runner(config)
    _ = try runner.run(Vector())
    _ = try runner.ask(.detach, value: 1_000, length: 0)
    try runner.perform(.busReset())
    return runner
  }

  @Test func `run-time mode is left as it is`() throws {
    var runner = try runner()
    _ = try runner.run(Vector())
    #expect(runner.settle() == .state(.appIDLE))
    #expect(runner.settle().text == "The device was left in appIDLE.")
  }

  @Test func `an open download is aborted`() throws {
    var runner = try inDFUMode()
    let block = ClassRequest.dnload.setup(interface: 0, length: 64)
    try runner.perform(.request(block, data: [1], toDFU: true))
    try runner.perform(.poll(until: StateSet(.dfuDNLOADIDLE), atMost: 10))
    #expect(runner.settle() == .state(.dfuIDLE))
    #expect(requests(&runner).suffix(3) == [.getStatus, .abort, .getStatus])
  }

  @Test func `an open upload is aborted`() throws {
    var runner = try inDFUMode()
    _ = try runner.ask(.upload, length: 64)
    #expect(runner.settle() == .state(.dfuIDLE))
    #expect(requests(&runner).contains(.abort))
  }

  @Test func `an error is cleared`() throws {
    var runner = try inDFUMode()
    _ = try runner.ask(.dnload, length: 0)
    #expect(runner.settle() == .state(.dfuIDLE))
    #expect(requests(&runner).contains(.clrStatus))
  }

  @Test func `a device that waits for a reset gets one`() throws {
    var runner = try inDFUMode(["attrs": .number(3)])
    let block = ClassRequest.dnload.setup(interface: 0, length: 64)
    try runner.perform(.request(block, data: [1], toDFU: true))
    try runner.perform(.poll(until: StateSet(.dfuDNLOADIDLE), atMost: 10))
    _ = try runner.ask(.dnload, length: 0)
    #expect(runner.settle() == .state(.appIDLE))
    #expect(runner.records.contains { if case .reset = $0 { true } else { false } })
  }

  @Test func `what is on the device is read to its end`() throws {
    var runner = try inDFUMode(["firmware_size": .number(200)])
    let image = try runner.upload()
    #expect(image.count == 200)
    #expect(runner.settle() == .state(.dfuIDLE))
  }

  @Test func `a device that cannot be read says so`() throws {
    var runner = try inDFUMode(["attrs": .number(5)])
    #expect(refusal(&runner) == "bitCanUpload is not set: the device cannot be read")
  }

  @Test func `nothing is read in run-time mode`() throws {
    var runner = try runner()
    _ = try runner.run(Vector())
    #expect(refusal(&runner) == "only a device in DFU mode can be read")
  }

  private func refusal(_ runner: inout VectorRunner<ModelPort>) -> String? {
    do {
      _ = try runner.upload()
      return nil
    } catch {
      return error.reason
    }
  }

  private func requests(_ runner: inout VectorRunner<ModelPort>) -> [ClassRequest] {
    runner.take().compactMap { $0.transfer.flatMap { ClassRequest($0.setup) } }
  }
}

@Suite struct RunPlanTests {
  private func vector(_ steps: Vector.Step..., writes: Bool = false) -> Vector {
    var vector = Vector()
    vector.steps = steps
    vector.writes = writes
    return vector
  }

  private func request(_ type: UInt8, _ number: UInt8) -> Vector.Step {
    .request(
      SetupPacket(requestType: RequestType(rawValue: type), request: number), data: [], toDFU: true)
  }

  @Test(arguments: [
    (0x21 as UInt8, 0 as UInt8, true), (0x21, 1, true), (0xA1, 2, false), (0xA1, 3, false),
    (0x21, 4, false), (0xA1, 5, false), (0x21, 6, false), (0x21, 0xF0, true), (0xA1, 0xF1, true),
    (0x21, 7, true), (0x41, 3, true), (0xC1, 3, true), (0x80, 6, false), (0x00, 9, false),
  ])
  func `a request that may change the device needs the operator's word`(
    type: UInt8, number: UInt8, changes: Bool
  ) {
    let plan = RunPlan([vector(request(type, number))], allowsWrites: false)
    #expect((plan.entries.first?.refusal != nil) == changes)
    #expect(RunPlan([vector(request(type, number))], allowsWrites: true).changesDevice == changes)
  }

  @Test func `a reset and a vector's own word count too`() {
    for vector in [vector(.busReset()), vector(.wait(milliseconds: 1), writes: true)] {
      #expect(RunPlan([vector], allowsWrites: false).entries.first?.refusal != nil)
    }
    let still = vector(.wait(milliseconds: 1), .waitAsTold, .enumerate)
    #expect(RunPlan([still], allowsWrites: false).entries.first?.refusal == nil)
  }

  @Test func `power is for models, whatever is allowed`() {
    let plan = RunPlan([vector(.power)], allowsWrites: true)
    #expect(plan.entries.first?.refusal?.contains("run it on a model") == true)
  }

  @Test func `the plan tells everything before it is done`() {
    let plan = RunPlan(
      [vector(request(0xA1, 3)), vector(request(0x21, 1), .waitAsTold)], allowsWrites: false)
    #expect(
      plan.lines(device: "D", recording: "R", saving: nil) == [
        "device   D", "record   R", "save     nothing", "vectors  1 of 2", "  1: 1 step",
        "  2: 2 steps, changes the device; not run: "
          + "it changes the device; --allow-writes lets it",
      ])
    let writing = RunPlan([vector(request(0x21, 1))], allowsWrites: true)
    #expect(
      writing.lines(device: "D", recording: "R", saving: nil)[2]
        == "save     nothing; --save FILE keeps what is on it")
  }
}
