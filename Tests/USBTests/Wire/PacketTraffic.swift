import USB

/// Packets on the wire, written bit by bit from USB 2.0, 8.3 to 8.5.
struct PacketTraffic {
  /// The types of packets with their four bits (USB 2.0, table 8-1).
  enum PID: UInt8 {
    case out = 0b0001, `in` = 0b1001, startOfFrame = 0b0101, setup = 0b1101
    case data0 = 0b0011, data1 = 0b1011, data2 = 0b0111, moreData = 0b1111
    case ack = 0b0010, nak = 0b1010, stall = 0b1110, notYet = 0b0110
    case preamble = 0b1100, split = 0b1000, ping = 0b0100

    /// A hub's answer has the type of the preamble.
    static let error = PID.preamble

    /// The type, and its complement in the upper half (USB 2.0, figure 8-2).
    var byte: UInt8 { rawValue | ~rawValue << 4 }
  }

  private(set) var records: [(bytes: [UInt8], moment: Moment)] = []
  /// The address of the next tokens.
  var device: UInt8 = 5
  /// The endpoint of the next tokens.
  var endpoint: UInt8 = 0
  /// The time of the next packet, in nanoseconds.
  var now: Int64 = 0

  init(_ traffic: (inout PacketTraffic) -> Void) { traffic(&self) }

  mutating func add(_ bytes: [UInt8]) {
    records.append((bytes, Moment(frame: records.count + 1, nanoseconds: now)))
    now += 1_000
  }

  mutating func wait(milliseconds: Int64) { now += milliseconds * 1_000_000 }

  // MARK: - Packets

  mutating func token(_ pid: PID) {
    let fields = Self.bits(device, 7) + Self.bits(endpoint, 4)
    add([pid.byte] + Self.bytes(fields + Self.checksum5(fields)))
  }

  mutating func data(_ pid: PID, _ payload: [UInt8] = []) {
    let fields = payload.flatMap { Self.bits($0, 8) }
    add([pid.byte] + payload + Self.bytes(Self.checksum(fields, [15, 2, 0], 16)))
  }

  mutating func handshake(_ pid: PID) { add([pid.byte]) }

  mutating func startOfFrame(_ number: UInt16 = 0) {
    let fields = Self.bits(number, 11)
    add([PID.startOfFrame.byte] + Self.bytes(fields + Self.checksum5(fields)))
  }

  /// A split token to hub 1, port 2, of a control endpoint at full speed (USB 2.0, 8.4.2.2).
  mutating func split(complete: Bool) {
    let fields =
      Self.bits(UInt8(1), 7) + [complete] + Self.bits(UInt8(2), 7) + [false, false, false, false]
    add([PID.split.byte] + Self.bytes(fields + Self.checksum5(fields)))
  }

  // MARK: - Transactions

  mutating func setup(_ setup: SetupPacket, answer: PID? = .ack) {
    token(.setup)
    data(.data0, setup.bytes)
    if let answer { handshake(answer) }
  }

  mutating func `in`(_ pid: PID, _ payload: [UInt8] = [], acknowledged: Bool = true) {
    token(.in)
    data(pid, payload)
    if acknowledged { handshake(.ack) }
  }

  mutating func `in`(answer: PID?) {
    token(.in)
    if let answer { handshake(answer) }
  }

  mutating func out(_ pid: PID, _ payload: [UInt8] = [], answer: PID? = .ack) {
    token(.out)
    data(pid, payload)
    if let answer { handshake(answer) }
  }

  /// A transfer from the device, in packets of at most eight bytes.
  mutating func read(_ setup: SetupPacket, _ payload: [UInt8]) {
    self.setup(setup)
    var pid = PID.data1
    for start in stride(from: 0, to: max(payload.count, 1), by: 8) {
      self.in(pid, Array(payload[start..<min(start + 8, payload.count)]))
      pid = pid == .data1 ? .data0 : .data1
    }
    // A shorter answer ends with a shorter packet (USB 2.0, 8.5.3.2).
    if !payload.isEmpty, payload.count % 8 == 0, payload.count < setup.length { self.in(pid) }
    out(.data1)
  }

  /// A transfer to the device, in packets of at most eight bytes.
  mutating func write(_ setup: SetupPacket, _ payload: [UInt8]) {
    self.setup(setup)
    var pid = PID.data1
    for start in stride(from: 0, to: payload.count, by: 8) {
      out(pid, Array(payload[start..<min(start + 8, payload.count)]))
      pid = pid == .data1 ? .data0 : .data1
    }
    self.in(.data1)
  }

  // MARK: - Changes

  /// Replaces the bytes of a record.
  mutating func change(frame: Int, _ change: (inout [UInt8]) -> Void) {
    change(&records[frame - 1].bytes)
  }

  /// The traffic without one record.
  func without(frame: Int) -> PacketTraffic {
    var copy = self
    copy.records.remove(at: frame - 1)
    return copy
  }

  // MARK: - Bits

  /// Bits as they go over the wire: the lowest first (USB 2.0, 8.1).
  static func bits(_ value: some FixedWidthInteger, _ count: Int) -> [Bool] {
    (0..<count).map { value >> $0 & 1 == 1 }
  }

  static func bytes(_ bits: [Bool]) -> [UInt8] {
    stride(from: 0, to: bits.count, by: 8).map { start in
      (0..<8).reduce(0) { $0 | (bits[start + $1] ? 1 << UInt8($1) : 0) }
    }
  }

  /// The checksum of tokens: x^5 + x^2 + 1 (USB 2.0, 8.3.5.1).
  static func checksum5(_ bits: [Bool]) -> [Bool] { checksum(bits, [2, 0], 5) }

  /// The remainder of the bits by a polynomial, whose lower powers are given. The shift register
  /// begins with ones; its highest bit is sent first, and all are inverted (USB 2.0, 8.3.5).
  static func checksum(_ bits: [Bool], _ powers: [Int], _ length: Int) -> [Bool] {
    var register = [Bool](repeating: true, count: length)
    for bit in bits {
      let carry = bit != register[0]
      register.removeFirst()
      register.append(false)
      if carry { for power in powers { register[length - 1 - power].toggle() } }
    }
    return register.map { !$0 }
  }
}

/// What the decoder and the ledger make of packets.
struct WireReading {
  private(set) var transfers: [ControlTransfer] = []
  /// The frames of packets that belong to a transfer whose beginning was not seen.
  private(set) var lost: [Int] = []
  private(set) var bins = RecordLedger.Totals()
  private(set) var wasOvertaken = false

  init(_ traffic: PacketTraffic) {
    var decoder = WireDecoder(.full)
    var ledger = RecordLedger()
    var emitted: [ControlTransfer] = []
    let take = { (transfer: ControlTransfer, records: Int) in
      emitted.append(transfer)
      ledger.settle(transfer, records: records, as: .used)
    }
    for (bytes, moment) in traffic.records {
      switch decoder.kind(of: bytes.span) {
      case .control:
        if decoder.accept(bytes.span, at: moment, emit: take) != nil {
          lost.append(moment.frame)
          ledger.countLostSubmission()
        }
      case .other(let device): ledger.countNonControl(device)
      case .bus: ledger.countBus()
      case .undecodable: ledger.countUndecodable()
      }
      if decoder.isOvertaken { wasOvertaken = true }
    }
    decoder.finish(emit: take)
    ledger.countCopies(decoder.copies)
    ledger.countStrays(decoder.strays)
    transfers = emitted
    bins = ledger.totals(sessionAddresses: [])
  }

  init(_ traffic: (inout PacketTraffic) -> Void) { self.init(PacketTraffic(traffic)) }

  /// One text for each transfer: the frames of its request and of its end, and the outcome.
  var summary: [String] {
    transfers.map {
      "\($0.submitted.frame)-\($0.completed.map { "\($0.frame)" } ?? "") \($0.outcome)"
    }
  }
}
