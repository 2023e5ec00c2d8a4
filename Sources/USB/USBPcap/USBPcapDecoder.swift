// USBPcap, the recorder of Windows: everything that knows its bytes.
//
// Start here. USBPcapHeader reads a record, StagedTransfer puts the records of one transfer
// together, USBDStatus reads Windows' status.

/// Reads captures of USBPcap, link type 249, with both ways to write a control transfer.
///
/// A transfer has two or three records with one id. For each device, transfers come out in the
/// order of their setup packets. The number of open transfers is limited.
package struct USBPcapDecoder: TransferDecoder {
  /// The most transfers that are open at once. When one more comes, the older half is given up.
  private static let limit = 64

  /// The open transfers, oldest first.
  private var open: [StagedTransfer] = []
  /// Whether a transfer is open although a later one has begun.
  package private(set) var isOvertaken = false
  private var sent = PayloadStore()
  private var received = PayloadStore()

  /// Makes a decoder.
  package init() { open.reserveCapacity(Self.limit) }

  /// `USBPcap`.
  package var name: String? { "USBPcap" }

  /// What USBPcap cannot show (USBPcap, "Capture limitations").
  package var limits: [String] {
    [
      "Resets of the bus and what is sent to address 0 are not recorded.",
      "How many bytes crossed the bus is not recorded where a request failed.",
    ]
  }

  /// Windows resets a port below the place where USBPcap listens.
  package var hidesResets: Bool { true }

  /// Classifies a record.
  @inline(__always)
  package func kind(of record: Span<UInt8>) -> RecordKind { USBPcapHeader.kind(of: record) }

  /// Takes in a control record. If the setup packet of its transfer is not in the capture, returns
  /// its device.
  package mutating func accept(
    _ record: Span<UInt8>, at moment: Moment, emit: TransferEmit
  ) -> DeviceAddress? {
    guard let header = USBPcapHeader(record) else { return nil }
    if header.stage == .setup {
      begin(header, record, at: moment, emit)
      return nil
    }
    if open.count == 1, header.stage != .data, open[0].isContinued(by: header) {
      finishAlone(header, record, at: moment, emit)
      return nil
    }
    let position = open.lastIndex { $0.isContinued(by: header) }
    guard let position else { return header.device }
    if header.stage == .data {
      open[position].take(header, data: record, &sent)
    } else {
      open[position].finish(header, record, at: moment, &received)
      release(finished: position, emit)
    }
    return nil
  }

  /// Hands out the open transfers.
  package mutating func finish(emit: TransferEmit) {
    for transfer in open { transfer.handOut(emit) }
    open.removeAll(keepingCapacity: true)
    isOvertaken = false
  }

  /// The moment of the last transfer to this device that began before `moment` and has no end yet.
  package func waiting(at device: DeviceAddress, before moment: Moment) -> Moment? {
    open.last {
      $0.finished == nil && $0.device == device && $0.submitted < moment
    }?.submitted
  }

  /// Hands out the only transfer that is open, with its last record. Nearly all are such.
  private mutating func finishAlone(
    _ header: USBPcapHeader, _ record: Span<UInt8>, at moment: Moment, _ emit: TransferEmit
  ) {
    var staged = open.removeLast()
    isOvertaken = false
    let transfer = staged.transfer(header, record, at: moment, &received)
    emit(transfer, staged.records)
    giveBack(transfer)
  }

  private mutating func giveBack(_ transfer: consuming ControlTransfer) {
    switch transfer.setup.requestType.direction {
    case .hostToDevice: sent.giveBack(transfer.data)
    case .deviceToHost: received.giveBack(transfer.data)
    }
  }

  // MARK: - Order

  /// Begins a transfer. If its id is in use, the older transfer lost its end and is given up.
  private mutating func begin(
    _ header: USBPcapHeader, _ record: Span<UInt8>, at moment: Moment, _ emit: TransferEmit
  ) {
    guard let setup = SetupPacket(record, at: header.payload.lowerBound) else { return }
    if let lost = open.lastIndex(where: { $0.isContinued(by: header) }) {
      release(through: lost, emit)
    }
    if open.count == Self.limit {
      let older = Self.limit / 2
      for transfer in open[..<older] { transfer.handOut(emit) }
      open.removeFirst(older)
    }
    isOvertaken = !open.isEmpty
    open.append(StagedTransfer(header, setup, record, at: moment, &sent))
  }

  /// Hands out a finished transfer in its turn. A host may withdraw queued transfers last first:
  /// those before may still complete.
  private mutating func release(finished position: Int, _ emit: TransferEmit) {
    let outcome = open[position].finished?.outcome
    let device = open[position].device
    let isWithdrawn = outcome == .cancelled || outcome == .disconnected
    let isBehindAnother = open[..<position].contains {
      $0.device == device && $0.finished == nil
    }
    if isWithdrawn, isBehindAnother { return }
    release(through: position, emit)
  }

  /// Hands out this device's transfers up to and including `end`, and the finished ones directly
  /// after it. Endpoint 0 works in order, so one before `end` that is open will never end.
  private mutating func release(through end: Int, _ emit: TransferEmit) {
    let device = open[end].device
    var position = -1
    var isReleasing = true
    open.removeAll { transfer in
      position += 1
      guard transfer.device == device else { return false }
      if position > end, transfer.finished == nil { isReleasing = false }
      if isReleasing { transfer.handOut(emit) }
      return isReleasing
    }
    isOvertaken = isOvertaken && !open.isEmpty
  }
}
