/// The status of a USB request on Windows: USBD_STATUS (Windows Driver Kit, usb.h), as a number
/// with its sign.
enum USBDStatus {
  /// How the transfer ended.
  ///
  /// The lowest codes of an error are those of the host controller; the names are in OHCI 1.0a,
  /// 4.3.3 too. A code of Windows' own software, such as a wrong parameter, means that the request
  /// was refused. A code that is not listed tells nothing of the device.
  static func outcome(_ status: Int32) -> TransferOutcome {
    switch UInt32(bitPattern: status) {
    // SUCCESS; and a short answer, about which the driver had asked to be told:
    // ERROR_SHORT_TRANSFER, DATA_UNDERRUN.
    case 0, 0x8000_0900, 0xC000_0009: .acknowledged
    // STALL_PID.
    case 0xC000_0004: .stalled
    // CRC, BTSTUFF, DATA_TOGGLE_MISMATCH, DEV_NOT_RESPONDING, PID_CHECK_FAILURE, UNEXPECTED_PID,
    // XACT_ERROR, NO_PING_RESPONSE.
    case 0xC000_0001...0xC000_0003, 0xC000_0005...0xC000_0007, 0xC000_0011, 0xC000_0014: .wireError
    // DATA_OVERRUN, BABBLE_DETECTED.
    case 0xC000_0008, 0xC000_0012: .overflowed
    // TIMEOUT.
    case 0xC000_6000: .timedOut
    // DEVICE_GONE.
    case 0xC000_7000: .disconnected
    // CANCELED.
    case 0xC001_0000: .cancelled
    // ENDPOINT_HALTED: submitted to an endpoint that is stalled.
    case 0xC000_0030: .notSent
    // NO_MEMORY, INVALID_URB_FUNCTION, INVALID_PARAMETER, ERROR_BUSY, INVALID_PIPE_HANDLE,
    // NO_BANDWIDTH.
    case 0x8000_0100, 0x8000_0200, 0x8000_0300, 0x8000_0400, 0x8000_0600, 0x8000_0700: .notSent
    // NOT_SUPPORTED, INSUFFICIENT_RESOURCES, BUFFER_TOO_SMALL, INVALID_PIPE_FLAGS.
    case 0xC000_0E00, 0xC000_1000, 0xC000_3000, 0xC000_5000: .notSent
    default: .unknown
    }
  }
}
