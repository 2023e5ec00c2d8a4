package import USB

// The module DFU: start reading here.
//
// It has the words of DFU 1.1 and says what happened to a DFU device. It never judges and never
// answers: what is allowed is the table's business, what a device does the models'.
//
//   Vocabulary/    states, statuses, requests, the functional descriptor, XMOS's requests
//   Observation/   what can be seen of a device: this file, and its descriptors
//   Sessions/      from control transfers to observations: `SessionTracker.swift`, with diagrams

/// The alphabet that checker, model, vectors and hardware share: one thing that was seen
/// happening to one DFU device.
package struct Observation: Hashable, Sendable {
  /// What happened.
  package var event: Event
  /// The record that shows it; for an exchange, its submission.
  package var at: Moment

  /// Something that the record at `at` shows.
  package init(_ event: Event, at: Moment) {
    self.event = event
    self.at = at
  }

  /// An exchange, at its submission.
  package init(exchange: ControlTransfer) {
    self.init(.exchange(exchange), at: exchange.submitted)
  }

  /// What can happen to a device.
  package enum Event: Hashable, Sendable {
    /// A class or vendor request to the DFU interface, and what came back.
    case exchange(ControlTransfer)
    /// The host read a descriptor set that has a DFU interface.
    case described(DescriptorSet)
    /// SET_CONFIGURATION was acknowledged; the value 0 is "not configured".
    case configured(value: UInt8)
    /// SET_INTERFACE on the DFU interface was acknowledged.
    case interfaceSet(alternate: UInt16)
    /// The host reset the port that the device is on.
    case reset(ResetEvidence)
    /// The device left the bus by itself, or was pulled.
    case left(LeaveEvidence)
    /// The device was enumerated again: it answers as a new or re-addressed device. The
    /// descriptors that it then shows follow as `described`.
    case attached(AttachEvidence)
    /// A part of the traffic is missing here, and DFU traffic of this device may be in it.
    case gap(Gap)
    /// The recording ends.
    case end
  }
}

/// How a bus reset is known. Captures above the wire do not show the reset; those of Linux show
/// the hub request that makes it.
package enum ResetEvidence: Hashable, Sendable {
  /// SET_FEATURE(PORT_RESET) to the device's port (USB 2.0, 11.24.2.13).
  case portResetRequest
  /// The recording itself marks a reset.
  case recorded
}

/// How it is known that a device left the bus.
package enum LeaveEvidence: Hashable, Sendable {
  /// The hub reported the port unconnected, or its connection changed (USB 2.0, 11.24.2.7).
  case portStatus
  /// The host withdrew transfers because the device was gone.
  case transfersShutDown
  /// The recorder itself says so.
  case recorded
}

/// How a device came (back).
package enum AttachEvidence: Hashable, Sendable {
  /// It had left the bus before.
  case afterLeaving
  /// The host had reset its port.
  case afterReset
  /// Neither was seen: the capture shows only that it is enumerated again.
  case unexplained
}

/// Why a part of the traffic is missing.
package enum Gap: Hashable, Sendable {
  /// The record stream is damaged or cut here; the reason is the reader's sentence.
  case damaged(String)
  /// A submission without its completion, or the reverse.
  case unpaired
  /// The capture states that records were dropped at this place.
  case dropped
}
