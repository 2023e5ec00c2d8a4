import DFU
import USB

/// The DFU handler of lib_dfu 2.x (humphrey-xmos/lib_dfu 22139ff0, lib_dfu/src/dfu.xc; xmos/lib_dfu
/// 804b715f, lib_dfu/src/usb/dfu_usb_requests.xc).
///
/// A refused request stalls. In DFU mode it also leads to dfuERROR with a status code.
struct LibDFUHandler: RequestHandler {
  var memory: FlashInterface
  private var status = Status.ok
  private var download = LibDFUDownload()
  /// The first byte of the image for the next UPLOAD.
  private var position = 0
  private let pollTimeouts: LibDFUPollTimeouts
  private let release: UInt16
  private let attributes: FunctionalDescriptor.Attributes

  typealias Result = HandlerResult

  /// Makes a handler. `isInBand`: the USB code runs on the flash's tile. `release` is bcdDevice;
  /// `attributes` are those of the functional descriptor.
  init(
    flash: Flash, isInBand: Bool, release: UInt16, attributes: FunctionalDescriptor.Attributes
  ) {
    self.attributes = attributes
    memory = FlashInterface(flash: flash)
    pollTimeouts = isInBand ? .inBand : .standard
    self.release = release
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
  /// always succeeds. The requests for internal use between the parts of lib_dfu are accepted from
  /// a host too.
  private mutating func handleOther(_ setup: SetupPacket, in state: State) -> Result {
    switch setup.request {
    case XMOSRequest.revertFactory.rawValue where state == .dfuIDLE:
      _ = memory.open()
      return Result(state: state, spent: memory.deleteUpgrade())
    case Self.busReset:
      return reset(staysInDFUMode: setup.value != 0, in: state)
    case Self.getDescriptor where setup.length == 4:
      let isRunTime = state == .appIDLE || state == .appDETACH
      return Result(
        state: state, data: littleEndian(release) + [attributes.rawValue, isRunTime ? 1 : 2])
    default: return refuse(in: state)
    }
  }

  /// The bRequest that the USB code uses to report a bus reset, and the bRequest that other
  /// transports use to read what USB has in descriptors (lib_dfu 2.x, lib_dfu/api/dfu_types.h).
  private static let busReset: UInt8 = 9
  private static let getDescriptor: UInt8 = 10

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
      download = LibDFUDownload()
    }
    if block.isEmpty {
      download.end()
      return Result(state: .dfuMANIFESTSYNC)
    }
    guard download.append(block) else { return refuse(in: state, .errFILE) }
    return Result(state: .dfuDNLOADSYNC)
  }

  /// Handles UPLOAD. The first UPLOAD leads to dfuUPLOAD-IDLE, even if it returns no data. A later
  /// short UPLOAD ends the upload.
  private mutating func upload(_ length: Int, in state: State) -> Result {
    guard state == .dfuIDLE || state == .dfuUPLOADIDLE else { return refuse(in: state) }
    if state == .dfuIDLE {
      guard memory.open() else { return refuse(in: state, .errTARGET) }
      position = 0
    }
    let bytes = memory.bytes(from: position, count: length)
    position += bytes.count
    let isOver = state == .dfuUPLOADIDLE && (bytes.isEmpty || bytes.count < length)
    return Result(state: isOver ? .dfuIDLE : .dfuUPLOADIDLE, data: bytes)
  }

  private mutating func clearStatus(in state: State) -> Result {
    guard state == .dfuERROR else { return refuse(in: state) }
    status = .ok
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
    guard let step = download.step(isManifest: isManifest) else {
      let next: State = isManifest ? .dfuIDLE : .dfuDNLOADIDLE
      return Result(state: next, data: report(next))
    }
    var result = Result(state: state)
    result.data = report(isManifest ? .dfuMANIFEST : .dfuDNBUSY, poll: pollTimeouts.time(of: step))
    let done = download.perform(step, &memory)
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
