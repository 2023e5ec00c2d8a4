import DFU
import USB

/// lib_xua's own request handler (`DFUHandler` of lib_xua 4.2.0 and 5.3.0, lib_xua/src/dfu/dfu.xc).
/// It is also the handler of sc_usb_audio, the predecessor of lib_xua.
struct LibXUAHandler: RequestHandler {
  typealias Result = HandlerResult
  typealias Verdict = HandlerResult.Verdict

  var memory: FlashInterface
  /// When DETACH started the timer, in ticks of 10 ns, in 32 bits; and the timer's length.
  private var timerStart: UInt32 = 0
  private var resetTimeout = Self.defaultTimeout
  /// The number of 64-byte parts that the page still needs (download) or still holds (upload). It
  /// wraps below 0.
  private var partsLeft: UInt32 = 0
  /// Whether the handler believes that an erase is in progress. It believes so at boot.
  private var isErasing = true
  /// The block that waits until the erase is finished.
  private var savedBlock = [UInt8](repeating: 0, count: FlashInterface.partSize)
  private let generation: XMOSGeneration

  /// One second, in ticks of 10 ns.
  private static let defaultTimeout: UInt32 = 100_000_000

  init(_ generation: XMOSGeneration, flash: Flash) {
    self.generation = generation
    memory = FlashInterface(flash: flash)
  }

  /// Handles any request from endpoint 0; `block` is one packet of 64 bytes.
  mutating func handle(
    _ setup: SetupPacket, block: [UInt8], in state: State, ticks: UInt32
  ) -> Result {
    if let request = ClassRequest(rawValue: setup.request) {
      return handle(request, setup, block: block, in: state, ticks: ticks)
    }
    var result = Result(state: state)
    switch XMOSRequest(rawValue: setup.request) {
    case .resetDevice, .resetFromDFU: result.reboots = true
    case .resetIntoDFU: (result.reboots, result.flag) = (true, true)
    case .revertFactory: result.spent = revertFactory()
    case .selectImage: break
    case .saveState, .restoreState, nil:
      if generation.refusesUnknownRequests { result.verdict = .refused }
    }
    return result
  }

  private mutating func handle(
    _ request: ClassRequest, _ setup: SetupPacket, block: [UInt8], in state: State, ticks: UInt32
  ) -> Result {
    switch request {
    case .detach: detach(setup, in: state, ticks: ticks)
    case .dnload: dnload(setup, block: block, in: state)
    case .upload: upload(setup, in: state)
    case .getStatus: getStatus(in: state)
    case .clrStatus: Result(state: state == .dfuERROR ? .dfuIDLE : .dfuERROR)
    case .getState: getState(in: state)
    case .abort: Result(state: .dfuIDLE)
    }
  }

  /// Deletes the upgrade images, then waits 250 ms. It does not report a failure.
  private mutating func revertFactory() -> VirtualTime {
    _ = memory.open()
    return memory.deleteUpgrades() + .milliseconds(250)
  }

  private mutating func detach(_ setup: SetupPacket, in state: State, ticks: UInt32) -> Result {
    guard !generation.rebootsOnDetach else {
      return Result(state: state, flag: state == .appIDLE, reboots: true)
    }
    guard state == .appIDLE else { return Result(state: .dfuERROR) }
    _ = memory.open()
    resetTimeout = UInt32(setup.value) &* 100_000
    timerStart = ticks
    return Result(state: .appDETACH)
  }

  /// Whether the device is in DFU mode after a reset. In appDETACH and dfuIDLE the timer decides.
  ///
  /// The USB code reads the timer of its own tile. If the handler runs on another tile, DETACH has
  /// not started that timer. lib_xua 5 never starts it.
  func isInDFUMode(afterResetIn state: State, ticks: UInt32, isShared: Bool) -> Bool {
    guard state == .appDETACH || state == .dfuIDLE else { return false }
    let start = isShared ? timerStart : 0
    return ticks &- start <= (isShared ? resetTimeout : Self.defaultTimeout)
  }
}

// MARK: Download

extension LibXUAHandler {
  private mutating func dnload(_ setup: SetupPacket, block: [UInt8], in state: State) -> Result {
    guard memory.open() || generation.acknowledgesFailedDownload else {
      return Result(verdict: .neither, state: state)
    }
    switch (state, setup.length) {
    case (.dfuDNLOADIDLE, 0): return endImage(in: state)
    case (.dfuDNLOADIDLE, _), (.dfuIDLE, 1...): break
    default:
      let verdict = generation.acknowledgesFailedDownload ? Verdict.done : .neither
      return Result(verdict: verdict, state: .dfuERROR)
    }
    var result = Result(state: .dfuDNLOADSYNC)
    let isFirst = state == .dfuIDLE
    let beginsPage = setup.value % UInt16(FlashInterface.partsPerPage) == 0
    if isFirst, beginsPage || !generation.deletesImagesAtPageOnly {
      result.spent += memory.deleteUpgrades()
    }
    if beginsPage {
      partsLeft = UInt32(FlashInterface.partsPerPage)
      if isFirst {
        result.spent += beginImage()
      } else {
        memory.beginPage()
      }
    }
    if generation.erase == .inGetStatus, isFirst, beginsPage, isErasing {
      savedBlock = block
    } else {
      result.spent += memory.write(block)
      partsLeft &-= 1
    }
    return result
  }

  /// Erases until the flash library is ready or fails, or makes only one call, as the generation
  /// does it.
  private mutating func beginImage() -> VirtualTime {
    var (result, spent) = memory.startAdd()
    while generation.erase == .inFirstBlock, result == .moreToErase {
      let call = memory.startAdd()
      result = call.result
      spent += call.spent
    }
    isErasing = result != .ready
    return spent
  }

  /// Pads the page with zeros and ends the image. It does not report whether the image is valid.
  ///
  /// If `partsLeft` has wrapped, the padding loop runs 2^32 times.
  private mutating func endImage(in state: State) -> Result {
    guard partsLeft <= UInt32(FlashInterface.partsPerPage) else {
      return Result(verdict: .never, state: state)
    }
    var result = Result(state: .dfuMANIFESTSYNC)
    let zeros = [UInt8](repeating: 0, count: FlashInterface.partSize)
    for _ in 0..<partsLeft { result.spent += memory.write(zeros) }
    _ = memory.flash.endWrite()
    return result
  }
}

// MARK: Upload and status

extension LibXUAHandler {
  private mutating func upload(_ setup: SetupPacket, in state: State) -> Result {
    _ = memory.open()
    let isFirst = state == .dfuIDLE
    guard isFirst ? setup.length > 0 : state == .dfuUPLOADIDLE else {
      return Result(state: .dfuERROR)
    }
    if isFirst || partsLeft == 0 {
      guard memory.readPage(isFirst: isFirst) else {
        partsLeft = 0
        return Result(state: .dfuIDLE)
      }
      partsLeft = UInt32(FlashInterface.partsPerPage)
    }
    partsLeft &-= 1
    return Result(state: .dfuUPLOADIDLE, data: memory.readPart())
  }

  /// Answers GETSTATUS. bStatus is always OK, bwPollTimeout always 0, bState the state after the
  /// request.
  private mutating func getStatus(in state: State) -> Result {
    var result = Result(state: state)
    switch state {
    case .dfuMANIFEST, .dfuMANIFESTWAITRESET: result.state = .dfuERROR
    case .dfuMANIFESTSYNC: result.state = .dfuIDLE
    case .dfuDNLOADSYNC where generation.erase == .inFirstBlock: result.state = .dfuDNLOADIDLE
    case .dfuDNLOADSYNC, .dfuDNBUSY:
      result.spent = eraseForAWhile()
      result.state = isErasing ? .dfuDNBUSY : .dfuDNLOADIDLE
    case .appIDLE, .appDETACH, .dfuIDLE, .dfuDNLOADIDLE, .dfuUPLOADIDLE, .dfuERROR:
      break
    }
    result.data = [0, 0, 0, 0, result.state.rawValue, 0]
    return result
  }

  /// Erases for at least 400 ms, in whole sectors. When the erase is finished, the waiting block is
  /// written. A flash error counts as "still erasing".
  private mutating func eraseForAWhile() -> VirtualTime {
    let limit = VirtualTime.milliseconds(400)
    guard isErasing else { return .zero }
    var spent = VirtualTime.zero
    while isErasing, spent < limit {
      let call = memory.startAdd()
      isErasing = call.result != .ready
      spent += call.result == .failed ? limit : call.spent
    }
    if !isErasing {
      spent += memory.write(savedBlock)
      partsLeft &-= 1
    }
    return spent
  }

  private func getState(in state: State) -> Result {
    let isFatal: [State] = [.dfuDNBUSY, .dfuMANIFEST, .dfuMANIFESTWAITRESET]
    return Result(state: isFatal.contains(state) ? .dfuERROR : state, data: [state.rawValue])
  }
}
