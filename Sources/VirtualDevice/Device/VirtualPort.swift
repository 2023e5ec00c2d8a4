package import DeviceModel
import USB

/// A device model at a host's port: it runs the transfers on endpoint 0, and takes the device from
/// the bus and back when it reboots.
///
/// It has no clock and no thread. Each call says what time it is, in nanoseconds since the device
/// was made, and gives back what has happened until then. Endpoint 0 runs one transfer after the
/// other; further transfers wait.
package struct VirtualPort: Sendable {
  /// How many transfers may be pending. The caller must not submit more.
  package static let limit = 64
  /// How long a device that reboots is away at least, in nanoseconds: long enough for every host
  /// to notice.
  package static let absence: Int64 = 300_000_000
  /// How often the device is asked whether it wants to leave by itself, in nanoseconds.
  private static let tick: Int64 = 10_000_000

  /// The model. Its clock is behind the port's, or ahead while it is busy with a transfer.
  package private(set) var device: any DeviceModel
  /// Whether the device is on the bus.
  package private(set) var isPresent = true
  /// The transfer that the device is busy with.
  private var current: Current?
  private var waiting: [Transfer] = []
  /// When the device leaves the bus; nil while it does not mean to.
  private var leaves: Int64?
  /// When the device is back, while it is away.
  private var returns: Int64 = 0

  private struct Current {
    var transfer: Transfer
    /// Nil where the device never answers.
    var completion: Completion?
    /// When it ends. Nil for never: the device answers NAK until the host gives up.
    var end: Int64?
    /// How long after the end the device leaves the bus. Nil where it stays.
    var rebootsAfter: Int64?
    /// The host has withdrawn it, but the device is still busy with it.
    var isWithdrawn = false
  }

  /// A device that is on the bus, at time 0.
  package init(_ device: any DeviceModel) { self.device = device }

  /// How many transfers have not ended.
  package var pendingCount: Int { waiting.count + (current.map { $0.isWithdrawn ? 0 : 1 } ?? 0) }

  /// Whether a transfer of this id has not ended.
  package func isPending(_ id: UInt64) -> Bool {
    current?.transfer.id == id || waiting.contains { $0.id == id }
  }

  /// When `advance` has to be called next. Nil while nothing can happen by itself.
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
  /// Takes a transfer. Gives what has happened up to now; the transfer's own end comes later, or at
  /// once when the device is away.
  package mutating func submit(_ transfer: Transfer, at now: Int64) -> [PortChange] {
    var changes = advance(to: now)
    guard isPresent else { return changes + [.completed(transfer, Completion(.disconnected))] }
    waiting.append(transfer)
    changes += advance(to: now)
    return changes
  }

  /// Withdraws a transfer and gives it back. Nil when it has ended or never was.
  package mutating func withdraw(_ id: UInt64, at now: Int64) -> Transfer? {
    if let index = waiting.firstIndex(where: { $0.id == id }) { return waiting.remove(at: index) }
    guard let busy = current, busy.transfer.id == id, !busy.isWithdrawn else { return nil }
    if busy.end == nil { current = nil } else { current?.isWithdrawn = true }
    return busy.transfer
  }

  /// The host resets the bus. Its transfers end as cancelled.
  package mutating func resetBus(at now: Int64) -> [PortChange] {
    var changes = advance(to: now)
    guard isPresent else { return changes }
    changes += endAll(Completion(.cancelled))
    catchUp(with: now)
    device.resetBus()
    planReboot()
    return changes
  }

  /// The host unplugs the device, which then has no power. Gives the transfers that this ended;
  /// no host is there to be told.
  package mutating func unplug(at now: Int64) -> [PortChange] {
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
  /// Lets time pass up to `now`. Gives what has happened, in order.
  package mutating func advance(to now: Int64) -> [PortChange] {
    var changes: [PortChange] = []
    while let change = step(to: now) { changes += change }
    return changes
  }

  /// Does the next thing that is due. Nil when nothing more is due before `now`; an empty list when
  /// something was done that nobody is told of.
  private mutating func step(to now: Int64) -> [PortChange]? {
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

  /// Moves the device's clock up to `now`. A device that is busy is ahead, and stays so.
  private mutating func catchUp(with now: Int64) {
    let behind = now - device.elapsed.nanoseconds
    if behind > 0 { device.advance(by: VirtualTime(nanoseconds: behind)) }
  }

  /// Sets the time to leave where the device has decided to.
  private mutating func planReboot() {
    guard leaves == nil, let reboot = device.pendingReboot else { return }
    leaves = device.elapsed.nanoseconds + reboot.after.nanoseconds
  }

  private mutating func leave(at time: Int64) -> [PortChange] {
    let ended = endAll(Completion(.disconnected))
    catchUp(with: time)
    leaves = nil
    isPresent = false
    returns = max(time + Self.absence, device.elapsed.nanoseconds)
    return ended + [.left]
  }

  /// Ends the current transfer and all that wait, in order.
  private mutating func endAll(_ completion: Completion) -> [PortChange] {
    var ended = waiting.map { PortChange.completed($0, completion) }
    if let busy = current, !busy.isWithdrawn {
      ended.insert(.completed(busy.transfer, completion), at: 0)
    }
    waiting = []
    current = nil
    return ended
  }

  /// Hands a transfer to the device, which answers at once and tells how long that takes.
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
