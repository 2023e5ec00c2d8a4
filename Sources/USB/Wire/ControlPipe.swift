/// Endpoint 0 of one address: the control transfer there, put together from its packets.
struct ControlPipe: Sendable {
  /// Whether there is a transfer.
  enum State: Sendable {
    /// The beginning of what happens here is not in the capture. `isTold`: that was said already.
    case unseen(isTold: Bool)
    /// A transfer is under way.
    case open
    /// The last transfer has ended. If its last handshake was lost, this token comes again, with
    /// its data and another handshake (USB 2.0, 8.6.4).
    case ended(again: PacketID?)
  }

  /// What a packet did.
  enum Effect {
    /// The transfer goes on, and has the packet.
    case goesOn
    /// The transfer has ended with this packet.
    case ends(TransferOutcome)
    /// The packet repeats one of a transfer that has ended.
    case again
    /// The packet belongs to a transfer whose beginning was not seen.
    case stray
  }

  /// The attempts without a handshake after which a host gives a transfer up (USB 2.0, 10.2.6).
  private static var attempts: Int { 3 }

  private(set) var state = State.unseen(isTold: false)
  private(set) var transfer = WireTransfer()
  /// Whether the handshake of the present transaction is still to come.
  private var awaits = false
  /// The number of transactions before it that had none.
  private var silences = 0
  /// Whether the last token here was a repetition of one of a transfer that has ended.
  private var isRepeating = false
  /// The number of records of a SETUP transaction whose data have not come.
  private(set) var held = 0

  /// Whether a transfer is under way.
  var isOpen: Bool {
    switch state {
    case .open: true
    case .unseen, .ended: false
    }
  }

  // MARK: - Packets

  /// Takes a token other than SETUP, and the SETUP of a complete-split.
  mutating func take(_ transaction: WireTransaction, at moment: Moment) -> Effect {
    guard isOpen else { return outside(transaction) }
    noteSilence()
    awaits = transaction.split == .none
    transfer.note(moment)
    return transfer.enters(transaction) ? .goesOn : .ends(.unknown)
  }

  /// Takes a data packet that is whole and not of a SETUP. `payload`: its data.
  mutating func take(
    _ id: PacketID, _ payload: Span<UInt8>, of transaction: WireTransaction, at moment: Moment
  ) -> Effect {
    guard isOpen else { return isRepeating && payload.isEmpty ? .again : .stray }
    transfer.note(moment)
    transfer.take(id, payload, of: transaction)
    // A hub has acknowledged to the device already what it hands on (USB 2.0, 11.17).
    guard transaction.token == .in, transaction.split == .complete else { return .goesOn }
    endTransaction()
    return transfer.isAcknowledged(transaction.token) ? .ends(.acknowledged) : .goesOn
  }

  /// Takes a handshake.
  mutating func take(
    handshake id: PacketID, of transaction: WireTransaction, at moment: Moment
  ) -> Effect {
    guard isOpen else { return isRepeating ? .again : .stray }
    transfer.note(moment)
    switch (id, transaction.split) {
    case (.stall, _): return .ends(.stalled)
    case (_, .start): return .goesOn
    case (.preambleOrError, _):
      silences += 1
      return .goesOn
    case (.nak, _), (.notYet, .complete):
      endTransaction()
      return .goesOn
    default:
      endTransaction()
      return transfer.isAcknowledged(transaction.token) ? .ends(.acknowledged) : .goesOn
    }
  }

  /// The transaction has had its handshake.
  private mutating func endTransaction() {
    awaits = false
    silences = 0
  }

  private mutating func noteSilence() {
    if awaits { silences += 1 }
    awaits = false
  }

  // MARK: - SETUP

  /// Takes the token of a SETUP. Its data tell what it is about. Returns the number of records of
  /// an earlier one whose data did not come.
  mutating func takeSetupToken() -> Int {
    if isOpen { noteSilence() }
    defer { held = 1 }
    return held
  }

  /// Whether the SETUP only repeats that of the transfer, because there was no answer to it.
  func isRepeated(by setup: SetupPacket) -> Bool {
    isOpen && transfer.isUnanswered(setup) && silences < Self.attempts
  }

  /// Takes the data of a SETUP, which repeats the one of this transfer.
  mutating func takeSetupAgain(_ transaction: WireTransaction, at moment: Moment) {
    transfer.note(moment, records: held + 1)
    held = 0
    awaits = transaction.split == .none
  }

  /// Begins a transfer with the data of its SETUP.
  mutating func begin(_ setup: SetupPacket, _ transaction: WireTransaction, at moment: Moment) {
    transfer.begin(setup, at: moment, records: held + 1)
    held = 0
    silences = 0
    awaits = transaction.split == .none
    state = .open
  }

  /// The data of a SETUP do not come. Returns the number of its records.
  mutating func dropSetup() -> Int {
    defer { held = 0 }
    return held
  }

  // MARK: - The end

  /// How the transfer ends if the host sends nothing more for it.
  ///
  /// A host repeats what has had no handshake. It stops after three attempts, and Linux calls that
  /// a protocol error. Where it stops earlier, a packet may be missing in the capture.
  var outcomeIfGivenUp: TransferOutcome {
    let silences = silences + (awaits ? 1 : 0)
    if transfer.hasOverflow { return .overflowed }
    if silences == 0 { return .cancelled }
    return silences < Self.attempts ? .unknown : .wireError
  }

  /// Ends the transfer. `again`: the token that comes again if the last handshake was lost.
  mutating func end(
    _ outcome: TransferOutcome, again: PacketID? = nil, of device: DeviceAddress,
    _ store: inout PayloadStore
  ) -> ControlTransfer {
    state = outcome == .unknown ? .unseen(isTold: true) : .ended(again: again)
    isRepeating = false
    return transfer.ended(outcome, of: device, &store)
  }

  /// Packets of all endpoints are missing: whatever comes here may be of a transfer whose beginning
  /// was not seen.
  mutating func forget() {
    state = .unseen(isTold: false)
    isRepeating = false
  }

  /// Notes that the beginning was not seen. Returns whether this is new.
  mutating func noteStray() -> Bool {
    defer { state = .unseen(isTold: true) }
    switch state {
    case .unseen(let isTold): return !isTold
    case .open, .ended: return true
    }
  }

  private mutating func outside(_ transaction: WireTransaction) -> Effect {
    switch state {
    case .ended(let again?):
      isRepeating = transaction.token == again || transaction.token == .ping && again == .out
    case .ended(nil), .open, .unseen: isRepeating = false
    }
    return isRepeating ? .again : .stray
  }
}
