public import USB

// The module DFU: start reading here.
//
// It has the terms of DFU 1.1 and says what happened to a DFU device. It never judges and never
// answers: the table states what is allowed, and the models state what a device does.
//
//   Vocabulary/    states, statuses, requests, the functional descriptor, XMOS's requests
//   Observation/   what a capture can show of a device: this file, and the descriptors
//   Sessions/      from control transfers to observations: `SessionTracker.swift`, with diagrams
//   Updates/       from observations to updates and read-backs, and how they ended

/// One thing that was seen to happen to one DFU device.
///
/// The checker, the models, the vectors and the hardware all use these observations.
public struct Observation: Hashable, Sendable {
  /// What happened.
  public var event: Event
  /// The record that shows it. For an exchange this is the submission.
  public var at: Moment
  /// Where the descriptors of a set stand; nil when that is not known, and for all other events.
  public var places: DescriptorPlaces?
  /// The device, under the address that it has here; nil where nobody says it.
  public var device: DeviceAddress?
  /// Whether the device may have been reset before this `configured`, without a trace: the capture
  /// shows nothing of the ports of its bus.
  package var mayHideArrival = false

  /// Makes an observation of the record at `at`.
  public init(
    _ event: Event, at: Moment, places: DescriptorPlaces? = nil, of device: DeviceAddress? = nil
  ) {
    self.event = event
    self.at = at
    self.places = places
    self.device = device
  }

  /// Makes an observation of an exchange, at the moment of its submission.
  public init(exchange: ControlTransfer) {
    self.init(.exchange(exchange), at: exchange.submitted, of: exchange.device)
  }

  /// What can happen to a device.
  public enum Event: Hashable, Sendable {
    /// A class or vendor request to the DFU interface, and the device's answer.
    case exchange(ControlTransfer)
    /// The host read a descriptor set that has a DFU interface.
    case described(DescriptorSet)
    /// SET_CONFIGURATION was acknowledged. The value 0 means "not configured".
    case configured(value: UInt8)
    /// SET_INTERFACE on the DFU interface was acknowledged.
    case interfaceSet(alternate: UInt16)
    /// The host reset the port of the device.
    case reset(ResetEvidence)
    /// The device left the bus by itself, or somebody unplugged it.
    case left(LeaveEvidence)
    /// The device was enumerated again, at a new address or at the old one. If the host then reads
    /// its descriptors, they follow as `described`.
    case attached(AttachEvidence)
    /// Records are missing here. DFU traffic of this device may be among them.
    case gap(Gap)
    /// The recording ends.
    case end
  }
}

/// What shows a bus reset.
///
/// Captures above the wire do not show the reset itself. Captures of Linux show the hub request
/// that causes it.
public enum ResetEvidence: Hashable, Sendable {
  /// SET_FEATURE(PORT_RESET) to the device's port (USB 2.0, 11.24.2.13).
  case portResetRequest
  /// The recording itself states the reset.
  case recorded
}

/// What shows that a device left the bus.
public enum LeaveEvidence: Hashable, Sendable {
  /// The hub reported the port unconnected, or its connection changed (USB 2.0, 11.24.2.7).
  case portStatus
  /// The host ended transfers because the device was gone.
  case transfersShutDown
  /// The recorder itself states it.
  case recorded
}

/// What is known about how a device came, or came back.
public enum AttachEvidence: Hashable, Sendable {
  /// It had left the bus before.
  case afterLeaving
  /// The host had reset its port.
  case afterReset
  /// The capture shows neither: only that the device is enumerated again.
  case unexplained
}

/// Why records are missing.
public enum Gap: Hashable, Sendable {
  /// The record stream is damaged or cut here. The text is the reader's reason.
  case damaged(String)
  /// A submission has no completion, or a completion has no submission.
  case unpaired
  /// The capture states that records were lost at this place.
  case dropped
  /// A request to another DFU interface of the device. Only one interface is followed.
  case otherInterface(UInt8)
  /// A request in DFU's form to another interface than the one that showed DFU, of a device whose
  /// descriptors the capture does not show. Other classes have requests of the same numbers.
  case unknownInterface(UInt8)
  /// A request to a device that is not configured, or was not shown to be. Until then its
  /// interfaces do not exist (USB 2.0, 9.1.1.5), so that it may stall every request to them (9.4).
  case notConfigured
}
