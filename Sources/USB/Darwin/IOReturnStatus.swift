/// The status of a USB request on macOS: IOReturn, as a number with its sign.
///
/// Two families of USB errors exist beside the general ones (IOKit/IOReturn.h): the older
/// IOUSBFamily's (IOKit/usb/USB.h, E0004000h and up) and IOUSBHost's
/// (IOUSBHostFamilyDefinitions.h, E0005000h and up).
enum IOReturnStatus {
  /// How the transfer ended. A code that is not listed tells nothing of the device.
  static func outcome(_ status: Int32) -> TransferOutcome {
    switch UInt32(bitPattern: status) {
    // kIOReturnSuccess; kIOReturnUnderrun: fewer bytes than there was room for.
    case 0, 0xE000_02E7: .acknowledged
    // kUSBHostReturnPipeStalled, kIOUSBPipeStalled.
    case 0xE000_5000, 0xE000_404F: .stalled
    // kIOReturnTimeout, kIOUSBTransactionTimeout.
    case 0xE000_02D6, 0xE000_4051: .timedOut
    // kIOReturnAborted, kIOUSBTransactionReturned.
    case 0xE000_02EB, 0xE000_4050: .cancelled
    // kIOReturnNoDevice, kIOReturnOffline, kIOReturnNotAttached.
    case 0xE000_02C0, 0xE000_02D7, 0xE000_02D9: .disconnected
    // kIOReturnOverrun.
    case 0xE000_02E8: .overflowed
    // kIOReturnIOError, kIOReturnNotResponding; and kIOUSBCRCErr, kIOUSBBitstufErr,
    // kIOUSBDataToggleErr, kIOUSBPIDCheckErr, kIOUSBWrongPIDErr, kIOUSBLinkErr.
    case 0xE000_02CA, 0xE000_02ED, 0xE000_4001...0xE000_4003, 0xE000_4006, 0xE000_4007,
      0xE000_4010:
      .wireError
    // kIOReturnBadArgument, kIOReturnUnsupported, kIOReturnNotOpen, kIOReturnNotPermitted.
    case 0xE000_02C2, 0xE000_02C7, 0xE000_02CD, 0xE000_02E2: .notSent
    default: .unknown
    }
  }
}
