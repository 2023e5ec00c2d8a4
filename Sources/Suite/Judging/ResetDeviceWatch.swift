import DFU
import USB

/// Watches in which mode a device comes back after XMOS_DFU_RESETDEVICE.
///
/// XMOS's guide promises DFU mode; its code boots the application (lib_xua 4.2.0,
/// lib_xua/doc/rst/sw_dfu.rst against lib_xua/src/dfu/dfu.xc).
struct ResetDeviceWatch {
  private var frame: Int?
  /// Where XMOS_DFU_RESETINTODFU was acknowledged; its flag has old firmware boot DFU mode until
  /// XMOS_DFU_RESETFROMDFU (sc_usb_audio 6, module_dfu/src/dfu.xc).
  private var intoDFU: Int?
  /// What was found, in order.
  private(set) var remarks: [String] = []

  /// The most remarks that are kept.
  private static let limit = 20

  /// Takes note of the request, and of the descriptor set that the device shows next.
  mutating func observe(_ observation: Observation) {
    switch observation.event {
    case .exchange(let transfer):
      frame = nil
      guard transfer.setup.requestType.rawValue == 0x21, transfer.outcome == .acknowledged
      else { return }
      switch transfer.setup.request {
      case 0xF0: frame = transfer.submitted.frame
      case 0xF2: intoDFU = transfer.submitted.frame
      case 0xF3: intoDFU = nil
      default: break
      }
    case .described(let set):
      guard let frame, let mode = set.mode, remarks.count < Self.limit else { return }
      remarks.append(remark(frame, mode))
      self.frame = nil
    case .configured, .interfaceSet, .reset, .left, .attached, .gap, .end: break
    }
  }

  private func remark(_ frame: Int, _ mode: Mode) -> String {
    let request = "After XMOS_DFU_RESETDEVICE of frame \(frame) the device shows its "
    switch (mode, intoDFU) {
    case (.runTime, _):
      return request + "run-time descriptors: it follows XMOS's code, which boots the "
        + "application, and not XMOS's guide, which promises DFU mode."
    case (.dfuMode, nil):
      return request + "DFU-mode descriptors: it follows XMOS's guide, and not XMOS's published "
        + "code, which boots the application."
    case (.dfuMode, let into?):
      return request + "DFU-mode descriptors: XMOS's guide promises them, and so does the code of "
        + "sc_usb_audio 6 after XMOS_DFU_RESETINTODFU (frame \(into)); which it follows cannot be "
        + "told."
    }
  }
}
