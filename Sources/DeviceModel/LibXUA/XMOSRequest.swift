/// The requests that XMOS adds to the class (lib_xua 4.2.0, lib_xua/src/dfu/dfu_types.h).
package enum XMOSRequest: UInt8, CaseIterable, Hashable, Sendable {
  case resetDevice = 0xF0
  case revertFactory, resetIntoDFU, resetFromDFU, selectImage, saveState, restoreState
}
