/// A control submission, kept until its completion.
struct Submission: Sendable {
  /// The id of the request block.
  var id: UInt64 = 0
  var device = DeviceAddress(bus: 0, address: 0)
  /// The direction of the record's endpoint, where the dialect shows it.
  var isIn: Bool?
  var setup = SetupPacket(requestType: RequestType(rawValue: 0), request: 0)
  /// The captured part of the data that the host sent.
  var data: [UInt8] = []
  /// The number of data bytes that the record claims to hold.
  var dataLength = 0
  /// The most bytes that can have moved when it succeeds; nil where the dialect does not tell.
  var mostMoved: Int?
  var moment = Moment(frame: 0, nanoseconds: 0)

  /// Becomes the submission that an event tells, without data.
  ///
  /// Each value is set by itself, because data that is replaced is given up by a call, even where
  /// there is none.
  @inline(__always)
  mutating func begin(
    _ event: URBEvent, _ setup: SetupPacket, mostMoved: Int?, at moment: Moment
  ) {
    (id, device, isIn) = (event.id, event.device, event.isIn)
    self.setup = setup
    if !data.isEmpty { data = [] }
    dataLength = event.dataLength
    self.mostMoved = mostMoved
    self.moment = moment
  }

  /// Whether the event completes this request block.
  ///
  /// Both records of one request block show one direction, and no more bytes moved than were asked
  /// for. Where they do not agree, the id was used again, and the records between are not in the
  /// capture.
  @inline(__always)
  func isCompleted(by event: URBEvent) -> Bool {
    isOfBlock(event) && agrees(with: event)
  }

  /// Whether the event completes a later request block with the same id.
  func isContradicted(by event: URBEvent) -> Bool {
    isOfBlock(event) && !agrees(with: event)
  }

  @inline(__always)
  private func agrees(with event: URBEvent) -> Bool {
    guard isIn == event.isIn else { return false }
    guard let mostMoved, event.status == 0 else { return true }
    return event.urbLength <= mostMoved
  }

  @inline(__always)
  private func isOfBlock(_ event: URBEvent) -> Bool {
    id == event.id && device == event.device
  }

  /// Whether a new submission shows that this request block is free again.
  ///
  /// Where ids are 0, a device has only one request block at a time.
  func isReplaced(by event: URBEvent) -> Bool {
    id == event.id && device.bus == event.device.bus && (id != 0 || device == event.device)
  }

  /// The transfer as `completion` ended it; `reply` is the device's data. Its data goes over to it.
  @inline(__always)
  mutating func finish(
    _ ending: URBEnding, by completion: URBEvent, reply: consuming [UInt8]?, at moment: Moment
  ) -> ControlTransfer {
    ControlTransfer(
      device: device, setup: setup, outcome: ending.outcome, rawStatus: completion.status,
      actualLength: ending.actualLength.flatMap { believed($0, ending.outcome) },
      data: reply ?? takeData(), submitted: self.moment, completed: moment)
  }

  private mutating func takeData() -> [UInt8] {
    var sent: [UInt8] = []
    swap(&sent, &data)
    return sent
  }

  /// A length, unless no data stage can have it: then the record is damaged, or its writer fills
  /// in no lengths, and the length is unknown.
  ///
  /// The host sends exactly wLength bytes (USB 2.0, 9.3.5), and where it was stopped before, the
  /// transfer does not succeed. A device may send more than it was asked for, but wLength has 16
  /// bits (USB 2.0, 9.3).
  private func believed(_ length: Int, _ outcome: TransferOutcome) -> Int? {
    let asked = Int(setup.length)
    let isPossible =
      switch (setup.requestType.direction, outcome) {
      case (.deviceToHost, _): length <= Int(UInt16.max)
      case (.hostToDevice, .acknowledged): length == asked
      case (.hostToDevice, _): length <= asked
      }
    return isPossible ? length : nil
  }

  /// The transfer without its completion: its outcome is unknown.
  consuming func unfinished() -> ControlTransfer {
    ControlTransfer(
      device: device, setup: setup, outcome: .unknown, rawStatus: nil, data: data,
      submitted: moment)
  }
}
