package import USB

/// libusb's error numbers (libusb 1.0, enum libusb_error).
package enum LibraryError: Int32, Hashable, Sendable, CaseIterable {
  case inputOutput = -1
  case invalidParameter = -2
  case access = -3
  case noDevice = -4
  case notFound = -5
  case busy = -6
  case timeout = -7
  case overflow = -8
  case pipe = -9
  case interrupted = -10
  case noMemory = -11
  case notSupported = -12
  case other = -99

  /// The name of an error number, and the number, as messages state them.
  static func text(_ number: Int32) -> String {
    guard let error = Self(rawValue: number) else { return "error \(number)" }
    return "\(error) (\(number))"
  }

  /// The outcome of a control transfer that libusb reported with this error. Nil when the transfer
  /// never reached the device; the error then says nothing about the device.
  package var outcome: TransferOutcome? {
    switch self {
    case .pipe: .stalled
    case .timeout: .timedOut
    case .noDevice: .disconnected
    case .overflow: .overflowed
    case .inputOutput: .wireError
    case .invalidParameter, .access, .notFound, .busy, .interrupted, .noMemory, .notSupported,
      .other:
      nil
    }
  }

  /// Linux's negative error number for the same outcome, as usbmon would show it (kernel
  /// documentation, usb/error-codes).
  package var linuxStatus: Int32 {
    switch self {
    case .pipe: LinuxStatus.stalled
    case .timeout: LinuxStatus.timedOut
    case .noDevice: LinuxStatus.noDevice
    case .overflow: LinuxStatus.overflow
    case .inputOutput: LinuxStatus.protocolError
    case .invalidParameter, .access, .notFound, .busy, .interrupted, .noMemory, .notSupported,
      .other:
      LinuxStatus.invalid
    }
  }
}
