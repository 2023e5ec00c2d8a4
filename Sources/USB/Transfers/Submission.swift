/// What a control submission tells, kept until its completion.
struct Submission: Sendable {
  /// The id of its request block.
  var id: UInt64
  var device: DeviceAddress
  var setup: SetupPacket
  /// The data that was sent, the part that was captured.
  var data: [UInt8]
  /// The bytes of data that the record is said to hold.
  var dataLength: Int
  var moment: Moment

  /// Whether the event ends this request block.
  func isCompleted(by event: URBEvent) -> Bool {
    id == event.id && device == event.device
  }

  /// Whether a submission shows that this one's request block is free again. Where ids are 0,
  /// a device has one request block at a time.
  func isReplaced(by event: URBEvent) -> Bool {
    id == event.id && device.bus == event.device.bus && (id != 0 || device == event.device)
  }

  /// The transfer; without an ending its outcome is unknown.
  consuming func transfer(_ ending: consuming URBEnding?) -> ControlTransfer {
    guard let ending else {
      return ControlTransfer(
        device: device, setup: setup, outcome: .unknown, rawStatus: nil, data: data,
        submitted: moment)
    }
    return ControlTransfer(
      device: device, setup: setup, outcome: ending.outcome, rawStatus: ending.status,
      actualLength: ending.actualLength, data: ending.reply ?? data, submitted: moment,
      completed: ending.moment)
  }
}
