package import DFU

/// What a device of the specification may choose, and how long it takes.
package struct ReferenceParameters: Hashable, Sendable {
  /// bmAttributes.
  package var attributes: FunctionalDescriptor.Attributes = [
    .canDnload, .canUpload, .manifestationTolerant,
  ]
  /// wDetachTimeOut, in milliseconds.
  package var detachTimeout: UInt16 = 1000
  /// wTransferSize.
  package var transferSize: UInt16 = 64
  /// bInterfaceNumber in run-time mode.
  package var interface: UInt8 = 0
  /// Whether GETSTATUS and GETSTATE are answered in run-time mode (DFU 1.1, Table 3.2).
  package var answersStatusAtRunTime = true
  /// How long a block is programmed.
  package var blockTime = VirtualTime.zero
  /// What the first block of a download takes more.
  package var eraseTime = VirtualTime.zero
  /// The manifestation.
  package var manifestTime = VirtualTime.zero
  /// From the end of DETACH, or of the manifestation, to leaving the bus, with bitWillDetach.
  package var selfDetachTime = VirtualTime.milliseconds(100)
  /// Whether bus resets between entering DFU mode and the first SET_CONFIGURATION are taken as
  /// part of the enumeration, and do not lead out of DFU mode.
  package var keepsModeUntilConfigured = false
  /// The most bytes of a firmware.
  package var capacity = 1 << 20
  /// Bytes without which the device does not agree that a download is whole; 0 is any number.
  package var expectedSize = 0
  /// The firmware at the start.
  package var firmware: [UInt8] = (0..<256).map { UInt8(truncatingIfNeeded: 7 * $0 + 3) }
  /// Whether a factory image boots when the firmware that was downloaded is not valid, and the
  /// requests that XMOS documents are taken (sw_usb_audio 8.1, sw_dfu.rst).
  package var isXMOS = false
  /// What goes wrong with a block, or with the firmware.
  package var faults = FaultPlan()

  /// A manifestation-tolerant device that takes and gives firmware, without delay.
  package init() {}

  /// The device as XMOS documents it: DFU 1.1, a DETACH timeout of one second, 64-byte blocks.
  package static let xmos: ReferenceParameters = {
    var parameters = ReferenceParameters()
    parameters.isXMOS = true
    parameters.interface = 3
    return parameters
  }()
}
