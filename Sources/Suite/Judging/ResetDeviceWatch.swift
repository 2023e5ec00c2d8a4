import DFU
import DeviceModel
import USB

/// Notes the mode in which a device returns after XMOS_DFU_RESETDEVICE.
///
/// XMOS's guide promises DFU mode (lib_xua 4.2.0, lib_xua/doc/rst/sw_dfu.rst). XMOS's code boots
/// the application instead (lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc). The code up to sc_usb_audio
/// 6.12.1 boots into DFU mode after XMOS_DFU_RESETINTODFU, until XMOS_DFU_RESETFROMDFU ends this
/// (xmos/sc_usb_audio 02b07ed9, module_dfu/src/dfu.xc).
struct ResetDeviceWatch {
  private var frame: Int?
  private var flag = BootFlag.unknown
  private var hasArrived = false
  /// One sentence for each return of the device, in order.
  private(set) var remarks: [String] = []

  /// Whether XMOS_DFU_RESETINTODFU may still be in force.
  private enum BootFlag {
    case unknown, clear
    case set(frame: Int)
  }

  /// The most remarks that are kept.
  private static let limit = 20

  /// Looks at XMOS's requests and at the descriptor set that the device shows after them.
  mutating func observe(_ observation: Observation) {
    switch observation.event {
    case .exchange(let transfer): observe(transfer)
    case .described(let set):
      guard let mode = set.mode else { return }
      if hasArrived, mode == .runTime { flag = .clear }
      hasArrived = false
      guard let frame, remarks.count < Self.limit else { return }
      remarks.append(Self.remark(frame, mode, flag))
      self.frame = nil
    case .attached: hasArrived = true
    case .gap: flag = .unknown
    case .configured, .interfaceSet, .reset, .left, .end: break
    }
  }

  /// Looks at one request.
  mutating func observe(_ transfer: ControlTransfer) {
    let request =
      transfer.setup.requestType.rawValue == 0x21
      ? XMOSRequest(rawValue: transfer.setup.request) : nil
    frame = nil
    switch request {
    case .resetDevice?:
      if transfer.outcome == .acknowledged { frame = transfer.submitted.frame }
    case .resetIntoDFU?:
      if transfer.outcome != .stalled { flag = .set(frame: transfer.submitted.frame) }
    case .resetFromDFU?:
      if transfer.outcome == .acknowledged { flag = .clear }
    case .revertFactory?, .selectImage?, .saveState?, .restoreState?, nil: break
    }
  }

  private static func remark(_ frame: Int, _ mode: Mode, _ flag: BootFlag) -> String {
    let request = "After XMOS_DFU_RESETDEVICE of frame \(frame) the device shows its "
    switch (mode, flag) {
    case (.runTime, _):
      return request
        + "run-time descriptors: it follows XMOS's code, which boots the application, and "
        + "not XMOS's guide, which promises DFU mode."
    case (.dfuMode, .clear):
      return request
        + "DFU-mode descriptors: it follows XMOS's guide, and not XMOS's published code, "
        + "which boots the application."
    case (.dfuMode, .set(let earlier)):
      return request
        + "DFU-mode descriptors: XMOS's guide promises so, and the code up to sc_usb_audio 6.12.1 "
        + "does so too, since XMOS_DFU_RESETINTODFU of frame \(earlier) is still in force."
    case (.dfuMode, .unknown):
      return request
        + "DFU-mode descriptors: XMOS's guide promises so, and the code up to sc_usb_audio 6.12.1 "
        + "does so too if XMOS_DFU_RESETINTODFU was sent before the recording."
    }
  }
}
