package import DFU
package import USB

// DFU devices as Swift code: start reading here.
//
// A model answers control transfers like a device of its kind, on its own clock. The models are
// written from the text of the specification and from published firmware. They never use the
// tables, so that models and tables can be compared. A model makes the same errors as its device,
// on purpose.
//
//   DeviceModel     the interface of every model, and the reply types (this file)
//   Personalities   the list of models by name, and `Parameters`, their settings
//   Endpoint0/      descriptors and standard requests, for all models
//   Reference/      DFU 1.1 as written: `ReferenceMachine`, one function for each state
//   XMOS/           lib_xua and lib_dfu: `LibXUA`; `XMOSGeneration` selects the version
//   TinyUSB/        XMOS's products on its RTOS
//   DfuSe/          the bootloader in an STM32, and its dialect of DFU 1.1
//   Flash/, Faults/ the memory behind a device, and its faults

/// A DFU device as Swift code, on its own clock.
///
/// It is a value: a copy is a second, independent device. Time is virtual and only moves forward:
/// by `advance`, and by the time that the device needs for a request.
package protocol DeviceModel: Sendable {
  /// The device's state, one of the eleven of DFU 1.1.
  var state: State { get }
  /// Which descriptor set the device shows.
  var mode: Mode { get }
  /// Fault conditions; empty for a healthy device.
  var condition: DeviceCondition { get }
  /// The time since the device was made.
  var elapsed: VirtualTime { get }
  /// The reboot that the device has begun; `after` is the remaining time.
  var pendingReboot: Reboot? { get }

  /// Handles one control transfer; `payload` is the data from the host.
  ///
  /// During the call `elapsed` moves forward by the reply's `delay`.
  mutating func handle(_ setup: SetupPacket, payload: [UInt8]) -> ModelReply
  /// Lets time pass. Work and timers of the device that are due in this time are done.
  mutating func advance(by time: VirtualTime)
  /// The host resets the bus.
  mutating func resetBus()
  /// Switches the power off and on again.
  mutating func powerCycle()

  /// The image that boots, from the non-volatile memory: the result of the host's downloads.
  ///
  /// Empty when there is no such image; nil for a device without such a memory.
  var image: [UInt8]? { get }
  /// Stores an image as the one that boots, then powers the device.
  mutating func install(_ image: [UInt8])

  /// All bytes that an upload from its first block on returns. Setting them changes nothing else.
  var uploadContent: [UInt8] { get set }
  /// The offset in `uploadContent` of the first byte that this UPLOAD returns; `read` is the number
  /// of bytes that the upload in progress has returned.
  func uploadOffset(of setup: SetupPacket, after read: Int) -> Int
  /// Marks every byte of the memory as unknown, as it is in a device that was recorded. Returns
  /// false for a model that does not know its memory byte by byte.
  mutating func forgetMemory() -> Bool
  /// Takes those of the bytes that a real device sends for this UPLOAD which the model does not
  /// know, and returns their number.
  mutating func learn(_ bytes: [UInt8], sentFor setup: SetupPacket) -> Int
  /// Whether the firmware fixes bwPollTimeout. Else the application or the flash decides it.
  var hasFixedPollTimes: Bool { get }
  /// Takes the time of its work from a real device, before the same request is handled: from the
  /// device's answer to GETSTATUS, nil for another request, and from the time that the device took
  /// for its answer, nil if this is not known.
  mutating func follow(_ report: StatusReport?, answeredIn time: VirtualTime?)
}

extension DeviceModel {
  /// Nil: most devices reboot only on a request, and announce it in their reply.
  package var pendingReboot: Reboot? { nil }
  /// Nil: the device has no non-volatile memory for an image.
  package var image: [UInt8]? { nil }
  /// Power-cycles the device; it has no memory for an image.
  package mutating func install(_ image: [UInt8]) { powerCycle() }
  /// Empty and not changeable: what the device sends is not known.
  package var uploadContent: [UInt8] {
    get { [] }
    set {}
  }
  /// An upload begins at 0, and goes on in dfuUPLOAD-IDLE.
  package func uploadOffset(of setup: SetupPacket, after read: Int) -> Int {
    state == .dfuUPLOADIDLE ? read : 0
  }
  /// False: an upload of the model gives its image as a whole.
  package mutating func forgetMemory() -> Bool { false }
  /// None: the model does not know its memory byte by byte.
  package mutating func learn(_ bytes: [UInt8], sentFor setup: SetupPacket) -> Int { 0 }
  /// False: DFU 1.1 leaves bwPollTimeout to the device.
  package var hasFixedPollTimes: Bool { false }
  /// Does nothing: the device's work takes no time of its own choice.
  package mutating func follow(_ report: StatusReport?, answeredIn time: VirtualTime?) {}
}

/// A span of virtual time; never negative.
package struct VirtualTime: Hashable, Comparable, Sendable {
  /// The span in nanoseconds. Sums that do not fit are limited to the largest number.
  package var nanoseconds: Int64

  /// Makes a span of nanoseconds; a negative number becomes 0.
  package init(nanoseconds: Int64) { self.nanoseconds = max(0, nanoseconds) }

  /// The span of length 0.
  package static let zero = VirtualTime(nanoseconds: 0)
  /// Makes a span of milliseconds; a negative number becomes 0.
  package static func milliseconds(_ count: Int) -> VirtualTime {
    let (product, overflow) = Int64(count).multipliedReportingOverflow(by: 1_000_000)
    return VirtualTime(nanoseconds: overflow ? .max : product)
  }

  /// Whole milliseconds, rounded down.
  package var milliseconds: Int { Int(nanoseconds / 1_000_000) }

  /// Whether `a` is shorter than `b`.
  package static func < (a: VirtualTime, b: VirtualTime) -> Bool { a.nanoseconds < b.nanoseconds }
  /// The time from `b` to `a`; zero if `b` is the later one.
  package static func - (a: VirtualTime, b: VirtualTime) -> VirtualTime {
    VirtualTime(nanoseconds: a.nanoseconds - b.nanoseconds)
  }
  /// The sum of two spans.
  package static func + (a: VirtualTime, b: VirtualTime) -> VirtualTime {
    let (sum, overflow) = a.nanoseconds.addingReportingOverflow(b.nanoseconds)
    return VirtualTime(nanoseconds: overflow ? .max : sum)
  }
  /// Adds `b` to `a`.
  package static func += (a: inout VirtualTime, b: VirtualTime) { a = a + b }
}

/// The device's reaction to one control transfer.
package struct ModelReply: Hashable, Sendable {
  /// How the transfer ends on the wire.
  package enum Answer: Hashable, Sendable {
    /// The status stage completes, without data towards the host.
    case acknowledged
    /// A data stage towards the host, which may be empty, then the status stage.
    case data([UInt8])
    /// STALL in the data stage or in the status stage.
    case stalled
    /// NAK without end: the host's time-out ends the transfer.
    case noAnswer
    /// More bytes than the host requested.
    case overflow([UInt8])
    /// The device is not on the bus.
    case absent

    /// A data stage of `bytes`, cut to the length that the host requests. With a wLength of 0 there
    /// is no data stage.
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
  /// Set when the device will leave the bus and come back.
  package var reboot: Reboot?

  /// Makes a reply. By default it comes at once and the device does not reboot.
  package init(_ answer: Answer, delay: VirtualTime = .zero, reboot: Reboot? = nil) {
    self.answer = answer
    self.delay = delay
    self.reboot = reboot
  }
}

/// A reboot that a device has begun.
package struct Reboot: Hashable, Sendable {
  /// The descriptor set after the reboot.
  package var mode: Mode
  /// The time from the end of the transfer (or of the bus reset) to the reboot.
  package var after: VirtualTime

  /// Makes a reboot, by default without delay.
  package init(into mode: Mode, after: VirtualTime = .zero) {
    self.mode = mode
    self.after = after
  }
}

/// Fault conditions of a device.
package struct DeviceCondition: OptionSet, Hashable, Sendable {
  /// The conditions as bits, see below.
  package var rawValue: UInt8
  /// Makes a set from the bits below.
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Endpoint 0 answers nothing until a bus reset.
  package static let endpoint0Dead = DeviceCondition(rawValue: 1)
  /// The device does not react until a power cycle.
  package static let stuck = DeviceCondition(rawValue: 2)
  /// The device is not on the bus: it reboots.
  package static let absent = DeviceCondition(rawValue: 4)
}
