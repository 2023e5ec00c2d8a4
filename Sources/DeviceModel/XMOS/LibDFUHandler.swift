import DFU
import USB

/// The DFU handler of lib_dfu 2.x (humphrey-xmos/lib_dfu 22139ff0, lib_dfu/src/dfu.xc; xmos/lib_dfu
/// 804b715f, lib_dfu/src/usb/dfu_usb_requests.xc).
///
/// A refused request stalls. In DFU mode it also leads to dfuERROR with a status code.
struct LibDFUHandler: RequestHandler {
  var memory: FlashInterface
  private var status = Status.ok
  private var download: LibDFUDownload
  private var reading = LibDFUUpload()
  private let pollTimeouts: LibDFUPollTimeouts

  typealias Result = HandlerResult

  /// Makes a handler. `isInBand`: the USB code runs on the flash's tile. `eraseTime`: how long one
  /// GETSTATUS erases in lib_dfu 2.1; nil means lib_dfu 2.0.
  init(flash: Flash, isInBand: Bool, eraseTime: VirtualTime?) {
    memory = FlashInterface(flash: flash)
    pollTimeouts = isInBand ? .inBand : .standard
    download = LibDFUDownload(eraseTime: eraseTime)
  }

  /// Connects to the flash. If that fails on the flash's tile, the entry is taken back: the
  /// descriptors are those of DFU mode, the state is appIDLE. On another tile it is tried after the
  /// entry, and shows as errTARGET.
  mutating func enterDFUMode() -> State {
    guard !memory.open() else { return .dfuIDLE }
    return pollTimeouts == .inBand ? .appIDLE : fail(.errTARGET)
  }

  /// Always false: lib_dfu has no timer that keeps a device in DFU mode.
  func isInDFUMode(afterResetIn state: State, ticks: UInt32, isShared: Bool) -> Bool { false }

  /// Handles a request. It checks neither wValue nor the direction.
  mutating func handle(
    _ setup: SetupPacket, block: [UInt8], in state: State, ticks: UInt32
  ) -> Result {
    guard let request = ClassRequest(rawValue: setup.request) else {
      return handleOther(setup, in: state)
    }
    return switch request {
    case .detach: detach(in: state)
    case .dnload: dnload(block, in: state)
    case .upload: upload(Int(setup.length), in: state)
    case .getStatus: getStatus(setup.length, in: state)
    case .clrStatus: clearStatus(in: state)
    case .getState where setup.length == 1: Result(state: state, data: [state.rawValue])
    case .getState: Result(verdict: .refused, state: state)
    case .abort: cancel(in: state)
    }
  }

  /// Handles requests outside the class. Of XMOS's own requests only REVERTFACTORY is left, and it
  /// always succeeds. The report of a bus reset, for use between the parts of lib_dfu, is accepted
  /// from a host too.
  private mutating func handleOther(_ setup: SetupPacket, in state: State) -> Result {
    switch setup.request {
    case XMOSRequest.revertFactory.rawValue where state == .dfuIDLE:
      _ = memory.open()
      return Result(state: state, spent: memory.deleteUpgrade())
    case Self.busReset:
      return reset(staysInDFUMode: setup.value != 0, in: state)
    default: return refuse(in: state)
    }
  }

  /// The bRequest that the USB code uses to report a bus reset (lib_dfu 2.x,
  /// lib_dfu/api/dfu_types.h).
  private static let busReset: UInt8 = 9

  /// Handles the report of a bus reset: in DFU mode it closes the flash and reboots into the
  /// application.
  private mutating func reset(staysInDFUMode: Bool, in state: State) -> Result {
    guard state != .appIDLE else { return Result(state: state) }
    status = .ok
    guard !staysInDFUMode else { return Result(state: .dfuIDLE) }
    memory.close()
    return Result(state: .appIDLE, reboots: true)
  }

  /// Stalls. In dfuERROR the existing status code stays.
  private mutating func refuse(in state: State, _ code: Status = .errSTALLEDPKT) -> Result {
    switch state {
    case .appIDLE, .appDETACH: Result(verdict: .refused, state: .appIDLE)
    case .dfuERROR: Result(verdict: .refused, state: state)
    case .dfuIDLE, .dfuDNLOADSYNC, .dfuDNBUSY, .dfuDNLOADIDLE, .dfuMANIFESTSYNC, .dfuMANIFEST,
      .dfuMANIFESTWAITRESET, .dfuUPLOADIDLE:
      Result(verdict: .refused, state: fail(code))
    }
  }

  private mutating func fail(_ code: Status) -> State {
    status = code
    return .dfuERROR
  }
}

// MARK: Requests

extension LibDFUHandler {
  /// Handles DETACH: the device reboots, from run-time mode into DFU mode, or from DFU mode into
  /// the application. A state of DFU mode that does not allow DETACH leads to dfuERROR with
  /// errSTALLEDPKT; the device then reboots too.
  private mutating func detach(in state: State) -> Result {
    switch state {
    case .appIDLE, .appDETACH: Result(state: .appDETACH, flag: true, reboots: true)
    case .dfuIDLE, .dfuERROR: Result(state: state, reboots: true)
    case .dfuDNLOADSYNC, .dfuDNBUSY, .dfuDNLOADIDLE, .dfuMANIFESTSYNC, .dfuMANIFEST,
      .dfuMANIFESTWAITRESET, .dfuUPLOADIDLE:
      Result(state: fail(.errSTALLEDPKT), reboots: true)
    }
  }

  /// Adds the block to the present page. It does not access the flash.
  private mutating func dnload(_ block: [UInt8], in state: State) -> Result {
    guard state == .dfuIDLE || state == .dfuDNLOADIDLE else { return refuse(in: state) }
    if state == .dfuIDLE {
      guard !block.isEmpty else { return refuse(in: state, .errADDRESS) }
      download.begin()
    }
    guard !block.isEmpty else { return Result(state: .dfuMANIFESTSYNC) }
    guard download.append(block) else { return refuse(in: state, .errFILE) }
    return Result(state: .dfuDNLOADSYNC)
  }

  /// Handles UPLOAD. The first UPLOAD leads to dfuUPLOAD-IDLE, even if it returns no data. A later
  /// short UPLOAD ends the upload. A size that the page in RAM has not left is refused.
  private mutating func upload(_ length: Int, in state: State) -> Result {
    guard state == .dfuIDLE || state == .dfuUPLOADIDLE else { return refuse(in: state) }
    let isFirst = state == .dfuIDLE
    if isFirst {
      guard pollTimeouts == .standard || memory.open() else { return refuse(in: state, .errTARGET) }
      reading = LibDFUUpload()
    }
    guard !reading.isOver(memory.upgradeSize) else {
      return Result(state: isFirst ? .dfuUPLOADIDLE : .dfuIDLE)
    }
    guard let range = reading.take(length, of: memory.upgradeSize) else {
      return refuse(in: state, .errFILE)
    }
    let bytes = memory.bytes(from: range.lowerBound, count: range.count)
    let isShort = !isFirst && bytes.count < length
    return Result(state: isShort ? .dfuIDLE : .dfuUPLOADIDLE, data: bytes)
  }

  private mutating func clearStatus(in state: State) -> Result {
    guard state == .dfuERROR else { return refuse(in: state) }
    status = .ok
    download.clear()
    return Result(state: .dfuIDLE)
  }

  /// Handles ABORT. In dfuDNLOAD-IDLE it is refused.
  private mutating func cancel(in state: State) -> Result {
    switch state {
    case .appIDLE, .dfuIDLE: Result(state: state)
    case .dfuUPLOADIDLE: Result(state: .dfuIDLE)
    case .appDETACH, .dfuDNLOADSYNC, .dfuDNBUSY, .dfuDNLOADIDLE, .dfuMANIFESTSYNC,
      .dfuMANIFEST, .dfuMANIFESTWAITRESET, .dfuERROR:
      refuse(in: state)
    }
  }
}

// MARK: Status

extension LibDFUHandler {
  /// Handles GETSTATUS. A wLength other than 6 is refused. In the SYNC states it leads to dfuERROR,
  /// but six bytes are still sent.
  private mutating func getStatus(_ length: UInt16, in state: State) -> Result {
    let isSync = state == .dfuDNLOADSYNC || state == .dfuMANIFESTSYNC
    if length == 6 {
      return isSync ? synchronize(in: state) : Result(state: state, data: report(state))
    }
    guard isSync else { return Result(verdict: .refused, state: state) }
    let next = fail(.errUNKNOWN)
    return Result(state: next, data: report(next))
  }

  /// While flash work remains, the reply names a busy state and the state stays. The step is done
  /// before the reply is sent. A failure of the step shows in the next reply.
  private mutating func synchronize(in state: State) -> Result {
    let isManifest = state == .dfuMANIFESTSYNC
    guard download.isBusy(inManifest: isManifest) else {
      download.finish()
      let next: State = isManifest ? .dfuIDLE : .dfuDNLOADIDLE
      return Result(state: next, data: report(next))
    }
    var result = Result(state: state)
    let poll = pollTimeouts.time(of: download.told)
    result.data = report(isManifest ? .dfuMANIFEST : .dfuDNBUSY, poll: poll)
    let done = download.perform(inManifest: isManifest, &memory)
    result.spent = done.spent
    if let failure = done.failure { result.state = fail(failure) }
    return result
  }

  private func report(_ state: State, poll: UInt32 = 0) -> [UInt8] {
    StatusReport(
      rawStatus: status.rawValue, pollTimeoutMilliseconds: poll, rawState: state.rawValue
    ).bytes
  }
}
