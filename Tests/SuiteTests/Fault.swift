import DFU
import USB

/// A fault to put into a capture: one transfer is changed or removed.
struct Fault {
  var name: String
  /// The changed transfer; nil: the transfer is removed.
  var transfer: ControlTransfer?

  /// All faults that can be made from this transfer.
  static func all(in transfer: ControlTransfer) -> [Fault] {
    var faults = [Fault(name: "removed", transfer: nil)]
    faults += [1, 0x100].map { index in
      Fault(name: "wIndex \(index)", transfer: transfer.with { $0.setup.index = index })
    }
    if transfer.outcome == .acknowledged {
      faults.append(
        Fault(
          name: "ack to stall",
          transfer: transfer.with {
            $0.outcome = .stalled
            if $0.setup.requestType.direction == .deviceToHost {
              $0.data = []
              $0.actualLength = 0
            }
          }))
    }
    if transfer.outcome == .stalled {
      faults.append(
        Fault(name: "stall to ack", transfer: transfer.with { $0.outcome = .acknowledged }))
    }
    switch ClassRequest(transfer.setup) {
    case .getStatus? where transfer.data.count == 6: faults += inReport(transfer)
    case .getState? where transfer.data.count == 1: faults += inByte(transfer)
    case .dnload?, .upload?: faults += inBlockNumber(transfer)
    default: break
    }
    return faults
  }

  private static func inReport(_ transfer: ControlTransfer) -> [Fault] {
    var faults: [Fault] = []
    for state in (UInt8(0)...11).map({ $0 }) + [255] where state != transfer.data[4] {
      faults.append(
        Fault(name: "bState \(state)", transfer: transfer.with { $0.data[4] = state }))
    }
    for status in (UInt8(0)...16).map({ $0 }) + [255] where status != transfer.data[0] {
      faults.append(
        Fault(name: "bStatus \(status)", transfer: transfer.with { $0.data[0] = status }))
    }
    for length in 0..<6 {
      faults.append(
        Fault(
          name: "cut to \(length)",
          transfer: transfer.with {
            $0.data = Array($0.data.prefix(length))
            $0.actualLength = length
          }))
    }
    for poll: UInt32 in [1, 3, 50, 2_000, 16_777_215] {
      faults.append(
        Fault(
          name: "bwPollTimeout \(poll)",
          transfer: transfer.with { transfer in
            for byte in 0..<3 { transfer.data[1 + byte] = UInt8(poll >> UInt32(8 * byte) & 0xFF) }
          }))
    }
    return faults
  }

  private static func inByte(_ transfer: ControlTransfer) -> [Fault] {
    (UInt8(0)...11).filter { $0 != transfer.data[0] }.map { state in
      Fault(name: "state \(state)", transfer: transfer.with { $0.data[0] = state })
    }
  }

  private static func inBlockNumber(_ transfer: ControlTransfer) -> [Fault] {
    let number = transfer.setup.value
    return [number &+ 1, number &- 1, 0, number &+ 2, 0x7A5A].filter { $0 != number }
      .map { wrong in
        Fault(name: "wBlockNum \(wrong)", transfer: transfer.with { $0.setup.value = wrong })
      }
  }
}

extension ControlTransfer {
  fileprivate func with(_ change: (inout ControlTransfer) -> Void) -> ControlTransfer {
    var copy = self
    change(&copy)
    return copy
  }
}
