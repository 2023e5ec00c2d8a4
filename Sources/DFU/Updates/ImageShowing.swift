import USB

// What the device shows of a transfer: its state while it goes on, and what becomes of the image.

extension ImageWatch {
  /// The states that change nothing while a transfer is open: those of a transfer.
  private static let usual: UInt16 =
    1 << State.dfuDNLOADSYNC.rawValue | 1 << State.dfuDNBUSY.rawValue
    | 1 << State.dfuDNLOADIDLE.rawValue | 1 << State.dfuUPLOADIDLE.rawValue

  @inline(__always)
  mutating func poll(_ request: ClassRequest, _ transfer: borrowing ControlTransfer) {
    if request == .getStatus { hasAskedStatus = true }
    guard transfer.outcome == .acknowledged else { return fail(transfer) }
    guard let told = Self.told(request, transfer) else { return }
    if let status = told.status {
      current.status = status
    } else if current.state != told.state {
      current.status = nil
    }
    current.state = told.state
    hasShown = true
    if phase == .turned { goesOn(in: State(rawValue: told.state)) }
    if Self.usual & 1 << UInt16(told.state) == 0 {
      shown(State(rawValue: told.state), at: transfer.ended)
    }
  }

  /// The host turned to something else, and the device shows that the transfer is still open.
  private mutating func goesOn(in state: State?) {
    let isOpen: Bool =
      switch current.direction {
      case .download: state == .dfuDNLOADIDLE || state == .dfuDNBUSY || state == .dfuDNLOADSYNC
      case .upload: state == .dfuUPLOADIDLE
      }
    guard isOpen else { return }
    current.ending = .recordingEnded
    phase = .open
  }

  /// bState and bStatus in an answer to GETSTATUS or GETSTATE; nil where it has another length.
  @inline(__always)
  private static func told(
    _ request: ClassRequest, _ transfer: borrowing ControlTransfer
  ) -> (state: UInt8, status: UInt8?)? {
    let data = transfer.data.span
    if request == .getStatus { return data.count == 6 ? (data[4], data[0]) : nil }
    return data.count == 1 ? (data[0], nil) : nil
  }

  /// The device showed a state that no transfer goes on in.
  private mutating func shown(_ state: State?, at moment: Moment) {
    switch state {
    case .dfuERROR?: error(at: moment)
    case .dfuMANIFESTSYNC?, .dfuMANIFEST?: manifestation(.begun)
    case .dfuMANIFESTWAITRESET?: manifestation(.done)
    case .appIDLE?, .appDETACH?, .dfuIDLE?:
      if phase == .open, state == .dfuIDLE, mayBeWhole {
        manifestation(.done)
      } else if isUnderway {
        let ending = phase == .turned ? ImageTransfer.Ending.neverEnded : .leftByDevice
        end(current.hasGap ? .unseen : ending, at: current.ended)
        current.leftShown = moment
      } else {
        manifestation(.done)
      }
    case .dfuDNLOADSYNC?, .dfuDNBUSY?, .dfuDNLOADIDLE?, .dfuUPLOADIDLE?, nil: break
    }
  }

  /// An error in the manifestation refuses the whole image; one after it is another matter.
  private mutating func error(at moment: Moment) {
    if isUnderway { return end(.refused, at: moment) }
    switch current.ending {
    case .completed: if current.mayManifest { current.ending = .refused }
    case .unseen: current.ending = .refused
    case .aborted, .refused, .givenUp, .reset, .left, .neverEnded, .leftByDevice,
      .recordingEnded:
      break
    }
  }

  /// A state of the manifestation, or one after it. It also shows that a zero-length DNLOAD came,
  /// where the record of it is missing, or no answer to it came: nothing else leads there (DFU 1.1,
  /// A.2.6).
  private mutating func manifestation(_ shown: ImageTransfer.Manifestation) {
    guard current.direction == .download else { return }
    if provesEnd(shown) {
      current.ending = .completed
      current.isWhole = true
      phase = .ended
    }
    if current.ending == .completed, current.manifestation != .done {
      current.manifestation = shown
    }
  }

  private func provesEnd(_ shown: ImageTransfer.Manifestation) -> Bool {
    let mayHaveCome = isUnderway || current.ending == .unseen
    guard mayBeWhole else { return current.hasGap && shown == .begun && mayHaveCome }
    // SET_INTERFACE and SET_CONFIGURATION may lead to dfuIDLE too.
    guard current.state != State.dfuIDLE.rawValue else { return phase == .open }
    if case .givenUp = current.ending { return true }
    return mayHaveCome
  }
}

// MARK: - After a restart

extension ImageWatch {
  /// The first GETSTATUS or GETSTATE after the device came back from a download.
  ///
  /// A reset leads to dfuERROR where the firmware is not valid, and nothing else does (DFU 1.1,
  /// A.2.7 r6, A.2.8 r5, A.2.9 r3). Which bStatus goes with it is open (AMB-10). errSTALLEDPKT is
  /// of a request that the device stalled (6.1.2).
  mutating func firstPoll(_ request: ClassRequest, _ transfer: borrowing ControlTransfer) {
    guard transfer.outcome == .acknowledged || transfer.outcome == .stalled else { return }
    phase = .none
    awaitsRestart = false
    guard transfer.outcome == .acknowledged, let told = Self.told(request, transfer),
      told.state == State.dfuERROR.rawValue, told.status != Status.errSTALLEDPKT.rawValue
    else { return }
    if current.direction == .download { return current.showCorrupt(status: told.status) }
    let last = filed.dropFirst(firstWaiting).lastIndex { $0.direction == .download }
    if let last { filed[last].showCorrupt(status: told.status) }
  }
}
