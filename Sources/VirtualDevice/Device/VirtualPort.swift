package import DeviceModel
import USB

/// A device model at a host's port: its endpoint 0, its comings and goings, on a clock that the
/// caller reads. Nanoseconds count from when the device was made.
///
/// Endpoint 0 does one transfer after the other; what a host submits meanwhile waits.
package struct VirtualPort: Sendable {
  /// How many transfers may wait; the caller sends no more.
  package static let limit = 64
  /// How long a device that reboots is away, so that every host notices.
  package static let absence: Int64 = 300_000_000
  /// How late a device's own decision to leave may be noticed.
  private static let tick: Int64 = 10_000_000

  package private(set) var device: any DeviceModel
  /// Whether the device is on the bus.
  package private(set) var isPresent = true
  /// The transfer that the device is at.
  private var current: Current?
  private var waiting: [Transfer] = []
  /// When the device leaves the bus, and when it is back.
  private var leaves: Int64?
  private var returns: Int64 = 0

  private struct Current {
    var transfer: Transfer
    var completion: Completion?
    /// When it ends; nil is never.
    var end: Int64?
    /// When the device leaves the bus, counted from the end.
    var rebootsAfter: Int64?
    /// The host has withdrawn it, but the device is still at it.
    var isWithdrawn = false
  }

  package init(_ device: any DeviceModel) { self.device = device }

  /// How many transfers have not ended.
  package var pendingCount: Int { waiting.count + (current.map { $0.isWithdrawn ? 0 : 1 } ?? 0) }

  /// Whether a transfer of this id has not ended.
  package func isPending(_ id: UInt64) -> Bool {
    current?.transfer.id == id || waiting.contains { $0.id == id }
  }

  /// When `advance` is to be called next; nil while nothing can happen by itself.
  package func nextChange(isAttached: Bool, now: Int64) -> Int64? {
    guard isPresent else { return returns }
    var times = [current?.end, leaves].compactMap(\.self)
    if current == nil, !waiting.isEmpty { times.append(device.elapsed.nanoseconds) }
    if isAttached { times.append(now + Self.tick) }
    return times.min()
  }
}

// MARK: What a host does

extension VirtualPort {
  /// Takes a transfer; gives what happens at once.
  package mutating func submit(_ transfer: Transfer, at now: Int64) -> [PortChange] {
    var changes = advance(to: now)
    guard isPresent else { return changes + [.completed(transfer, Completion(.disconnected))] }
    waiting.append(transfer)
    changes += advance(to: now)
    return changes
  }

  /// Withdraws a transfer; nil when it has ended, or never was.
  package mutating func withdraw(_ id: UInt64, at now: Int64) -> Transfer? {
    if let index = waiting.firstIndex(where: { $0.id == id }) { return waiting.remove(at: index) }
    guard let busy = current, busy.transfer.id == id, !busy.isWithdrawn else { return nil }
    if busy.end == nil { current = nil } else { current?.isWithdrawn = true }
    return busy.transfer
  }

  /// The host resets the bus; its transfers end.
  package mutating func resetBus(at now: Int64) -> [PortChange] {
    var changes = advance(to: now)
    guard isPresent else { return changes }
    changes += endAll(Completion(.cancelled))
    catchUp(with: now)
    device.resetBus()
    planReboot()
    return changes
  }

  /// The host unplugs the device, which takes its power; what was submitted is forgotten.
  package mutating func unplug(at now: Int64) -> [PortChange] {
    let forgotten = endAll(Completion(.disconnected))
    guard isPresent else { return forgotten }
    catchUp(with: now)
    device.powerCycle()
    leaves = nil
    return forgotten
  }
}

// MARK: What time does

extension VirtualPort {
  /// Lets time pass; gives what has happened, in order.
  package mutating func advance(to now: Int64) -> [PortChange] {
    var changes: [PortChange] = []
    while let change = step(to: now) { changes += change }
    return changes
  }

  /// The next thing that happens up to `now`; nil when there is none.
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

  /// Gives the device the time that has passed, unless it is ahead: it is at something.
  private mutating func catchUp(with now: Int64) {
    let behind = now - device.elapsed.nanoseconds
    if behind > 0 { device.advance(by: VirtualTime(nanoseconds: behind)) }
  }

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

  private mutating func endAll(_ completion: Completion) -> [PortChange] {
    var ended = waiting.map { PortChange.completed($0, completion) }
    if let busy = current, !busy.isWithdrawn {
      ended.insert(.completed(busy.transfer, completion), at: 0)
    }
    waiting = []
    current = nil
    return ended
  }

  /// The device takes a transfer.
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
