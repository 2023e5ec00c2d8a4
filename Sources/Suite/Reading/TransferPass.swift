import DFU
import USB

/// Takes a capture's transfers in order, from transfers to observations, and books their records.
struct TransferPass {
  /// Takes an exchange of one session.
  typealias Exchange = (SessionID, ControlTransfer) -> Void

  var tracker: SessionTracker
  var ledger = RecordLedger()

  /// Takes a transfer that was made of so many records.
  @inline(__always)
  mutating func take(
    _ transfer: ControlTransfer, records: Int, _ observe: SessionTracker.Emit,
    _ exchange: Exchange
  ) {
    if let session = tracker.acceptAgain(transfer) {
      ledger.settle(transfer, records: records, as: .used)
      exchange(session, transfer)
    } else {
      take(transfer, records: records, observe)
    }
  }

  /// The same where no exchange is handed out apart.
  mutating func take(
    _ transfer: ControlTransfer, records: Int, _ observe: SessionTracker.Emit
  ) {
    let disposition = tracker.accept(transfer, emit: observe)
    ledger.settle(transfer, records: records, as: disposition)
  }

  /// A record whose transfer began in a record that is missing.
  mutating func lostSubmission(
    of device: DeviceAddress, at moment: Moment, _ observe: SessionTracker.Emit
  ) {
    ledger.countLostSubmission()
    tracker.lostSubmission(of: device, at: moment, emit: observe)
  }
}
