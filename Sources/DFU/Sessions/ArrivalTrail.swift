import USB

/// Which addresses of a bus have answered, and when.
struct ArrivalTrail {
  /// When the last request was sent that has an answer.
  private var last: Moment?
  /// One bit for each address of 0...127 that has answered.
  private var answering: (low: UInt64, high: UInt64) = (0, 0)

  /// Notes an answer.
  mutating func note(_ transfer: borrowing ControlTransfer) {
    guard transfer.isAnswered else { return }
    last = transfer.submitted
    let bit: UInt64 = 1 << UInt64(transfer.device.address & 63)
    if transfer.device.address < 64 { answering.low |= bit } else { answering.high |= bit }
  }

  /// Whether a device has answered at this address: another one that is there all the time.
  func know(_ address: UInt8) -> Bool {
    (address < 64 ? answering.low : answering.high) >> UInt64(address & 63) & 1 == 1
  }

  /// Whether this transfer to address 0 is told too late: that its completion is missing shows only
  /// afterwards, when its device may have arrived.
  func outlive(_ transfer: borrowing ControlTransfer) -> Bool {
    guard let last else { return false }
    return transfer.completed == nil && transfer.submitted < last
  }
}
