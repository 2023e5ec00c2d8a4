/// Who wrote the records: the same headers are filled in differently.
package enum Dialect: String, Hashable, Sendable {
  /// Linux's usbmon, through libpcap.
  case usbmon
  /// QEMU's `pcap=` property: every id is 0, most completions are missing, a STALL is -121, and
  /// the data length counts the header (QEMU hw/usb/pcap.c).
  case qemu = "QEMU"
  /// sigrok-cli's usb_request output and forms made from it: the status is always 0, so that a
  /// STALL looks like an empty success.
  case sigrok

  /// Tells by a control submission who wrote it: a real usbmon submission has status -115
  /// (EINPROGRESS); QEMU's data length is that of the whole record.
  init(submission event: URBEvent, recordLength: Int) {
    if event.status != 0 {
      self = .usbmon
    } else {
      self = event.dataLength == recordLength ? .qemu : .sigrok
    }
  }

  /// How a transfer ended, from the completion's status code.
  ///
  /// `hasData`: the completion carries data towards the host. Linux's codes are negative errno
  /// values (kernel documentation, usb/error-codes).
  func outcome(status: Int32, hasData: Bool) -> TransferOutcome {
    switch self {
    case .usbmon: Self.usbmonOutcome(status)
    case .qemu: status == -121 ? .stalled : Self.usbmonOutcome(status)
    case .sigrok: hasData ? .acknowledged : .acknowledgedOrStalled
    }
  }

  private static func usbmonOutcome(_ status: Int32) -> TransferOutcome {
    switch status {
    // 0; EREMOTEIO, a short answer that the host asked to be told of
    case 0, -121: .acknowledged
    // EPIPE
    case -32: .stalled
    // ENOENT and ECONNRESET: unlinked
    case -2, -104: .cancelled
    // ENODEV and ESHUTDOWN
    case -19, -108: .disconnected
    // ETIMEDOUT
    case -110: .timedOut
    // EOVERFLOW
    case -75: .overflowed
    default: .wireError
    }
  }
}
