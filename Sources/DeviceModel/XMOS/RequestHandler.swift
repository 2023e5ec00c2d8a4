import DFU
import USB

/// The task that owns the flash and decides what each DFU request does, as endpoint 0 meets it.
protocol RequestHandler: Sendable {
  /// The flash, and what the handler believes about it.
  var memory: FlashInterface { get set }

  /// Handles any request that endpoint 0 passes on; `block` is the data stage as it is read.
  mutating func handle(
    _ setup: SetupPacket, block: [UInt8], in state: State, ticks: UInt32
  ) -> HandlerResult

  /// Whether the device is in DFU mode after a bus reset that finds the boot flag clear;
  /// `isShared`: the reset code reads the handler's variables, not a copy of its own.
  func isInDFUMode(afterResetIn state: State, ticks: UInt32, isShared: Bool) -> Bool
}

/// What the handler tells endpoint 0.
struct HandlerResult {
  /// What the handler returns, by which endpoint 0 ends the transfer.
  enum Verdict {
    /// Success.
    case done
    /// Returned 1: endpoint 0 neither completes nor stalls the transfer.
    case neither
    /// Returned 2: endpoint 0 stalls.
    case refused
    /// It does not return: the device is stuck.
    case never
  }

  var verdict = Verdict.done
  /// The state that the device enters.
  var state: State
  /// What a data stage towards the host holds.
  var data: [UInt8] = []
  /// Whether the boot flag asks for DFU mode, where the request writes it.
  var flag = false
  /// Whether the device reboots after the transfer.
  var reboots = false
  /// How long the handler takes.
  var spent = VirtualTime.zero
}
