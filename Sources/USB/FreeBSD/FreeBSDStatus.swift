/// The error of a USB transfer on FreeBSD: USB_ERR_… (FreeBSD, sys/dev/usb/usb_error.h), which
/// counts from 0.
enum FreeBSDStatus {
  /// Not an error of FreeBSD: the transfer goes on in a further record.
  static let continues: Int32 = -1

  /// How the transfer ended. A number that is not listed tells nothing of the device.
  static func outcome(_ status: Int32) -> TransferOutcome {
    switch status {
    // NORMAL_COMPLETION; SHORT_XFER: a short answer that the driver did not want.
    case 0, 21: .acknowledged
    // CANCELLED, INTERRUPTED.
    case 5, 23: .cancelled
    // IOERROR.
    case 18: .wireError
    // TIMEOUT.
    case 20: .timedOut
    // STALLED.
    case 22: .stalled
    // INVAL, NOMEM; BAD_ADDRESS up to ZERO_MAXP; DMA_LOAD_FAILED.
    case 3, 4, 6...14, 24: .notSent
    default: .unknown
    }
  }
}
