import DFU
import USB

/// Watches in which mode a device comes back after XMOS_DFU_RESETDEVICE.
///
/// XMOS's guide promises DFU mode; its code boots the application (lib_xua 4.2.0,
/// lib_xua/doc/rst/sw_dfu.rst against lib_xua/src/dfu/dfu.xc).
struct ResetDeviceWatch {
  private var frame: Int?
  /// What was found, in order.
  private(set) var remarks: [String] = []

  /// The most remarks that are kept.
  private static let limit = 20

  /// Takes note of the request, and of the descriptor set that the device shows next.
  mutating func observe(_ observation: Observation) {
    switch observation.event {
    case .exchange(let transfer):
      let isReset = transfer.setup.requestType.rawValue == 0x21 && transfer.setup.request == 0xF0
      frame = isReset && transfer.outcome == .acknowledged ? transfer.submitted.frame : nil
    case .described(let set):
      guard let frame, let mode = set.mode, remarks.count < Self.limit else { return }
      remarks.append(Self.remark(frame, mode))
      self.frame = nil
    case .configured, .interfaceSet, .reset, .left, .attached, .gap, .end: break
    }
  }

  private static func remark(_ frame: Int, _ mode: Mode) -> String {
    let request = "After XMOS_DFU_RESETDEVICE of frame \(frame) the device shows its "
    return switch mode {
    case .runTime:
      request + "run-time descriptors: it follows XMOS's code, which boots the application, and "
        + "not XMOS's guide, which promises DFU mode."
    case .dfuMode:
      request + "DFU-mode descriptors: it follows XMOS's guide, and not XMOS's published code, "
        + "which boots the application."
    }
  }
}
