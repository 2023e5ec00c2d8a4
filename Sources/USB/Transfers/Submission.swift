/// A control submission, kept until its completion.
struct Submission: Sendable {
  /// The id of the request block.
  var id: UInt64
  var device: DeviceAddress
  var setup: SetupPacket
  /// The captured part of the data that the host sent.
  var data: [UInt8]
  /// The number of data bytes that the record claims to hold.
  var dataLength: Int
  var moment: Moment

  /// Whether the event completes this request block.
  func isCompleted(by event: URBEvent) -> Bool {
    id == event.id && device == event.device
  }

  /// Whether a new submission shows that this request block is free again.
  ///
  /// Where ids are 0, a device has only one request block at a time.
  func isReplaced(by event: URBEvent) -> Bool {
    id == event.id && device.bus == event.device.bus && (id != 0 || device == event.device)
  }

  /// Makes the transfer. Without an ending its outcome is unknown.
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
