package import USB

/// Finds the updates and the read-backs of one session in its observations.
///
/// Follows one transfer at a time, in one of these phases:
///
/// ```
/// none ─ first block ─> open ─ its end ─> ended ─ another request ─> none
///                        ^                 │ │                        ^
///                        └── next block ───┘ └ a new arrival ─> back ─┘ the first state shown
/// ```
///
/// The next block goes on only where the end was not sure. Only behind a download, an arrival leads
/// to `back`: a dfuERROR that is the first state shown says that its firmware is corrupt.
///
/// SET_CONFIGURATION and SET_INTERFACE make it `turned`: the host turned to something else, but the
/// device may still be in the transfer (DFU 1.1 does not say), and an ABORT may still end it.
/// While `ended`, what the device shows is still told: its last state, and the manifestation.
/// It never judges. A poll only stores what it showed, so that polls cost next to nothing.
package struct ImageWatch: Sendable {
  /// How many transfers of a session are told one by one. The later ones are counted.
  package static let limit = 100

  enum Phase { case none, open, turned, ended, back }

  var filed: [ImageTransfer] = []
  private var filedFurther = FurtherTransfers()
  var current = ImageTransfer(.download, began: Moment(frame: 0, nanoseconds: 0))
  var phase = Phase.none
  /// Whether `current` holds a transfer. It stays after its phase is over, for its versions.
  private(set) var hasCurrent = false
  /// Whether the device showed its state after the last block or command.
  var hasShown = false
  /// Whether the host sent a GETSTATUS behind the zero-length DNLOAD. It starts the manifestation
  /// (DFU 1.1, 6.1.1), whether or not its answer came.
  var hasAskedStatus = false
  /// Whether the last block that was sent is a zero-length DNLOAD to which no answer came.
  var mayBeWhole = false
  /// The versions that were shown last.
  var versions = ImageTransfer.Versions()
  /// bcdDFUVersion as it was shown last; nil where no functional descriptor was seen.
  package internal(set) var dialect: UInt16?
  /// Whether the device came back after the last download.
  var hasReturned = false
  /// Whether the device has shown nothing yet of the firmware of the last download after a restart.
  var awaitsRestart = false
  /// The first of `filed` whose device has not come back before another download began.
  private(set) var firstWaiting = 0

  var isUnderway: Bool { phase == .open || phase == .turned }

  /// Starts a session in which nothing was seen.
  package init() {}

  /// The transfers that are told one by one, in order.
  package var images: [ImageTransfer] {
    hasCurrent && filed.count < Self.limit ? filed + [current] : filed
  }

  /// The transfer that is followed, or the last one; nil before the first.
  package var latest: ImageTransfer? { hasCurrent ? current : nil }

  /// The count of the transfers after these.
  package var further: FurtherTransfers {
    var further = filedFurther
    if hasCurrent, filed.count == Self.limit { further.count(current) }
    return further
  }
}

// MARK: - Exchanges

extension ImageWatch {
  /// Takes the next exchange of the session.
  package mutating func observe(_ transfer: borrowing ControlTransfer) {
    guard let request = ClassRequest(transfer.setup) else { return extensionRequest(transfer) }
    switch request {
    case .dnload: block(.download, transfer)
    case .upload: block(.upload, transfer)
    case .getStatus, .getState:
      if phase == .back {
        firstPoll(request, transfer)
      } else if phase != .none {
        poll(request, transfer)
      }
    case .abort, .clrStatus, .detach: if phase != .none { command(request, transfer) }
    }
  }

  private mutating func block(
    _ direction: ImageTransfer.Direction, _ transfer: borrowing ControlTransfer
  ) {
    let isOpen = phase == .open && current.direction == direction
    guard isOpen || admit(direction, transfer) else { return }
    mayBeWhole = false
    switch transfer.outcome {
    case .acknowledged, .acknowledgedOrStalled:
      switch direction {
      case .download: sent(transfer)
      case .upload: received(transfer)
      }
    case .stalled: end(.refused, at: transfer.ended)
    case .timedOut, .cancelled, .disconnected, .notSent, .unknown, .unanswered, .overflowed,
      .wireError:
      if transfer.outcome == .unknown, !isCommand(transfer) { current.noteUnanswered(transfer) }
      mayBeWhole = direction == .download && transfer.setup.length == 0
      fail(transfer)
    }
  }

  private mutating func sent(_ transfer: borrowing ControlTransfer) {
    hasShown = false
    guard transfer.setup.length > 0 else {
      current.isWhole = true
      hasAskedStatus = false
      return end(.completed, at: transfer.ended)
    }
    if isCommand(transfer) {
      current.commands += 1
      current.ended = transfer.ended
    } else {
      add(transfer.actualLength ?? Int(transfer.setup.length), at: transfer.ended)
    }
  }

  private mutating func received(_ transfer: borrowing ControlTransfer) {
    if isCommand(transfer) {
      current.commands += 1
      current.ended = transfer.ended
      return
    }
    let length = transfer.actualLength ?? transfer.data.count
    if length > 0 { add(length, at: transfer.ended) }
    if transfer.isShort {
      end(.completed, at: transfer.ended)
    }
  }

  private mutating func add(_ length: Int, at moment: Moment) {
    current.blocks += 1
    current.bytes += length
    if length > current.blockSize { current.blockSize = length }
    current.ended = moment
  }

  /// Whether a request of the transfer is a DfuSe command, which has wBlockNum 0. A device whose
  /// descriptors the capture does not show is taken for one with DfuSe where the data of a DNLOAD
  /// has the form of a command.
  private func isCommand(_ transfer: borrowing ControlTransfer) -> Bool {
    guard transfer.setup.value == 0 else { return false }
    if let dialect { return dialect == DfuSeDialect.version }
    return current.direction == .download && DfuSeDialect.isCommand(transfer.data)
  }

  /// A request of the transfer that got no answer.
  mutating func fail(_ transfer: borrowing ControlTransfer) {
    switch transfer.outcome {
    case .timedOut, .cancelled:
      let time = transfer.completed.map { $0.nanoseconds - transfer.submitted.nanoseconds }
      end(.givenUp(afterNanoseconds: time), at: transfer.ended)
    case .disconnected: end(.left, at: current.ended)
    case .unknown:
      current.hasGap = true
      if transfer.setup.request == ClassRequest.dnload.rawValue, transfer.setup.length == 0 {
        end(.unseen, at: current.ended)
      }
    case .acknowledged, .acknowledgedOrStalled, .stalled, .overflowed, .notSent, .wireError,
      .unanswered:
      break
    }
  }

  /// ABORT, CLRSTATUS and DETACH. Each of them ends the time in which answers still belong to a
  /// transfer that has ended. Not so where the device stalls it in the manifestation: the dfuERROR
  /// that follows (DFU 1.1, A.1) tells what became of the image.
  private mutating func command(
    _ request: ClassRequest, _ transfer: borrowing ControlTransfer
  ) {
    guard isUnderway else {
      if request == .abort, transfer.outcome == .acknowledged, takesBackEnd(at: transfer.ended) {
        return
      }
      if phase == .back { awaitsRestart = false }
      if phase == .back || transfer.outcome != .stalled || !current.mayManifest { phase = .none }
      return
    }
    switch transfer.outcome {
    case .acknowledged, .acknowledgedOrStalled:
      if request == .abort { endByAbort(at: transfer.ended) }
    case .stalled: break
    case .timedOut, .cancelled, .disconnected, .notSent, .unknown, .unanswered, .overflowed,
      .wireError:
      fail(transfer)
    }
    if request == .detach { end(.neverEnded, at: current.ended) }
  }

  private mutating func endByAbort(at moment: Moment) {
    guard isUnderway else { return }
    current.isWritten =
      current.direction == .download && hasShown && current.state == State.dfuDNLOADIDLE.rawValue
    end(.aborted, at: moment)
  }

  /// An ABORT in dfuMANIFEST-SYNC, before a GETSTATUS has started the manifestation: where a device
  /// takes it, it leads to dfuIDLE (DFU 1.1, Figure A.1), and the host has given the image up.
  /// False for every other ABORT.
  private mutating func takesBackEnd(at moment: Moment) -> Bool {
    guard phase == .ended, current.mayManifest, !hasAskedStatus, !current.hasGap else {
      return false
    }
    current.ending = .aborted
    current.ended = moment
    return true
  }

  /// XMOS's resets take the device out of a transfer, as DETACH does.
  private mutating func extensionRequest(_ transfer: borrowing ControlTransfer) {
    guard phase != .none, transfer.outcome != .stalled else { return }
    switch XMOSRequest(transfer.setup) {
    case .resetDevice?, .resetIntoDFU?, .resetFromDFU?: turnAway()
    case .revertFactory?, .selectImage?, .saveState?, .restoreState?, nil: break
    }
  }

  /// The host turned to something else.
  private mutating func turnAway() {
    end(.neverEnded, at: current.ended)
    phase = .none
  }

  mutating func end(_ ending: ImageTransfer.Ending, at moment: Moment) {
    guard isUnderway else { return }
    current.ending = ending
    current.ended = moment
    phase = .ended
  }
}

// MARK: - Beginnings

extension ImageWatch {
  /// Begins a transfer with this request, or goes on with the current one. False where the request
  /// belongs to none.
  ///
  /// A block that fails in the manifestation begins none. In dfuMANIFEST-SYNC and dfuMANIFEST every
  /// block is stalled (DFU 1.1, A.2.7 r4, A.2.8 r1), and the dfuERROR that follows is the end of
  /// the image before.
  private mutating func admit(
    _ direction: ImageTransfer.Direction, _ transfer: borrowing ControlTransfer
  ) -> Bool {
    let isAccepted =
      transfer.outcome == .acknowledged || transfer.outcome == .acknowledgedOrStalled
    if phase == .ended, current.mayManifest, transfer.outcome.isFailure { return false }
    if phase == .ended, current.direction == direction {
      if isAccepted, mayGoOn {
        if current.ending == .refused { current.wasRefused = true }
        current.ending = .recordingEnded
        phase = .open
        return true
      }
      if !isAccepted, mayFailAgain { return false }
    }
    if isUnderway { turnAway() }
    guard direction == .upload || transfer.setup.length > 0 else { return false }
    file()
    begin(direction, at: transfer.submitted)
    return true
  }

  /// Whether what ended the transfer may not have been its end: the device shows no error any more.
  private var mayGoOn: Bool {
    switch current.ending {
    case .refused: current.state != State.dfuERROR.rawValue
    case .givenUp, .unseen: true
    case .completed, .aborted, .reset, .left, .neverEnded, .leftByDevice, .recordingEnded: false
    }
  }

  /// Whether a block that fails behind this end is of the same attempt, and no first block of a new
  /// transfer: the device is not known to be in an idle state.
  private var mayFailAgain: Bool {
    switch current.ending {
    case .refused, .givenUp, .unseen, .reset, .left: true
    case .completed, .aborted, .neverEnded, .leftByDevice, .recordingEnded: false
    }
  }

  private mutating func begin(_ direction: ImageTransfer.Direction, at moment: Moment) {
    if phase == .back { awaitsRestart = false }
    current = ImageTransfer(direction, began: moment)
    phase = .open
    hasCurrent = true
    guard direction == .download else { return }
    awaitsRestart = true
    current.before = versions
    if hasReturned { firstWaiting = filed.count }
    hasReturned = false
  }

  private mutating func file() {
    guard hasCurrent else { return }
    if filed.count < Self.limit { filed.append(current) } else { filedFurther.count(current) }
  }
}

extension TransferOutcome {
  /// Whether the device did not take the request.
  fileprivate var isFailure: Bool {
    switch self {
    case .stalled, .timedOut, .cancelled, .disconnected, .notSent: true
    case .acknowledged, .acknowledgedOrStalled, .unknown, .unanswered, .overflowed, .wireError:
      false
    }
  }
}
