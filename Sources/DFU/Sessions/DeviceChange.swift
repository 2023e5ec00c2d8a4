import USB

/// What happened to a device of a session.
///
/// `SessionList.apply` moves the session by it and makes one observation of it.
struct DeviceChange {
  /// What can happen to a device on its bus, and what shows it.
  enum Kind {
    /// The host reset its port.
    case reset(ResetEvidence)
    /// It left the bus.
    case left(LeaveEvidence)
    /// It was enumerated again under its old address.
    case returned(AttachEvidence)
  }

  let kind: Kind
  /// The device, under the address at which this happened to it.
  let device: DeviceAddress
  /// The session of the device.
  let session: SessionID
  /// The record that shows the change.
  let at: Moment
  /// The port of the device; nil where this event does not show it.
  let port: HubPort?

  /// The change as an event of an observation.
  var event: Observation.Event {
    switch kind {
    case .reset(let evidence): .reset(evidence)
    case .left(let evidence): .left(evidence)
    case .returned(let evidence): .attached(evidence)
    }
  }
}
