/// Who wrote the records: the same headers are filled in differently.
package enum Dialect: String, Hashable, Sendable {
  /// Linux's usbmon, through libpcap.
  case usbmon
  /// QEMU's `pcap=` property: every id is 0, most completions are missing, a STALL is -121, and
  /// data lengths count the 64 bytes of the header.
  case qemu = "QEMU"
  /// sigrok-cli's usb_request output and forms made from it: the status is always 0, so that a
  /// STALL looks like an empty success, and the URB's length is always 0.
  case sigrok

  /// Tells by a control submission who wrote it: a real usbmon submission has status -115
  /// (EINPROGRESS).
  init(submission event: URBEvent) {
    if event.status != 0 {
      self = .usbmon
    } else {
      let countsHeader = event.dataLength == event.urbLength + HeaderForm.long.length
      self = countsHeader && event.payload.count < event.dataLength ? .qemu : .sigrok
    }
  }

  /// Writes into a transfer what its completion tells.
  ///
  /// `submittedLength` is the data length of the submission.
  func complete(
    _ transfer: inout ControlTransfer, _ completion: URBEvent, _ bytes: Span<UInt8>,
    at moment: Moment, submittedLength: Int
  ) {
    let isIn = transfer.setup.requestType.direction == .deviceToHost
    transfer.rawStatus = completion.status
    transfer.completed = moment
    switch self {
    case .usbmon:
      transfer.outcome = Self.linuxOutcome(completion)
      transfer.actualLength = completion.urbLength
    case .qemu:
      transfer.outcome = completion.status == -121 ? .stalled : Self.linuxOutcome(completion)
      // What comes with a STALL is left over in QEMU's buffer.
      guard transfer.outcome == .acknowledged else { return }
      transfer.actualLength =
        isIn ? completion.urbLength : submittedLength - HeaderForm.long.length
    case .sigrok:
      transfer.outcome =
        isIn && completion.dataLength > 0 ? .acknowledged : .acknowledgedOrStalled
      transfer.actualLength = isIn ? completion.dataLength : submittedLength
    }
    if isIn { transfer.data = [UInt8](bytes, completion.payload) }
  }

  /// Linux's codes are negative errno values (kernel documentation, usb/error-codes).
  private static func linuxOutcome(_ completion: URBEvent) -> TransferOutcome {
    switch completion.status {
    // ENODEV and ESHUTDOWN
    case -19, -108: .disconnected
    // The controller driver refused the submission: nothing went over the bus.
    case _ where completion.kind == .error: .cancelled
    // 0; EREMOTEIO: a short answer, by a host that asked to be told of it
    case 0, -121: .acknowledged
    // EPIPE
    case -32: .stalled
    // ENOENT and ECONNRESET: unlinked
    case -2, -104: .cancelled
    // ETIMEDOUT
    case -110: .timedOut
    // EOVERFLOW
    case -75: .overflowed
    default: .wireError
    }
  }
}
