import CaptureIO
import DFU
import Report
import USB
import VirtualDevice

/// Writes to standard error what happens to a served device.
struct ServeLog: Sendable {
  var isVerbose: Bool

  func tell(_ event: ServeEvent) {
    guard isVerbose else { return }
    let milliseconds = event.nanoseconds / 1_000_000
    let fraction = String(milliseconds % 1000 + 1000).dropFirst()
    Terminal.say("\(milliseconds / 1000).\(fraction) s  \(Self.text(event.kind))\n")
  }

  private static func text(_ kind: ServeEvent.Kind) -> String {
    switch kind {
    case .attached: "a host has the device"
    case .detached: "the host has unplugged the device"
    case .left: "the device leaves the bus"
    case .returned: "the device is back"
    case .reset: "bus reset"
    case .refused(let reason): "a peer is sent away: \(reason)"
    case .failed(let failure): failure.description
    case .transfer(let transfer, let completion): text(transfer, completion)
    }
  }

  private static func text(_ transfer: Transfer, _ completion: Completion) -> String {
    let setup = transfer.setup
    let name = ClassRequest(setup)?.name ?? "request \(setup.requestType.rawValue)/\(setup.request)"
    let fields = "wValue \(setup.value) wIndex \(setup.index) wLength \(setup.length)"
    let data = completion.data.prefix(32).map { Hex.text($0, width: 2) }
    let shown = data.isEmpty ? "" : ": " + data.joined(separator: " ")
    return "\(name) \(fields) -> \(completion.ending), \(completion.actualLength) bytes\(shown)"
  }
}

extension ServeFailure {
  /// The exit status of the program for this failure.
  var exitStatus: ExitStatus {
    switch self {
    case .capture(.mayNotWrite), .serve(.mayNotAttach), .serve(.mayNotListen),
      .serve(.mayNotKeep):
      .permission
    case .capture(.isDirectory), .serve(.badAddress), .serve(.badPort), .serve(.notLoopback),
      .serve(.keepsNoImage), .serve(.flashIsFolder):
      .usage
    case .capture, .serve(.flash): .inputOutput
    case .serve(.cannotListen), .serve(.socketTaken), .serve(.noVHCI), .serve(.noFreePort),
      .serve(.cannotAttach):
      .noDevice
    }
  }
}
