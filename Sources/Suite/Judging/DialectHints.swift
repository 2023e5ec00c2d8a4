import DFU
import USB

/// Recognises traffic that looks like a known dialect although no descriptor names the dialect.
struct DialectHints {
  private var commandBlocks = 0
  /// Whether a request of XMOS's extension (F0h to F6h) was acknowledged.
  private(set) var hasExtension = false

  /// Looks for requests of XMOS's extension and for DfuSe commands.
  ///
  /// DfuSe sends each command as a DNLOAD with block number 0.
  mutating func observe(_ transfer: ControlTransfer) {
    if Self.isExtension(transfer) { hasExtension = true }
    guard transfer.setup.request == ClassRequest.dnload.rawValue, transfer.setup.value == 0,
      transfer.setup.length > 0, ClassRequest(transfer.setup) == .dnload,
      DfuSeDialect.isCommand(transfer.data)
    else { return }
    commandBlocks += 1
  }

  private static func isExtension(_ transfer: ControlTransfer) -> Bool {
    XMOSRequest.numbers.contains(transfer.setup.request) && transfer.outcome == .acknowledged
  }

  /// The overlay that the traffic suggests, with the reason; nil when it suggests none.
  var suggestion: (profile: String, reason: String)? {
    guard commandBlocks >= 2 else { return nil }
    return (
      "dfuse", "\(commandBlocks) blocks numbered 0 hold DfuSe commands (set address, erase)"
    )
  }
}
