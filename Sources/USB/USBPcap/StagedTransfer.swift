/// A control transfer of USBPcap, from its setup packet until it is handed out.
struct StagedTransfer: Sendable {
  private let id: UInt64
  let device: DeviceAddress
  private let setup: SetupPacket
  /// The captured data of its data stage, of either direction.
  private var data: [UInt8] = []
  /// The number of data bytes that its records claim.
  private var dataLength = 0
  /// The number of its records so far.
  private(set) var records = 1
  let submitted: Moment
  /// The whole transfer, after its last record.
  private(set) var finished: ControlTransfer?

  /// Begins with a record of the setup stage; `setup` is at the start of its payload. `store` makes
  /// the copy of the data.
  init(
    _ header: USBPcapHeader, _ setup: SetupPacket, _ record: Span<UInt8>, at moment: Moment,
    _ store: inout PayloadStore
  ) {
    id = header.id
    device = header.device
    self.setup = setup
    submitted = moment
    let rest = header.payload.dropFirst(8)
    keep(record, rest, claimed: header.dataLength - 8, &store)
  }

  /// Whether a later record belongs to this transfer. The endpoint does not count: on the way down
  /// its direction is not known yet for some requests.
  func isContinued(by header: USBPcapHeader) -> Bool {
    finished == nil && id == header.id && device == header.device
  }

  /// Takes the record of the data stage.
  mutating func take(
    _ header: USBPcapHeader, data record: Span<UInt8>, _ store: inout PayloadStore
  ) {
    records += 1
    keep(record, header.payload, claimed: header.dataLength, &store)
  }

  /// Takes the last record, which holds the status, and since USBPcap 1.5 the device's data.
  mutating func finish(
    _ header: USBPcapHeader, _ record: Span<UInt8>, at moment: Moment, _ store: inout PayloadStore
  ) {
    finished = transfer(header, record, at: moment, &store)
  }

  /// The whole transfer, with its last record.
  mutating func transfer(
    _ header: USBPcapHeader, _ record: Span<UInt8>, at moment: Moment, _ store: inout PayloadStore
  ) -> ControlTransfer {
    records += 1
    if isIn, header.stage == .complete {
      keep(record, header.payload, claimed: header.dataLength, &store)
    }
    let outcome = outcome(header)
    // What is left over in the buffer of a request that failed is not shown.
    var shown: [UInt8] = []
    if !isIn || outcome == .acknowledged { swap(&shown, &data) }
    return ControlTransfer(
      device: device, setup: setup, outcome: outcome, rawStatus: header.status,
      actualLength: actualLength(outcome), data: shown, submitted: submitted, completed: moment)
  }

  /// Hands out what is known.
  func handOut(_ emit: TransferEmit) {
    if let finished { return emit(finished, records) }
    let unfinished = ControlTransfer(
      device: device, setup: setup, outcome: .unknown, rawStatus: nil, data: isIn ? [] : data,
      submitted: submitted)
    emit(unfinished, records)
  }

  private var isIn: Bool { setup.requestType.direction == .deviceToHost }

  private mutating func keep(
    _ record: Span<UInt8>, _ range: Range<Int>, claimed: Int, _ store: inout PayloadStore
  ) {
    dataLength = claimed
    if !range.isEmpty { data = store.copy(record, range) }
  }

  /// USBPcap puts descriptors in at the start of a capture, with an id of 0. What they tell of the
  /// device is true, but no host has configured it there (USBPcapCMD/descriptors.c).
  private func outcome(_ header: USBPcapHeader) -> TransferOutcome {
    id == 0 && !isIn ? .notSent : USBDStatus.outcome(header.status)
  }

  /// How many data bytes crossed the bus. Where the request failed, USBPcap does not tell it.
  private func actualLength(_ outcome: TransferOutcome) -> Int? {
    guard outcome == .acknowledged else { return nil }
    return isIn || dataLength > 0 || setup.length == 0 ? dataLength : nil
  }
}
