package import USB

/// The requests that XMOS adds to the class (lib_xua 4.2.0, lib_xua/src/dfu/dfu_types.h).
package enum XMOSRequest: UInt8, CaseIterable, Hashable, Sendable {
  /// XMOS_DFU_RESETDEVICE: reboots the device.
  case resetDevice = 0xF0
  /// XMOS_DFU_REVERTFACTORY: goes back to the factory image.
  case revertFactory
  /// XMOS_DFU_RESETINTODFU: reboots the device into DFU mode.
  case resetIntoDFU
  /// XMOS_DFU_RESETFROMDFU: reboots the device into run-time mode.
  case resetFromDFU
  /// XMOS_DFU_SELECTIMAGE: acknowledged without effect in every published version.
  case selectImage
  /// XMOS_DFU_SAVESTATE: acknowledged without effect; lib_xua 5 no longer knows it.
  case saveState
  /// XMOS_DFU_RESTORESTATE: like XMOS_DFU_SAVESTATE.
  case restoreState

  /// The request in a setup packet. It must be a class or vendor request to an interface; nil for
  /// others.
  package init?(_ setup: SetupPacket) {
    guard setup.requestType.kind != .standard, setup.requestType.recipient == .interface else {
      return nil
    }
    self.init(rawValue: setup.request)
  }

  /// Their values of bRequest: F0h to F6h.
  package static var numbers: ClosedRange<UInt8> { 0xF0...0xF6 }
}
