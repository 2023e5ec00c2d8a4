import DFU
import USB

/// The task that owns the flash and executes each DFU request, as endpoint 0 sees it.
protocol RequestHandler: Sendable {
  /// The flash, and what the handler remembers of it.
  var memory: FlashInterface { get set }

  /// Handles any request from endpoint 0; `block` is the data stage as it was read.
  mutating func handle(
    _ setup: SetupPacket, block: [UInt8], in state: State, ticks: UInt32
  ) -> HandlerResult

  /// Whether the device is in DFU mode after a bus reset with a clear boot flag. `isShared`: the
  /// reset code reads the handler's variables, not its own copy.
  func isInDFUMode(afterResetIn state: State, ticks: UInt32, isShared: Bool) -> Bool
  /// Enters DFU mode at a boot with a set boot flag. Returns the state.
  mutating func enterDFUMode() -> State
}

extension RequestHandler {
  /// dfuIDLE, without any work.
  mutating func enterDFUMode() -> State { .dfuIDLE }
}

/// The handler's result for endpoint 0.
struct HandlerResult {
  /// The handler's return value. Endpoint 0 ends the transfer by it.
  enum Verdict {
    /// Success.
    case done
    /// Returned 1: endpoint 0 neither completes nor stalls the transfer.
    case neither
    /// Returned 2: endpoint 0 stalls.
    case refused
    /// The handler does not return: the device is stuck.
    case never
  }

  var verdict = Verdict.done
  /// The state after the request.
  var state: State
  /// The data for a data stage towards the host.
  var data: [UInt8] = []
  /// The value for the boot flag, if the request writes it: whether the next boot enters DFU mode.
  var flag = false
  /// Whether the device reboots after the transfer.
  var reboots = false
  /// The time that the handler needs.
  var spent = VirtualTime.zero
}
