import DFU
import USB

/// The task that owns the flash and decides what each DFU request does, as endpoint 0 meets it.
protocol RequestHandler: Sendable {
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
  enum Verdict {
    case done
    /// The number 1, which is neither success nor the value that makes endpoint 0 stall.
    case neither
    case refused
    /// It does not return.
    case never
  }

  var verdict = Verdict.done
  var state: State
  var data: [UInt8] = []
  /// Whether the boot flag asks for DFU mode; every request rewrites it.
  var flag = false
  var reboots = false
  var spent = VirtualTime.zero
}
