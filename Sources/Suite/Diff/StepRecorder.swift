import DFU
import USB

/// Turns the observations of one session into steps, and folds polls.
struct StepRecorder {
  private(set) var steps: [DiffStep] = []
  /// The number of exchanges, also of those that had no room.
  private(set) var exchangeCount = 0
  /// The number of exchanges and events that had no room.
  private(set) var leftOut = 0
  /// bInterfaceNumber of the DFU interface; nil until descriptors show it.
  private var interface: UInt8?
  /// Whether the descriptors name DfuSe.
  private var isDfuSe = false
  /// What happened on the bus since the last exchange.
  private var change: DiffStep?
  /// Whether records may be missing after the last step: at the end, whether the recording ended
  /// before the session did.
  private(set) var hasLoss = false
  /// When the last exchange ended, if it was a GETSTATUS, and its bwPollTimeout, in nanoseconds.
  private var awaited: (since: Int64, time: Int64)?

  /// Takes the next observation. `room`: how many more steps may be kept. `tolerance`: how much too
  /// early a poll may seem, in nanoseconds.
  mutating func observe(
    _ observation: Observation, room: Int, tolerance: Int64, _ store: inout DataStore
  ) {
    switch observation.event {
    case .exchange(let transfer): exchange(transfer, room: room, tolerance: tolerance, &store)
    case .interfaceSet(let alternate):
      finishChange(room)
      add(.interfaceSet(alternate: alternate), at: observation.at, room)
    case .described(let set):
      interface = set.interfaceNumber
      isDfuSe = set.functionals.contains { $0.version == DfuSeDialect.version }
      note(observation.at) { $0.mode = set.mode ?? $0.mode }
    case .configured(let value): note(observation.at) { $0.configuration = value }
    case .reset: note(observation.at) { $0.isReset = true }
    case .left: note(observation.at) { $0.hasLeft = true }
    case .attached(let evidence): note(observation.at) { $0.arrival = $0.arrival ?? evidence }
    case .gap(let gap): if gap.isLoss { hasLoss = true }
    case .end: finishChange(room)
    }
  }

  private mutating func note(_ moment: Moment, _ set: (inout BusChange) -> Void) {
    awaited = nil
    var step = change ?? DiffStep(.bus(BusChange()), at: moment)
    if case .bus(var bus) = step.content {
      set(&bus)
      step.content = .bus(bus)
    }
    change = step
  }

  /// Keeps what happened on the bus. What came before the first exchange depends on when the
  /// recording began.
  private mutating func finishChange(_ room: Int) {
    guard let step = change else { return }
    change = nil
    if case .bus(let bus) = step.content, bus.isChange, !steps.isEmpty { append(step, room) }
  }

  private mutating func add(_ content: DiffStep.Content, at moment: Moment, _ room: Int) {
    append(DiffStep(content, at: moment), room)
  }

  private mutating func append(_ step: DiffStep, _ room: Int) {
    guard room > 0 else {
      leftOut += 1
      return
    }
    steps.append(step)
    steps[steps.count - 1].followsLoss = hasLoss
    hasLoss = false
  }
}

// MARK: - Exchanges

extension StepRecorder {
  private mutating func exchange(
    _ transfer: ControlTransfer, room: Int, tolerance: Int64, _ store: inout DataStore
  ) {
    exchangeCount += 1
    finishChange(room)
    var exchange = DiffExchange(transfer, to: interface, isDfuSe: isDfuSe)
    let report = exchange.report
    exchange.isEarly = isEarly(exchange, transfer, tolerance)
    awaited = report.map {
      (transfer.ended.nanoseconds, Int64($0.pollTimeoutMilliseconds) * 1_000_000)
    }
    if fold(exchange, at: transfer.submitted.frame) { return }
    if let report {
      exchange.timeouts.first = report.pollTimeoutMilliseconds
      exchange.timeouts.last = report.pollTimeoutMilliseconds
    }
    if room > 0 { exchange.place = store.keep(transfer.data) }
    add(.exchange(exchange), at: transfer.submitted, room)
  }

  /// Whether a GETSTATUS comes before the time that the last one asked for (DFU 1.1, 6.1.2).
  private func isEarly(
    _ exchange: DiffExchange, _ transfer: ControlTransfer, _ tolerance: Int64
  ) -> Bool {
    guard let awaited, case .getStatus? = exchange.request else { return false }
    let waited = transfer.submitted.nanoseconds - awaited.since
    return waited >= 0 && waited < awaited.time - tolerance
  }

  /// Makes a poll a part of the step before it, if that is the same poll with the same answer. Only
  /// bwPollTimeout may differ.
  private mutating func fold(_ exchange: DiffExchange, at frame: Int) -> Bool {
    guard !hasLoss, exchange.isPoll, let last = steps.last?.exchange, exchange.repeats(last)
    else { return false }
    var folded = last
    if let report = exchange.report { folded.timeouts.add(report.pollTimeoutMilliseconds) }
    folded.isEarly = last.isEarly || exchange.isEarly
    let index = steps.count - 1
    steps[index].content = .exchange(folded)
    steps[index].count += 1
    steps[index].lastFrame = UInt32(truncatingIfNeeded: frame)
    return true
  }
}

extension DiffExchange {
  fileprivate init(_ transfer: ControlTransfer, to interface: UInt8?, isDfuSe: Bool) {
    setup = transfer.setup
    request = ClassRequest(transfer.setup)
    outcome = transfer.outcome
    isToInterface = interface.map { transfer.setup.index == UInt16($0) } ?? false
    length = transfer.actualLength.map { Int32(clamping: $0) }
    captured = UInt32(clamping: transfer.data.count)
    head = 0
    for index in 0..<min(8, transfer.data.count) {
      head |= UInt64(transfer.data[index]) << (8 * UInt64(index))
    }
    if isDfuSe, case .dnload? = request, setup.value == 0 {
      isCommand = DfuSeDialect.isCommand(transfer.data)
    }
  }

  /// The bytes of a GETSTATUS answer that are not bwPollTimeout (DFU 1.1, 6.1.2).
  private static let beside: UInt64 = ~0xFFFF_FF00

  /// Whether it is the same poll as `other`, with the same answer. Longer answers than those of DFU
  /// are not compared: they are no repeated poll.
  fileprivate func repeats(_ other: DiffExchange) -> Bool {
    guard setup == other.setup, outcome == other.outcome, length == other.length,
      captured == other.captured, captured <= 8
    else { return false }
    let mask = setup.request == ClassRequest.getStatus.rawValue ? Self.beside : ~0
    return head & mask == other.head & mask
  }
}

extension Gap {
  /// Whether records of the device may be missing.
  fileprivate var isLoss: Bool {
    switch self {
    case .damaged, .unpaired, .dropped: true
    case .otherInterface, .unknownInterface, .notConfigured: false
    }
  }
}
