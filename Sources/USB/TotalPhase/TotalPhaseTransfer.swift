/// A control transfer of which more rows may come.
struct TotalPhaseTransfer {
  /// The transfer as far as it was shown: without an end.
  private(set) var transfer: ControlTransfer
  /// The number of its rows so far.
  private(set) var records = 1
  /// Whether the analyser marked no error at the SETUP, so that the device took it.
  private let isTaken: Bool
  /// When the host last asked in vain, since which nothing moved.
  private var refused: Moment?
  /// Whether the analyser marked an error in a later row, so that what moved is not sure.
  private var isDoubtful = false
  /// Whether bytes are missing in `transfer.data`, so that no more can be put behind them.
  private var isCut = false

  /// The most data bytes of a control transfer (USB 2.0, 9.3: wLength has 16 bits).
  private static let mostData = 65_535

  /// Begins with the row of a SETUP.
  init(_ row: TotalPhaseRow, _ setup: SetupPacket, device: DeviceAddress, at moment: Moment) {
    transfer = ControlTransfer(
      device: device, setup: setup, outcome: .unknown, rawStatus: nil, actualLength: 0,
      submitted: moment)
    isTaken = !row.hasError
  }

  /// Begins with a SETUP that may repeat `earlier`, which the device did not take (USB 2.0,
  /// 8.5.3: the host tries again). Returns whether it does.
  mutating func repeats(_ earlier: TotalPhaseTransfer) -> Bool {
    guard !earlier.isTaken, earlier.transfer.setup == transfer.setup else { return false }
    records += earlier.records
    return true
  }

  /// Notes a row in which no data moved.
  mutating func noteRefusal(at moment: Moment) {
    records += 1
    refused = moment
  }

  /// Takes in a transaction. Returns true if it ends the transfer.
  mutating func take(
    _ row: TotalPhaseRow, isIn: Bool, _ handshake: TotalPhaseRow.Handshake, at moment: Moment
  ) -> Bool {
    guard !row.hasError else {
      records += 1
      isDoubtful = true
      return false
    }
    switch handshake {
    case .notReady:
      noteRefusal(at: moment)
      return false
    case .stalled:
      if hasDataStage(isIn), !isIn { append(row) }
      return end(.stalled, at: moment)
    case .acknowledged: return hasDataStage(isIn) ? move(row) : takeStatus(row, isIn, at: moment)
    }
  }

  /// Whether the transfer has a data stage in this direction.
  private func hasDataStage(_ isIn: Bool) -> Bool {
    let setup = transfer.setup
    return setup.length > 0 && isIn == (setup.requestType.direction == .deviceToHost)
  }

  /// Takes in a transaction of the data stage. It never ends the transfer.
  private mutating func move(_ row: TotalPhaseRow) -> Bool {
    records += 1
    refused = nil
    append(row)
    let moved = transfer.actualLength.flatMap { sum in row.length.map { sum + $0 } }
    transfer.actualLength = moved.map { min($0, 2 * Self.mostData) }
    return false
  }

  private mutating func append(_ row: TotalPhaseRow) {
    guard !isCut else { return }
    isCut = row.length != row.data.count
    transfer.data += row.data.prefix(Self.mostData - transfer.data.count)
  }

  /// Takes in the status stage, which goes against the data and moves no byte (USB 2.0, 8.5.3.1).
  private mutating func takeStatus(_ row: TotalPhaseRow, _ isIn: Bool, at moment: Moment) -> Bool {
    let length = Int(transfer.setup.length)
    guard isIn || length > 0 else {
      // Without a data stage the status goes towards the host.
      records += 1
      isDoubtful = true
      return false
    }
    let isTooMuch =
      isIn ? (row.length ?? row.data.count) > 0 : (transfer.actualLength ?? 0) > length
    return end(isTooMuch ? .overflowed : .acknowledged, at: moment)
  }

  private mutating func end(_ outcome: TransferOutcome, at moment: Moment) -> Bool {
    records += 1
    transfer.outcome = outcome
    transfer.completed = moment
    if isDoubtful { transfer.actualLength = nil }
    return true
  }

  /// Ends where the host goes on without the status stage: it has given up if it asked in vain.
  /// After an error, or with no sign of that, the end is not in the capture.
  mutating func giveUp() {
    guard let refused, !isDoubtful, isTaken else { return }
    _ = end(.cancelled, at: refused)
    records -= 1
  }
}
