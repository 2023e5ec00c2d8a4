/// The error numbers that Linux gives a USB request block, with their sign (kernel documentation,
/// usb/error-codes).
///
/// usbmon, USB/IP and QEMU use them; 0 is success.
package enum LinuxStatus {
  /// ENOENT: the driver withdrew the request block and waited until it was withdrawn.
  package static let unlinked: Int32 = -2
  /// ENODEV: the device is gone.
  package static let noDevice: Int32 = -19
  /// EINVAL: the host's own software refused the request.
  package static let invalid: Int32 = -22
  /// EPIPE: the device answered STALL.
  package static let stalled: Int32 = -32
  /// EPROTO: bit stuffing, no answer, or another error on the wire.
  package static let protocolError: Int32 = -71
  /// EOVERFLOW: the device sent more than was asked for.
  package static let overflow: Int32 = -75
  /// ECONNRESET: the driver withdrew the request block and did not wait.
  package static let unlinkedLater: Int32 = -104
  /// ESHUTDOWN: the device or its host controller was switched off.
  package static let shutdown: Int32 = -108
  /// ETIMEDOUT: the host gave up waiting.
  package static let timedOut: Int32 = -110
  /// EINPROGRESS: submitted and not complete; usbmon shows it in every submission.
  package static let inProgress: Int32 = -115
  /// EREMOTEIO: the answer was short, and the host had asked for an error in this case. QEMU writes
  /// this status for a STALL.
  package static let shortAnswer: Int32 = -121
}
