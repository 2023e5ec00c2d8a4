import USB

/// What happened to a device that belongs to a session. `SessionList.apply` makes of it one
/// observation, and one step of the session.
struct DeviceChange {
  /// What a device can do on its bus, and how it is known.
  enum Kind {
    /// The host reset its port.
    case reset(ResetEvidence)
    /// It left the bus.
    case left(LeaveEvidence)
    /// It was enumerated again under the address that it had.
    case returned(AttachEvidence)
  }

  let kind: Kind
  /// The session of the device.
  let session: SessionID
  /// The record that shows it.
  let at: Moment
  /// The port that the device is on; nil where this event does not tell.
  let port: HubPort?

  /// The same as an observation of the session.
  var event: Observation.Event {
    switch kind {
    case .reset(let evidence): .reset(evidence)
    case .left(let evidence): .left(evidence)
    case .returned(let evidence): .attached(evidence)
    }
  }
}
