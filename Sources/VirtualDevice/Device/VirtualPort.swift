package import DeviceModel
import USB

/// A device model at a host's port. It runs the transfers on endpoint 0. When the device reboots,
/// it takes the device off the bus and puts it back.
///
/// It has no clock and no thread. Each call states the time, in nanoseconds since the device was
/// made, and returns what has happened up to that time. Endpoint 0 runs one transfer at a time;
/// further transfers wait.
package struct VirtualPort: Sendable {
  /// How many transfers may be pending. The caller must not submit more.
  package static let limit = 64
  /// The shortest absence of a device that reboots, in nanoseconds. It is long enough for every
  /// host to notice.
  package static let absence: Int64 = 300_000_000
  /// The interval, in nanoseconds, at which the port asks the device for a reboot of its own.
  private static let tick: Int64 = 10_000_000

  /// The model. Its clock is behind the port's clock. During a transfer it is ahead, because the
  /// model has already calculated the transfer.
  package private(set) var device: any DeviceModel
  /// Whether the device is on the bus.
  package private(set) var isPresent = true
  /// The transfer that the device is busy with.
  private var current: Current?
  private var waiting: [Transfer] = []
  /// When the device leaves the bus; nil if no departure is planned.
  private var leaves: Int64?
  /// When the device comes back. It is valid only while the device is away.
  private var returns: Int64 = 0

  private struct Current {
    var transfer: Transfer
    /// How the transfer ends; nil if the device never answers.
    var completion: Completion?
    /// When the transfer ends; nil if never: the device answers NAK until the host gives up.
    var end: Int64?
    /// The time from the end of the transfer to the departure of the device; nil if it stays.
    var rebootsAfter: Int64?
    /// Whether the host has withdrawn the transfer. The device is still busy with it.
    var isWithdrawn = false
  }

  /// Makes a port with a device on the bus, at time 0.
  package init(_ device: any DeviceModel) { self.device = device }

  /// The number of transfers that have not ended.
  package var pendingCount: Int { waiting.count + (current.map { $0.isWithdrawn ? 0 : 1 } ?? 0) }

  /// Whether a transfer with this id has not ended.
  package func isPending(_ id: UInt64) -> Bool {
    current?.transfer.id == id || waiting.contains { $0.id == id }
  }

  /// When `advance` must be called next; nil while nothing can happen by itself.
  package func nextChange(isAttached: Bool, now: Int64) -> Int64? {
    guard isPresent else { return returns }
    var times = [current?.end, leaves].compactMap(\.self)
    if current == nil, !waiting.isEmpty { times.append(device.elapsed.nanoseconds) }
    if isAttached { times.append(now + Self.tick) }
    return times.min()
  }
}

// MARK: - What a host does

extension VirtualPort {
  /// Submits a transfer. Returns what has happened up to now. The end of the transfer itself comes
  /// later; if the device is away, it is included.
  package mutating func submit(_ transfer: Transfer, at now: Int64) -> [VirtualPortEvent] {
    var changes = advance(to: now)
    guard isPresent else { return changes + [.completed(transfer, Completion(.disconnected))] }
    waiting.append(transfer)
    changes += advance(to: now)
    return changes
  }

  /// Withdraws a transfer and returns it; nil when it has ended or never existed.
  package mutating func withdraw(_ id: UInt64, at now: Int64) -> Transfer? {
    if let index = waiting.firstIndex(where: { $0.id == id }) { return waiting.remove(at: index) }
    guard let busy = current, busy.transfer.id == id, !busy.isWithdrawn else { return nil }
    if busy.end == nil { current = nil } else { current?.isWithdrawn = true }
    return busy.transfer
  }

  /// Handles a bus reset by the host. All transfers end as cancelled.
  package mutating func resetBus(at now: Int64) -> [VirtualPortEvent] {
    var changes = advance(to: now)
    guard isPresent else { return changes }
    changes += endAll(Completion(.cancelled))
    catchUp(with: now)
    device.resetBus()
    planReboot()
    return changes
  }

  /// Handles the unplugging of the device, which then has no power. Returns the ends of the
  /// transfers. There is no host any more to tell them to.
  package mutating func unplug(at now: Int64) -> [VirtualPortEvent] {
    let forgotten = endAll(Completion(.disconnected))
    guard isPresent else { return forgotten }
    catchUp(with: now)
    device.powerCycle()
    leaves = nil
    return forgotten
  }
}

// MARK: - What time does

extension VirtualPort {
  /// Lets time pass up to `now`. Returns what has happened, in order.
  package mutating func advance(to now: Int64) -> [VirtualPortEvent] {
    var changes: [VirtualPortEvent] = []
    while let change = step(to: now) { changes += change }
    return changes
  }

  /// Does the next thing that is due. Returns nil when nothing is due by `now`, and an empty list
  /// for a thing that nobody needs to know.
  private mutating func step(to now: Int64) -> [VirtualPortEvent]? {
    guard isPresent else {
      guard returns <= now else { return nil }
      isPresent = true
      return [.returned]
    }
    if let busy = current, let end = busy.end, end <= now, end <= leaves ?? .max {
      current = nil
      if let after = busy.rebootsAfter { leaves = min(leaves ?? .max, end + after) }
      guard let completion = busy.completion, !busy.isWithdrawn else { return [] }
      return [.completed(busy.transfer, completion)]
    }
    if let time = leaves, time <= now { return leave(at: time) }
    let modeBefore = device.mode
    catchUp(with: now)
    if device.mode != modeBefore { return leave(at: now) }
    planReboot()
    if let time = leaves, time <= now { return [] }
    guard current == nil, !waiting.isEmpty, device.elapsed.nanoseconds <= now else { return nil }
    begin(waiting.removeFirst(), at: now)
    return []
  }

  /// Moves the device's clock up to `now`. The clock of a busy device is ahead and stays unchanged.
  private mutating func catchUp(with now: Int64) {
    let behind = now - device.elapsed.nanoseconds
    if behind > 0 { device.advance(by: VirtualTime(nanoseconds: behind)) }
  }

  /// Plans the departure if the device has decided to reboot.
  private mutating func planReboot() {
    guard leaves == nil, let reboot = device.pendingReboot else { return }
    leaves = device.elapsed.nanoseconds + reboot.after.nanoseconds
  }

  private mutating func leave(at time: Int64) -> [VirtualPortEvent] {
    let ended = endAll(Completion(.disconnected))
    catchUp(with: time)
    leaves = nil
    isPresent = false
    returns = max(time + Self.absence, device.elapsed.nanoseconds)
    return ended + [.left]
  }

  /// Ends the current transfer and all waiting ones, in order.
  private mutating func endAll(_ completion: Completion) -> [VirtualPortEvent] {
    var ended = waiting.map { VirtualPortEvent.completed($0, completion) }
    if let busy = current, !busy.isWithdrawn {
      ended.insert(.completed(busy.transfer, completion), at: 0)
    }
    waiting = []
    current = nil
    return ended
  }

  /// Passes a transfer to the device. The model answers at once and states how long the answer
  /// takes.
  private mutating func begin(_ transfer: Transfer, at now: Int64) {
    let reply = device.handle(transfer.setup, payload: transfer.payload)
    let end = now + reply.delay.nanoseconds
    var busy = Current(transfer: transfer, end: end)
    busy.rebootsAfter = reply.reboot?.after.nanoseconds
    let asked = Int(transfer.setup.length)
    switch reply.answer {
    case .acknowledged:
      busy.completion = Completion(
        .acknowledged, actualLength: transfer.isIn ? 0 : transfer.payload.count)
    case .data(let bytes) where bytes.count <= asked:
      busy.completion = Completion(.acknowledged, data: bytes)
    case .data(let bytes), .overflow(let bytes):
      busy.completion = Completion(.overflowed, data: Array(bytes.prefix(asked)))
    case .stalled: busy.completion = Completion(.stalled)
    case .absent: busy.completion = Completion(.disconnected)
    case .noAnswer: busy.end = nil
    }
    current = busy
    planReboot()
  }
}
