package import DFU

/// The choices that DFU 1.1 leaves to a device, and its times.
package struct ReferenceParameters: Hashable, Sendable {
  /// bmAttributes.
  package var attributes: FunctionalDescriptor.Attributes = [
    .canDnload, .canUpload, .manifestationTolerant,
  ]
  /// wDetachTimeOut, in milliseconds.
  package var detachTimeout: UInt16 = 1000
  /// wTransferSize, in bytes.
  package var transferSize: UInt16 = 64
  /// bcdDevice.
  package var release: UInt16 = 0x0100
  /// bInterfaceNumber in run-time mode.
  package var interface: UInt8 = 0
  /// Whether the device answers GETSTATUS and GETSTATE in run-time mode (DFU 1.1, Table 3.2).
  package var answersStatusAtRunTime = true
  /// The time for programming one block.
  package var blockTime = VirtualTime.zero
  /// The extra time for the first block of a download.
  package var eraseTime = VirtualTime.zero
  /// The time for the manifestation.
  package var manifestTime = VirtualTime.zero
  /// With bitWillDetach: the time from the end of DETACH, or of the manifestation, to leaving the
  /// bus.
  package var selfDetachTime = VirtualTime.milliseconds(100)
  /// Whether the device ignores bus resets between entering DFU mode and the first
  /// SET_CONFIGURATION. It then takes them as part of the enumeration, and stays in DFU mode.
  package var keepsModeUntilConfigured = false
  /// The largest firmware, in bytes.
  package var capacity = 1 << 20
  /// The fewest bytes of a complete download; 0 means any number. After fewer bytes the device does
  /// not accept the end of the download.
  package var expectedSize = 0
  /// The initial firmware.
  package var firmware: [UInt8] = (0..<256).map { UInt8(truncatingIfNeeded: 7 * $0 + 3) }
  /// Whether this is the device that XMOS documents (sw_usb_audio 8.1, sw_dfu.rst). It boots a
  /// factory image if the downloaded firmware is not valid, and accepts XMOS's own requests.
  package var isXMOS = false
  /// Whether the device has a DFU interface: XMOS's switch XUA_DFU_EN.
  package var isDFUEnabled = true
  /// Faults of a block or of the firmware.
  package var faults = FaultPlan()

  /// Makes a manifestation-tolerant device that supports download and upload, without delays.
  package init() {}

  /// The device as XMOS documents it: DFU 1.1, a DETACH timeout of one second, 64-byte blocks.
  package static let xmos: ReferenceParameters = {
    var parameters = ReferenceParameters()
    parameters.isXMOS = true
    parameters.interface = 3
    return parameters
  }()
}
