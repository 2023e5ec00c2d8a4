import DFU
import USB

/// Turns a capture's transfers into observations, in order, and counts their records in bins.
struct TransferPass {
  /// Receives an exchange of one session.
  typealias Exchange = (SessionID, ControlTransfer) -> Void

  var tracker: SessionTracker
  var ledger = RecordLedger()
  /// The descriptors that the devices showed.
  private(set) var descriptors = DescriptorCollection()
  /// The configurations that the capture cuts.
  private(set) var cutConfigurations = CutConfigurations()
  /// Whether nothing has shown so far that records are missing.
  var isWhole = true

  /// Takes the next transfer; `records`: the number of records that it consists of.
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

  /// Takes the next transfer and passes exchanges to `observe` too, as observations.
  ///
  /// Where its completion is missing, the records of more transfers may be missing too.
  mutating func take(
    _ transfer: ControlTransfer, records: Int, _ observe: SessionTracker.Emit
  ) {
    takeWaiting(transfer, records: records, observe)
    if transfer.completed == nil {
      isWhole = false
      tracker.lostRecord(of: transfer.device, at: transfer.submitted, emit: observe)
    }
  }

  /// Takes a transfer of which nothing is missing up to here: it still waits at the end.
  mutating func takeWaiting(
    _ transfer: ControlTransfer, records: Int, _ observe: SessionTracker.Emit
  ) {
    let disposition = tracker.accept(transfer, emit: observe)
    ledger.settle(transfer, records: records, as: disposition)
    descriptors.note(transfer)
    cutConfigurations.note(transfer)
  }

  /// Takes a transfer that ended only after its device was reset.
  mutating func takeInterrupted(
    _ transfer: ControlTransfer, records: Int, _ observe: SessionTracker.Emit
  ) {
    let disposition = tracker.acceptInterrupted(transfer, emit: observe)
    ledger.settle(transfer, records: records, as: disposition)
  }

  /// Notes a completion whose submission is missing in the capture.
  mutating func lostSubmission(
    of device: DeviceAddress, at moment: Moment, _ observe: SessionTracker.Emit
  ) {
    isWhole = false
    ledger.countLostSubmission()
    tracker.lostRecord(of: device, at: moment, emit: observe)
  }
}
