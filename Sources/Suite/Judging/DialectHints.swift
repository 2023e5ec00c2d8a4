import DFU
import USB

/// Watches for traffic that looks like a known dialect although no descriptor says so.
struct DialectHints {
  private var commandBlocks = 0
  private var otherBlocks = 0

  /// DfuSe sends its commands as block 0: 21h or 41h with a 4-byte address, 41h or 92h alone
  /// (ST AN3156 family; facts from dfu-util's `dfuse.c`).
  mutating func observe(_ observation: Observation) {
    guard case .exchange(let transfer) = observation.event,
      ClassRequest(transfer.setup) == .dnload, transfer.setup.length > 0
    else { return }
    if transfer.setup.value == 0, Self.isCommand(transfer.data) {
      commandBlocks += 1
    } else {
      otherBlocks += 1
    }
  }

  private static func isCommand(_ data: [UInt8]) -> Bool {
    switch (data.first, data.count) {
    case (0x21, 5), (0x41, 5), (0x41, 1), (0x92, 1): true
    default: false
    }
  }

  /// The overlay that the traffic suggests, and why; nil when none.
  var suggestion: (profile: String, reason: String)? {
    guard commandBlocks >= 2 else { return nil }
    return (
      "dfuse", "\(commandBlocks) blocks numbered 0 hold DfuSe commands (set address, erase)"
    )
  }
}
