import DFU
import USB

/// The traffic of a bus, written by a test: control transfers with their own frames and times.
struct Traffic {
  var tracker: SessionTracker
  private(set) var observations: [(session: SessionID, event: Observation.Event)] = []
  /// Where each descriptor set stands that was observed.
  private(set) var places: [DescriptorPlaces] = []
  /// What each SET_CONFIGURATION of a session may hide.
  private(set) var mayHideArrival: [Bool] = []
  private(set) var dispositions: [Disposition] = []
  private var frame = 1
  private var clock: Int64 = 0
  /// Added to every address, to show that the numbers have no influence.
  var shift: UInt8 = 0
  var bus: UInt16 = 1

  init(forced: Set<DeviceAddress> = []) {
    tracker = SessionTracker(forcedAddresses: forced)
  }

  /// The events of a session without its exchanges, in words.
  func story(_ session: SessionID = 0) -> [String] {
    observations.filter { $0.session == session }.map { Self.name($0.event) }
  }

  private static func name(_ event: Observation.Event) -> String {
    switch event {
    case .exchange(let transfer): ClassRequest(transfer.setup)?.name ?? "request"
    case .described(let set):
      "described " + (set.mode.map { $0 == .runTime ? "run-time" : "dfu" } ?? "?")
    case .configured(let value): "configured \(value)"
    case .interfaceSet(let alternate): "interface \(alternate)"
    case .reset: "reset"
    case .left: "left"
    case .attached(.afterReset): "attached after reset"
    case .attached(.afterLeaving): "attached after leaving"
    case .attached(.unexplained): "attached"
    case .gap(.otherInterface(let number)): "not followed \(number)"
    case .gap(.unknownInterface(let number)): "other \(number)"
    case .gap(.notConfigured): "not configured"
    case .gap: "gap"
    case .end: "end"
    }
  }

  mutating func send(
    _ address: UInt8, _ setup: SetupPacket, _ outcome: TransferOutcome = .acknowledged,
    data: [UInt8] = [], after milliseconds: Int64 = 1, submitted: Moment? = nil,
    rawStatus: Int32? = 0, isInterrupted: Bool = false
  ) {
    clock += milliseconds * 1_000_000
    let isUnknown = outcome == .unknown
    let number = address == 0 || address == 1 ? address : address + shift
    let transfer = ControlTransfer(
      device: DeviceAddress(bus: bus, address: number), setup: setup, outcome: outcome,
      rawStatus: rawStatus, actualLength: data.count, data: data,
      submitted: submitted ?? now,
      completed: isUnknown ? nil : Moment(frame: frame + 1, nanoseconds: clock + 100_000))
    frame += isUnknown ? 1 : 2
    var seen: [(SessionID, Observation.Event)] = []
    var shownAt: [DescriptorPlaces] = []
    var hiding: [Bool] = []
    let emit: SessionTracker.Emit = {
      seen.append(($0, $1.event))
      if case .configured = $1.event { hiding.append($1.mayHideArrival) }
      if let places = $1.places { shownAt.append(places) }
    }
    dispositions.append(
      isInterrupted
        ? tracker.acceptInterrupted(transfer, emit: emit) : tracker.accept(transfer, emit: emit))
    places += shownAt
    mayHideArrival += hiding
    observations += seen.map { (session: $0.0, event: $0.1) }
  }

  // MARK: - What hosts do

  private static func standard(
    _ type: UInt8, _ request: UInt8, _ value: UInt16, _ index: UInt16 = 0, _ length: UInt16 = 0
  ) -> SetupPacket {
    SetupPacket(
      requestType: RequestType(rawValue: type), request: request, value: value, index: index,
      length: length)
  }

  mutating func portReset(_ port: UInt16 = 1, isWarm: Bool = false) {
    send(1, Self.standard(0x23, 3, isWarm ? 28 : 4, port))
  }

  mutating func portStatus(_ port: UInt16 = 1, connected: Bool, changed: Bool) {
    send(
      1, Self.standard(0xA3, 0, 0, port, 4),
      data: [connected ? 1 : 0, 1, changed ? 1 : 0, 0])
  }

  mutating func portDisable(_ port: UInt16 = 1) {
    send(1, Self.standard(0x23, 1, 1, port))
  }

  /// A SuperSpeed hub's SET_FEATURE(PORT_LINK_STATE).
  mutating func portLink(_ state: UInt16, _ port: UInt16 = 1) {
    send(1, Self.standard(0x23, 3, 5, state << 8 | port))
  }

  /// A record of the device at `address` is missing.
  mutating func lose(_ address: UInt8) {
    var seen: [(SessionID, Observation.Event)] = []
    tracker.lostRecord(of: DeviceAddress(bus: bus, address: address + shift), at: now) {
      seen.append(($0, $1.event))
    }
    observations += seen.map { (session: $0.0, event: $0.1) }
  }

  /// The recorder itself states that the device at `address` was reset, or that it left.
  mutating func recorded(_ address: UInt8, hasLeft: Bool) {
    let device = DeviceAddress(bus: bus, address: address + shift)
    let moment = Moment(frame: frame, nanoseconds: clock)
    var seen: [(SessionID, Observation.Event)] = []
    if hasLeft {
      tracker.recordedLeaving(of: device, at: moment) { seen.append(($0, $1.event)) }
    } else {
      tracker.recordedReset(of: device, at: moment) { seen.append(($0, $1.event)) }
    }
    observations += seen.map { (session: $0.0, event: $0.1) }
  }

  /// The records tell an event of the bus.
  mutating func recorded(_ event: RecordedEvent) {
    var seen: [(SessionID, Observation.Event)] = []
    tracker.take(event, at: now) { seen.append(($0, $1.event)) }
    observations += seen.map { (session: $0.0, event: $0.1) }
  }

  /// The moment of the next record.
  var now: Moment { Moment(frame: frame, nanoseconds: clock) }

  /// Lets time pass without traffic on the bus.
  mutating func wait(seconds: Int64) { clock += seconds * 1_000_000_000 }

  /// Reads the device descriptor at address 0. The capture shows no SET_ADDRESS.
  mutating func readAtZero() {
    send(0, Self.standard(0x80, 6, 0x0100, 0, 64), data: Self.device(0x20B1, 8))
  }

  /// Reads the device descriptor at address 0, then sets the address.
  mutating func setAddress(_ address: UInt8) {
    readAtZero()
    send(0, Self.standard(0x00, 5, UInt16(address + shift)))
  }

  mutating func readDevice(_ address: UInt8, vendor: UInt16 = 0x20B1, product: UInt16 = 8) {
    send(
      address, Self.standard(0x80, 6, 0x0100, 0, 18), data: Self.device(vendor, product))
  }

  /// Reads the serial number, of one letter.
  mutating func readSerial(_ address: UInt8, _ letter: Character) {
    readString(address, [4, 3, letter.asciiValue ?? 0, 0])
  }

  /// Reads the string of the serial number.
  mutating func readString(_ address: UInt8, _ data: [UInt8]) {
    send(address, Self.standard(0x80, 6, 0x0303, 0x0409, 255), data: data)
  }

  /// The recording ends.
  mutating func finish() {
    var seen: [(SessionID, Observation.Event)] = []
    tracker.finish(at: now) { seen.append(($0, $1.event)) }
    observations += seen.map { (session: $0.0, event: $0.1) }
  }

  mutating func readConfiguration(
    _ address: UInt8, protocol number: UInt8, value: UInt8 = 1, interfaces: [UInt8] = [0]
  ) {
    readConfiguration(address, class: [0xFE, 1, number], value: value, interfaces: interfaces)
  }

  /// `class`: class, subclass and protocol of each interface.
  mutating func readConfiguration(
    _ address: UInt8, class fields: [UInt8], value: UInt8 = 1, interfaces: [UInt8] = [0],
    hasFunctional: Bool = true
  ) {
    let interface = interfaces.flatMap { [9, 4, $0, 0, 0] + fields + [0 as UInt8] }
    let audio: [UInt8] = [9, 4, 1, 0, 0, 1, 1, 0, 0]
    let functional: [UInt8] = hasFunctional ? [9, 0x21, 7, 0xE8, 3, 0x40, 0, 0x10, 1] : []
    let body = interface + functional + audio
    send(
      address, Self.standard(0x80, 6, 0x0200, 0, 255),
      data: [9, 2, UInt8(9 + body.count), 0, 2, value, 0, 0x80, 50] + body)
  }

  /// Reads the functional descriptor of the DFU interface alone.
  mutating func readFunctional(_ address: UInt8, interface: UInt16 = 0) {
    send(
      address, Self.standard(0x81, 6, 0x2100, interface, 9),
      data: [9, 0x21, 7, 0xE8, 3, 0x40, 0, 0x10, 1])
  }

  mutating func setInterface(_ address: UInt8, _ alternate: UInt16, interface: UInt16 = 0) {
    send(address, Self.standard(0x01, 11, alternate, interface))
  }

  /// The descriptor sets that were observed, in order.
  var sets: [DescriptorSet] {
    observations.compactMap {
      if case .described(let set) = $0.event { set } else { nil }
    }
  }

  mutating func configure(_ address: UInt8, _ value: UInt16 = 1) {
    send(address, Self.standard(0x00, 9, value))
  }

  mutating func getStatus(_ address: UInt8, _ state: State, interface: UInt16 = 0) {
    send(
      address, ClassRequest.getStatus.setup(interface: interface, length: 6),
      data: [0, 0, 0, 0, state.rawValue, 0])
  }

  private static func device(_ vendor: UInt16, _ product: UInt16) -> [UInt8] {
    [
      18, 1, 0, 2, 0, 0, 0, 64, UInt8(vendor & 0xFF), UInt8(vendor >> 8), UInt8(product & 0xFF),
      UInt8(product >> 8), 0, 1, 1, 2, 3, 1,
    ]
  }
}
