package import DFU
package import USB

// DFU devices as Swift code: start reading here.
//
// A model answers control transfers as a device of its kind does, on a clock of its own. It is
// written from prose and from published firmware and never sees the tables, so that the two can be
// compared. What a model does wrong on purpose, it does because its device does.
//
//   DeviceModel     what every model can do; what it answers (this file)
//   Personalities   the list of models by name, `Parameters` the values that they take
//   Endpoint0/      descriptors and standard requests, for all models
//   Reference/      DFU 1.1 as its text says: `ReferenceMachine`, a state a function
//   XMOS/           lib_xua and lib_dfu: `LibXUA`, which `XMOSGeneration` makes old or new
//   TinyUSB/        XMOS's products on its RTOS
//   Flash/, Faults/ the memory behind a device, and what goes wrong with it

/// A DFU device as Swift code, on a clock of its own.
///
/// A value: copying it forks the device. Time is virtual and only moves forward: by `advance`,
/// and by the time that the device takes over a request.
package protocol DeviceModel: Sendable {
  /// The 11-state view of where the device is.
  var state: State { get }
  /// Which descriptor set the device shows.
  var mode: Mode { get }
  /// Fault conditions; empty when the device is healthy.
  var condition: DeviceCondition { get }
  /// Time since the device was made.
  var elapsed: VirtualTime { get }
  /// The reboot that the device has begun; `after` is the time that is left until then.
  var pendingReboot: Reboot? { get }

  /// Takes one control transfer; `payload` is the data that the host sends.
  ///
  /// `elapsed` has moved by the reply's `delay` when it returns.
  mutating func handle(_ setup: SetupPacket, payload: [UInt8]) -> ModelReply
  /// Lets time pass; the device does what it does by itself in that time.
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
  /// None: most devices reboot only when they are asked to, and say so in their reply.
  package var pendingReboot: Reboot? { nil }
  /// No image: the device has no memory that keeps one.
  package var image: [UInt8]? { nil }
  /// No image store: just power-cycles.
  package mutating func install(_ image: [UInt8]) { powerCycle() }
}

/// A span of virtual time; never negative.
package struct VirtualTime: Hashable, Comparable, Sendable {
  /// The span; sums that do not fit stay at the largest number.
  package var nanoseconds: Int64

  /// A span of nanoseconds; a negative number is 0.
  package init(nanoseconds: Int64) { self.nanoseconds = max(0, nanoseconds) }

  /// No time.
  package static let zero = VirtualTime(nanoseconds: 0)
  /// A span of milliseconds; a negative number is 0.
  package static func milliseconds(_ count: Int) -> VirtualTime {
    let (product, overflow) = Int64(count).multipliedReportingOverflow(by: 1_000_000)
    return VirtualTime(nanoseconds: overflow ? .max : product)
  }

  /// Whole milliseconds, rounded down.
  package var milliseconds: Int { Int(nanoseconds / 1_000_000) }

  /// Whether `a` is the shorter one.
  package static func < (a: VirtualTime, b: VirtualTime) -> Bool { a.nanoseconds < b.nanoseconds }
  /// The time that is left from `b` until `a`; zero when `a` has passed.
  package static func - (a: VirtualTime, b: VirtualTime) -> VirtualTime {
    VirtualTime(nanoseconds: a.nanoseconds - b.nanoseconds)
  }
  /// One span after the other.
  package static func + (a: VirtualTime, b: VirtualTime) -> VirtualTime {
    let (sum, overflow) = a.nanoseconds.addingReportingOverflow(b.nanoseconds)
    return VirtualTime(nanoseconds: overflow ? .max : sum)
  }
  /// Makes `a` longer by `b`.
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
    /// STALL in the data or the status stage.
    case stalled
    /// NAK for ever: the host's timer ends the transfer.
    case noAnswer
    /// More bytes than the host asked for.
    case overflow([UInt8])
    /// The device is not on the bus.
    case absent

    /// A data stage of what the device has, but no more than the host asks for. With a wLength of
    /// 0 there is no data stage.
    static func upToLength(of setup: SetupPacket, _ bytes: [UInt8]) -> Answer {
      let length = Int(setup.length)
      guard length > 0 else { return .acknowledged }
      return .data(length < bytes.count ? Array(bytes.prefix(length)) : bytes)
    }
  }

  /// How the transfer ends.
  package var answer: Answer
  /// How long the device takes before the transfer ends.
  package var delay: VirtualTime
  /// The device will leave the bus and come back.
  package var reboot: Reboot?

  /// A reply; by default it comes at once, and the device stays.
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

  /// A reboot, by default at once.
  package init(into mode: Mode, after: VirtualTime = .zero) {
    self.mode = mode
    self.after = after
  }
}

/// What is out of order with a device.
package struct DeviceCondition: OptionSet, Hashable, Sendable {
  /// The bits below.
  package var rawValue: UInt8
  /// A set of the bits below.
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Endpoint 0 answers nothing until a bus reset.
  package static let endpoint0Dead = DeviceCondition(rawValue: 1)
  /// Only a power cycle helps.
  package static let stuck = DeviceCondition(rawValue: 2)
  /// Not on the bus: rebooting.
  package static let absent = DeviceCondition(rawValue: 4)
}
