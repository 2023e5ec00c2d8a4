package import DFU
package import USB

/// A DFU device as Swift code, on a clock of its own.
///
/// A value: copying it forks the device. Time is virtual and only moves forward: by `advance`,
/// and by the time that the device takes over a request.
package protocol DeviceModel: Sendable {
  /// The 11-state view of where the device is.
  var state: State { get }
  /// Which descriptor set the device shows.
  var mode: Mode { get }
  /// The device, as far as it is not in order.
  var condition: DeviceCondition { get }
  /// Time since the device was made.
  var elapsed: VirtualTime { get }
  /// The reboot that the device has begun; `after` is the time that is left until then.
  var pendingReboot: Reboot? { get }

  /// Takes one control transfer; `payload` is its data stage towards the device.
  ///
  /// `elapsed` has moved by the reply's `delay` when it returns.
  mutating func handle(_ setup: SetupPacket, payload: [UInt8]) -> ModelReply
  /// Lets time pass; what the device does by itself meanwhile is done.
  mutating func advance(by time: VirtualTime)
  /// The host resets the bus.
  mutating func resetBus()
  /// Power off, and on again.
  mutating func powerCycle()

  /// What a host's downloads have left in the memory that keeps its content without power: the
  /// image that boots, empty when there is none; nil for a device without such a memory.
  var image: [UInt8]? { get }
  /// Puts such an image in place before the device is powered, and powers it.
  mutating func install(_ image: [UInt8])
}

extension DeviceModel {
  /// None: most devices reboot by request only, and say so in their reply.
  package var pendingReboot: Reboot? { nil }
  /// None.
  package var image: [UInt8]? { nil }
  /// Nothing can be put in place: power is given.
  package mutating func install(_ image: [UInt8]) { powerCycle() }
}

/// A span of virtual time; never negative.
package struct VirtualTime: Hashable, Comparable, Sendable {
  package var nanoseconds: Int64

  package init(nanoseconds: Int64) { self.nanoseconds = max(0, nanoseconds) }

  package static let zero = VirtualTime(nanoseconds: 0)
  package static func milliseconds(_ count: Int) -> VirtualTime {
    let (product, overflow) = Int64(count).multipliedReportingOverflow(by: 1_000_000)
    return VirtualTime(nanoseconds: overflow ? .max : product)
  }

  /// Whole milliseconds, rounded down.
  package var milliseconds: Int { Int(nanoseconds / 1_000_000) }

  package static func < (a: VirtualTime, b: VirtualTime) -> Bool { a.nanoseconds < b.nanoseconds }
  package static func + (a: VirtualTime, b: VirtualTime) -> VirtualTime {
    let (sum, overflow) = a.nanoseconds.addingReportingOverflow(b.nanoseconds)
    return VirtualTime(nanoseconds: overflow ? .max : sum)
  }
  package static func += (a: inout VirtualTime, b: VirtualTime) { a = a + b }
}

/// What a device does with one control transfer.
package struct ModelReply: Hashable, Sendable {
  /// How the transfer ends on the wire.
  package enum Answer: Hashable, Sendable {
    /// The status stage completes; no data towards the host.
    case acknowledged
    /// A data stage towards the host, then the status stage; it may be empty.
    case data([UInt8])
    case stalled
    /// NAK for ever: the host's timer ends the transfer.
    case noAnswer
    /// More bytes than the host asked for.
    case overflow([UInt8])
    /// The device is not on the bus.
    case absent
  }

  package var answer: Answer
  /// How long the device takes before the transfer ends.
  package var delay: VirtualTime
  /// The device will leave the bus and come back.
  package var reboot: Reboot?

  package init(_ answer: Answer, delay: VirtualTime = .zero, reboot: Reboot? = nil) {
    self.answer = answer
    self.delay = delay
    self.reboot = reboot
  }
}

/// A reboot that a device has begun.
package struct Reboot: Hashable, Sendable {
  /// The descriptor set that it comes back with.
  package var mode: Mode
  /// Time from the end of the transfer (or of the bus reset) to the reboot.
  package var after: VirtualTime

  package init(into mode: Mode, after: VirtualTime = .zero) {
    self.mode = mode
    self.after = after
  }
}

/// What is out of order with a device.
package struct DeviceCondition: OptionSet, Hashable, Sendable {
  package var rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Endpoint 0 answers nothing until a bus reset.
  package static let endpoint0Dead = DeviceCondition(rawValue: 1)
  /// Only a power cycle helps.
  package static let stuck = DeviceCondition(rawValue: 2)
  /// Not on the bus: rebooting.
  package static let absent = DeviceCondition(rawValue: 4)
}
