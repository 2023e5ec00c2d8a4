// Packets on the wire: everything that knows their bytes.
//
// It never opens a file and never judges. Read in this order: WireTransaction (a token and what
// follows it), this decoder (which packet is whose), ControlPipe (endpoint 0 of one address) and
// WireTransfer (the stages and data of one control transfer). PacketID, WireLayout and PacketCheck
// hold the values of the bytes.
//
// A packet that is damaged is treated as if it were not there, because its receiver does so too
// (USB 2.0, 8.6.3). The handshake that follows tells whether the receiver had it all the same.

/// Reads captures of packets on the wire, link types 288 and 293 to 295.
///
/// The request of a transfer is the data packet of its SETUP, and its end is the last packet:
/// mostly the handshake of the status stage. The wire has one bus, number 0.
package struct WireDecoder: TransferDecoder {
  /// The longest that a host does not ask for a transfer that it still wants, in nanoseconds.
  ///
  /// A host asks in every frame, where the frame has room (USB 2.0, 5.5.4). This is much longer.
  /// It is shorter than the 100 ms that a host waits before it asks a device that was plugged in
  /// (USB 2.0, 7.1.7.3).
  private static var patience: Int64 { 50_000_000 }

  private let speed: WireSpeed
  private let check = PacketCheck()
  private var transaction = WireTransaction()
  /// The split token before the next token.
  private var split = WireTransaction.Split.none
  /// The control endpoint of each address.
  private var pipes = [ControlPipe](repeating: ControlPipe(), count: 128)
  private var store = PayloadStore()
  /// The number of transfers under way.
  private var open = 0
  /// The address of the transfer that began last.
  private var latest = 0
  /// The number of packets of transfers that had ended.
  package private(set) var copies = 0
  /// The number of packets that belong to no transfer.
  package private(set) var strays = 0

  /// Makes a decoder of packets at this speed.
  package init(_ speed: WireSpeed) {
    self.speed = speed
  }

  /// The dialect's name.
  package var name: String? { "packets on the wire" }

  /// What packets do not show.
  package var limits: [String] {
    let common = [
      "A bus reset is no packet: it is known by the new enumeration, and its moment is not.",
      "Why the host gave up a transfer is not shown.",
    ]
    return speed == .unknown ? common + ["The speed of the bus is not shown."] : common
  }

  // MARK: - Packets of all endpoints

  /// Classifies a packet by itself and by the token before it.
  @inline(__always)
  package mutating func kind(of record: Span<UInt8>) -> RecordKind {
    guard !record.isEmpty else { return .undecodable(.tooShort(bytes: 0)) }
    guard let id = PacketID(rawValue: record[0]) else { return damaged() }
    switch id {
    case .startOfFrame:
      transaction.owner = .nobody
      split = .none
      return .bus
    case .out, .in, .setup, .ping, .extended: return token(id, record)
    case .data0, .data1, .data2, .moreData: return data(record)
    case .ack, .nak, .stall, .notYet: return handshake(record)
    case .preambleOrError:
      let isError = transaction.owner != .nobody && transaction.split == .complete
      return isError ? handshake(record) : .bus
    case .split: return split(record)
    }
  }

  /// A packet of which not even the type is known. It may be a token.
  private mutating func damaged() -> RecordKind {
    transaction.owner = .nobody
    split = .none
    return .undecodable(.damagedPacket)
  }

  @inline(__always)
  private mutating func token(_ id: PacketID, _ record: Span<UInt8>) -> RecordKind {
    guard record.count == WireLayout.tokenLength else { return damaged() }
    let fields = record.littleEndian16(at: 1)
    guard check.isWhole(token: fields) else { return damaged() }
    let isControl = WireLayout.endpoint(fields) == 0 && id != .extended
    transaction.owner = isControl ? .control : .other
    transaction.token = id
    transaction.address = WireLayout.address(fields)
    transaction.split = split
    transaction.hasData = false
    split = .none
    return isControl ? .control : .other(device)
  }

  private mutating func split(_ record: Span<UInt8>) -> RecordKind {
    guard check.isWhole(split: record) else { return damaged() }
    transaction.owner = .nobody
    split = WireLayout.isComplete(split: record) ? .complete : .start
    return .bus
  }

  @inline(__always)
  private mutating func data(_ record: Span<UInt8>) -> RecordKind {
    switch transaction.owner {
    case .other: return .other(device)
    case .nobody: return .control
    case .control:
      guard !check.isWhole(data: record) else { return .control }
      transaction.hasData = true
      return .undecodable(.damagedPacket)
    }
  }

  @inline(__always)
  private mutating func handshake(_ record: Span<UInt8>) -> RecordKind {
    guard record.count == WireLayout.handshakeLength else { return damaged() }
    guard transaction.owner == .other else { return .control }
    transaction.owner = .nobody
    return .other(device)
  }

  @inline(__always)
  private var device: DeviceAddress { DeviceAddress(bus: 0, address: transaction.address) }

  // MARK: - Packets of control endpoints

  /// Takes in a packet of a control endpoint, or one whose token is not in the capture.
  package mutating func accept(
    _ record: Span<UInt8>, at moment: Moment, emit: TransferEmit
  ) -> DeviceAddress? {
    guard !record.isEmpty, let id = PacketID(rawValue: record[0]) else { return nil }
    switch id {
    case .setup where transaction.split != .complete:
      strays += pipes[place].takeSetupToken()
      return nil
    case .setup, .out, .in, .ping: return acceptToken(at: moment, emit)
    case .data0, .data1, .data2, .moreData: return acceptData(id, record, at: moment, emit)
    case .ack, .nak, .stall, .notYet, .preambleOrError:
      return acceptHandshake(id, at: moment, emit)
    case .startOfFrame, .split, .extended: return nil
    }
  }

  /// The index of the transaction's endpoint in `pipes`.
  private var place: Int { Int(transaction.address) }

  private mutating func acceptToken(at moment: Moment, _ emit: TransferEmit) -> DeviceAddress? {
    guard pipes[place].held == 0 else { return acceptUnseenSetup(emit) }
    let effect = pipes[place].take(transaction, at: moment)
    return settle(effect, emit)
  }

  private mutating func acceptData(
    _ id: PacketID, _ record: Span<UInt8>, at moment: Moment, _ emit: TransferEmit
  ) -> DeviceAddress? {
    guard transaction.owner == .control, !transaction.hasData else {
      transaction.owner = .nobody
      strays += 1
      return nil
    }
    transaction.hasData = true
    let payload = record.extracting(1..<record.count - 2)
    guard transaction.token == .setup else {
      let effect = pipes[place].take(id, payload, of: transaction, at: moment)
      return settle(effect, emit)
    }
    // A SETUP has eight bytes of DATA0 (USB 2.0, 8.5.3). The device ignores any other.
    guard id == .data0, payload.count == 8, let setup = SetupPacket(payload) else {
      strays += 1
      return nil
    }
    acceptSetup(setup, at: moment, emit)
    return nil
  }

  private mutating func acceptSetup(
    _ setup: SetupPacket, at moment: Moment, _ emit: TransferEmit
  ) {
    if pipes[place].isRepeated(by: setup) {
      return pipes[place].takeSetupAgain(transaction, at: moment)
    }
    giveUp(place, emit)
    if open > 0 { giveUpForgotten(at: moment, emit) }
    pipes[place].begin(setup, transaction, at: moment)
    open += 1
    latest = place
  }

  private mutating func acceptHandshake(
    _ id: PacketID, at moment: Moment, _ emit: TransferEmit
  ) -> DeviceAddress? {
    guard transaction.owner == .control else { return acceptOrphan(id, emit) }
    transaction.owner = .nobody
    guard pipes[place].held == 0 else { return acceptUnseenSetup(emit) }
    let effect = pipes[place].take(handshake: id, of: transaction, at: moment)
    return settle(effect, emit)
  }

  /// Takes the packet after a SETUP whose data are not in the capture. The device has them, because
  /// the host goes on: the earlier transfer is over and a new one is under way.
  private mutating func acceptUnseenSetup(_ emit: TransferEmit) -> DeviceAddress? {
    strays += pipes[place].dropSetup()
    giveUp(place, emit)
    return settle(.stray, emit)
  }

  /// Takes a handshake whose token is not in the capture. If it says that something happened,
  /// nobody knows where: any transfer may have lost something.
  private mutating func acceptOrphan(_ id: PacketID, _ emit: TransferEmit) -> DeviceAddress? {
    guard id != .nak, id != .preambleOrError else {
      strays += 1
      return nil
    }
    forget(emit)
    return DeviceAddress(bus: 0, address: UInt8(latest))
  }

  /// Books a packet by what it did. Returns the device if the beginning of its transfer was not
  /// seen, and this is new.
  @inline(__always)
  private mutating func settle(
    _ effect: ControlPipe.Effect, _ emit: TransferEmit
  ) -> DeviceAddress? {
    switch effect {
    case .goesOn: break
    case .ends(let outcome): end(place, outcome, again: repeatable(outcome), emit)
    case .again: copies += 1
    case .stray:
      if pipes[place].noteStray() { return device }
      strays += 1
    }
    return nil
  }

  /// The token that comes again if the handshake that has just ended a transfer was lost. The host
  /// sends the last packet of an IN without a hub itself, and knows that it is over.
  private func repeatable(_ outcome: TransferOutcome) -> PacketID? {
    let isHosts = transaction.token == .in && transaction.split == .none
    return outcome == .acknowledged && isHosts ? nil : transaction.token
  }

  // MARK: - Transfers that end without a packet

  /// Whether a transfer is under way that is not the one that began last.
  @inline(__always)
  package var isOvertaken: Bool { open > 1 || open == 1 && !pipes[latest].isOpen }

  /// The moment of the transfer that is under way at this device, if it began before `moment`.
  package func waiting(at device: DeviceAddress, before moment: Moment) -> Moment? {
    let pipe = pipes[Int(device.address & 0x7F)]
    guard pipe.isOpen, pipe.transfer.submitted < moment else { return nil }
    return pipe.transfer.submitted
  }

  /// Emits the transfers under way, in the order in which they began.
  package mutating func finish(emit: TransferEmit) {
    forget(emit)
    for place in pipes.indices { strays += pipes[place].dropSetup() }
    transaction.owner = .nobody
    split = .none
  }

  /// Ends all transfers, because packets of any of them may be missing.
  private mutating func forget(_ emit: TransferEmit) {
    if open > 0 {
      let began = pipes.indices.filter { pipes[$0].isOpen }
        .sorted { pipes[$0].transfer.submitted < pipes[$1].transfer.submitted }
      for place in began {
        let isOver = pipes[place].outcomeIfGivenUp == .wireError
        end(place, isOver ? .wireError : .unknown, emit)
      }
    }
    for place in pipes.indices { pipes[place].forget() }
  }

  /// Ends the transfer of an address, if there is one: the host sends nothing more for it.
  private mutating func giveUp(_ place: Int, _ emit: TransferEmit) {
    guard pipes[place].isOpen else { return }
    end(place, pipes[place].outcomeIfGivenUp, emit)
  }

  /// Ends the transfers that the host has not asked for in a long time.
  private mutating func giveUpForgotten(at moment: Moment, _ emit: TransferEmit) {
    let limit = moment.nanoseconds.subtractingReportingOverflow(Self.patience).partialValue
    for place in pipes.indices
    where pipes[place].isOpen && pipes[place].transfer.last.nanoseconds < limit {
      giveUp(place, emit)
    }
  }

  private mutating func end(
    _ place: Int, _ outcome: TransferOutcome, again: PacketID? = nil, _ emit: TransferEmit
  ) {
    let records = pipes[place].transfer.records
    let device = DeviceAddress(bus: 0, address: UInt8(place))
    let transfer = pipes[place].end(outcome, again: again, of: device, &store)
    open -= 1
    emit(transfer, records)
    if !transfer.data.isEmpty { store.giveBack(transfer.data) }
  }
}
