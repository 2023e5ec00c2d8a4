import DFU
import DeviceModel
import Suite
import TestSupport
import Testing
import USB
import Vectors

/// The answers of a model to a host tool, as lines. There is a line for each request of DFU or
/// XMOS, and for each change of mode. A line that is equal to the line before is left out.
struct ToolRun {
  private(set) var lines: [String] = []

  /// The steps of the shipped vector for a host tool.
  static func steps(_ tool: String) throws -> [Vector.Step] {
    let vectors = try ShippedVectors.vectors("host-tools.json")
    return try #require(vectors.first { $0.name(number: 0) == tool }).steps
  }

  /// Powers up a model, enumerates it, and runs the steps.
  init(
    _ steps: [Vector.Step], on model: String, _ config: [String: ParameterValue] = [:]
  ) throws {
    let device = try Personality.named(model).make(config)
    var runner = VectorRunner(ModelPort(device), isFresh: true)
    try runner.perform(.enumerate)
    _ = runner.take()
    var mode = runner.described?.mode
    for step in steps {
      try runner.perform(step)
      for case .transfer(let transfer) in runner.take() { note(transfer) }
      guard runner.described?.mode != mode else { continue }
      mode = runner.described?.mode
      note(mode == .dfuMode ? "in DFU mode" : "in run-time mode")
    }
  }

  private mutating func note(_ line: String) {
    if lines.last != line { lines.append(line) }
  }

  private mutating func note(_ transfer: ControlTransfer) {
    guard transfer.setup.requestType.kind != .standard else { return }
    note("\(name(transfer.setup)) \(answer(transfer))")
  }

  private func name(_ setup: SetupPacket) -> String {
    guard let request = ClassRequest(setup) else {
      return String(setup.request, radix: 16, uppercase: true)
    }
    switch request {
    case .dnload, .upload: return "\(request) \(setup.value) \(setup.length)"
    case .detach, .getStatus, .clrStatus, .getState, .abort: return "\(request)"
    }
  }

  private func answer(_ transfer: ControlTransfer) -> String {
    guard transfer.outcome == .acknowledged else { return "\(transfer.outcome)" }
    switch ClassRequest(transfer.setup) {
    case .getStatus?: return statusAnswer(transfer.data)
    case .getState?: return transfer.data.first.flatMap(State.init).map { "\($0)" } ?? "?"
    case .upload?: return "\(transfer.data.count)"
    case .detach?, .dnload?, .clrStatus?, .abort?, nil: return "ACK"
    }
  }

  private func statusAnswer(_ bytes: [UInt8]) -> String {
    guard let report = StatusReport(bytes), let status = report.status, let state = report.state
    else { return "?" }
    return "\(status) \(state)"
  }
}
