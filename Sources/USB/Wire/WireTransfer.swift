/// A control transfer whose packets are coming in (USB 2.0, 8.5.3).
struct WireTransfer: Sendable {
  /// The stages of a control transfer.
  private enum Stage: Sendable { case setup, data, status }

  /// The last packet of the data stage, which is the end of `data`.
  private struct Tail: Sendable {
    /// DATA0 or DATA1. The first one of the stage is DATA1 (USB 2.0, 8.5.3).
    var toggle = PacketID.data0
    /// The number of its bytes in `data`.
    var count = 0
    /// Whether the receiver has it.
    var isReceived = true
  }

  private var setup = SetupPacket(
    requestType: RequestType(rawValue: 0), request: 0, value: 0, index: 0, length: 0)
  private var stage = Stage.setup
  /// Whether the device has acknowledged the SETUP.
  private var isSetUp = false
  private var data: [UInt8] = []
  private var tail = Tail()
  /// The number of data packets, and the length of the first and of the last.
  private var packets = (count: 0, first: 0, last: 0)
  /// Whether nothing is missing in `data` so far.
  private var isWhole = true
  /// Whether the device sent more than the host asked for.
  private(set) var hasOverflow = false
  /// Whether the data of the present transaction have come.
  private var hasData = false
  /// Whether the data of the status stage are DATA1, as they have to be.
  private var isStatusInTurn = true
  /// The moment of the SETUP's data, and of the last packet.
  private(set) var submitted = Moment(frame: 0, nanoseconds: 0)
  private(set) var last = Moment(frame: 0, nanoseconds: 0)
  /// The number of records so far.
  private(set) var records = 0

  /// No transfer.
  init() {}

  /// Begins a transfer with this SETUP; `records`: its packets so far. The memory of the data is
  /// used again.
  mutating func begin(_ setup: SetupPacket, at moment: Moment, records: Int) {
    var buffer: [UInt8] = []
    swap(&buffer, &data)
    buffer.removeAll(keepingCapacity: true)
    self = WireTransfer()
    data = buffer
    self.setup = setup
    submitted = moment
    last = moment
    self.records = records
  }

  /// Counts a packet, or several.
  @inline(__always)
  mutating func note(_ moment: Moment, records: Int = 1) {
    self.records += records
    last = moment
  }

  /// Whether this is the SETUP of this transfer, and nobody has answered it yet.
  func isUnanswered(_ setup: SetupPacket) -> Bool {
    stage == .setup && !isSetUp && self.setup == setup
  }

  // MARK: - Stages

  /// Goes to the stage that the token belongs to. Returns false where there is no such stage: a
  /// SETUP between is not in the capture.
  mutating func enters(_ transaction: WireTransaction) -> Bool {
    if transaction.split != .complete { hasData = false }
    guard let next = stage(of: transaction.token) else { return false }
    // The host goes on only when the data stage is complete, so the last handshake was good.
    if next == .status { tail.isReceived = true }
    stage = next
    return true
  }

  /// The stage of a token: data go in one direction, and the status in the other. Without data, the
  /// status is IN (USB 2.0, 8.5.3).
  private func stage(of token: PacketID) -> Stage? {
    guard token != .setup else { return stage }
    let isIn = token == .in
    guard setup.length > 0 else { return isIn ? .status : nil }
    guard isIn == self.isIn else { return .status }
    return stage == .status ? nil : .data
  }

  /// Takes the data of the present transaction.
  mutating func take(_ id: PacketID, _ payload: Span<UInt8>, of transaction: WireTransaction) {
    hasData = true
    switch stage {
    case .setup: break
    case .data: receive(id, payload)
    case .status:
      isStatusInTurn = id == .data1
      if transaction.token == .in, isStatusInTurn, !payload.isEmpty { hasOverflow = true }
    }
  }

  /// Notes that the receiver has the data of the present transaction. Returns whether this
  /// completes the transfer.
  mutating func isAcknowledged(_ token: PacketID) -> Bool {
    guard token != .ping else { return false }
    switch stage {
    case .setup:
      isSetUp = true
      return false
    case .data:
      tail.isReceived = true
      if !hasData {
        missData()
        tail.toggle = tail.toggle == .data0 ? .data1 : .data0
      }
      return false
    case .status: return !hasData || isStatusInTurn
    }
  }

  // MARK: - Data

  /// Takes data as their receiver does: one with the toggle of the last only repeats it, because
  /// the sender has not got the handshake (USB 2.0, 8.6.4).
  private mutating func receive(_ id: PacketID, _ payload: Span<UInt8>) {
    guard id == .data0 || id == .data1 else { return missData() }
    guard id != tail.toggle else {
      // Repeated data are the same. If they are not, a packet between is not in the capture.
      if !isTail(payload) { missData() }
      return
    }
    tail = Tail(toggle: id, isReceived: false)
    if isWhole { append(payload) }
  }

  private mutating func append(_ payload: Span<UInt8>) {
    let room = Int(setup.length) - data.count
    if payload.count > room {
      hasOverflow = isIn
      isWhole = false
    }
    tail.count = min(payload.count, room)
    for position in 0..<tail.count { data.append(payload[position]) }
    packets = (packets.count + 1, packets.count == 0 ? payload.count : packets.first, payload.count)
  }

  /// The receiver has data that are not in the capture. Nothing behind them is kept.
  private mutating func missData() {
    if !tail.isReceived { dropTail() }
    isWhole = false
    tail = Tail(toggle: tail.toggle)
  }

  private var isIn: Bool { setup.requestType.direction == .deviceToHost }

  private func isTail(_ payload: Span<UInt8>) -> Bool {
    guard payload.count == tail.count else { return false }
    let start = data.count - tail.count
    return payload.indices.allSatisfy { payload[$0] == data[start + $0] }
  }

  private mutating func dropTail() {
    data.removeLast(tail.count)
    tail.count = 0
  }

  /// Whether the data stage has the length that it has to have: the host sends wLength bytes, and
  /// the device sends fewer only with a last packet that is shorter (USB 2.0, 8.5.3.2).
  private var hasFullLength: Bool {
    guard setup.length > 0, data.count < setup.length else { return true }
    guard isIn else { return false }
    return packets.count == 1 || packets.last < packets.first
  }

  // MARK: - The end

  /// The transfer as it ended. Its data are copied by `store`.
  mutating func ended(
    _ outcome: TransferOutcome, of device: DeviceAddress, _ store: inout PayloadStore
  ) -> ControlTransfer {
    if !tail.isReceived { dropTail() }
    let ending = shown(outcome)
    let payload = data.isEmpty ? [] : store.copy(data.span, 0..<data.count)
    return ControlTransfer(
      device: device, setup: setup, outcome: ending, rawStatus: nil,
      actualLength: actualLength(ending), data: payload, submitted: submitted,
      completed: ending == .unknown ? nil : last)
  }

  /// The outcome as far as the capture shows it. An answer that is not whole is not known.
  private func shown(_ outcome: TransferOutcome) -> TransferOutcome {
    guard outcome == .acknowledged else { return outcome }
    if hasOverflow { return .overflowed }
    return isIn && !(isWhole && hasFullLength) ? .unknown : .acknowledged
  }

  /// The number of bytes that moved; nil where that is not known. When the device has acknowledged
  /// the end, it has all that the host had to send (USB 2.0, 8.5.3).
  private func actualLength(_ outcome: TransferOutcome) -> Int? {
    if outcome == .acknowledged, !isIn { return Int(setup.length) }
    return isWhole ? data.count : nil
  }
}
