import CaptureIO
import DFU
import USB

/// Takes a capture's records in order, from records to observations.
struct RecordPass {
  /// Takes an exchange of one session.
  typealias Exchange = (SessionID, ControlTransfer) -> Void

  private let linkType: LinkType
  private let form: HeaderForm
  private var assembler: ControlAssembler
  private var transfers: TransferPass
  private var cut = CutRecords()
  /// The last record.
  private(set) var last = Moment(frame: 0, nanoseconds: 0)
  /// The first record's time, in nanoseconds.
  private(set) var start: Int64 = 0
  /// How many bytes of records there were.
  private(set) var bytes = 0

  init(_ linkType: LinkType, forcedAddresses: Set<DeviceAddress>) {
    self.linkType = linkType
    form = HeaderForm(linkType)
    assembler = ControlAssembler(form)
    transfers = TransferPass(tracker: SessionTracker(forcedAddresses: forcedAddresses))
  }

  /// Takes the next record and hands each session's observations to `observe`, in order; most
  /// exchanges come to `exchange` instead, which costs less.
  @inline(__always)
  mutating func accept(
    _ bytes: Span<UInt8>, _ info: RecordInfo, _ observe: SessionTracker.Emit, _ exchange: Exchange
  ) {
    last = Moment(frame: info.frame, nanoseconds: info.nanoseconds)
    if info.frame == 1 { start = info.nanoseconds }
    self.bytes += info.capturedLength
    switch RecordKind(bytes, form) {
    case .other(let device): transfers.ledger.countNonControl(device)
    case .control:
      if info.capturedLength < info.originalLength { cut.note(info.frame) }
      Self.accept(bytes, at: last, &assembler, &transfers, observe, exchange)
    case .undecodable: transfers.ledger.countUndecodable()
    }
  }

  /// Takes a control record.
  @inline(__always)
  private static func accept(
    _ bytes: Span<UInt8>, at moment: Moment, _ assembler: inout ControlAssembler,
    _ transfers: inout TransferPass, _ observe: SessionTracker.Emit, _ exchange: Exchange
  ) {
    let lost = assembler.accept(bytes, at: moment) { transfers.take($0, observe, exchange) }
    if let lost { transfers.lostSubmission(of: lost, at: moment, observe) }
  }

  /// Hands out what is still waiting for its completion, which does not come any more.
  mutating func giveUpWaiting(_ observe: SessionTracker.Emit) {
    Self.giveUpWaiting(&assembler, &transfers, observe)
  }

  private static func giveUpWaiting(
    _ assembler: inout ControlAssembler, _ transfers: inout TransferPass,
    _ observe: SessionTracker.Emit
  ) {
    assembler.finish { transfers.take($0, observe) }
  }

  /// Records may have been dropped before this frame.
  mutating func miss(before frame: Int, _ observe: SessionTracker.Emit) {
    let moment = Moment(frame: frame, nanoseconds: last.nanoseconds)
    transfers.tracker.dropped(at: moment, emit: observe)
  }

  /// The records end.
  mutating func finish(_ end: ReadEnd, _ observe: SessionTracker.Emit) -> CapturePassResult {
    giveUpWaiting(observe)
    if case .damaged(_, let reason) = end {
      transfers.tracker.damaged(reason, at: last, emit: observe)
    }
    transfers.tracker.finish(at: last, emit: observe)
    let tracker = transfers.tracker
    return CapturePassResult(
      linkType: linkType, dialect: assembler.dialect, recordCount: last.frame,
      bins: transfers.ledger.totals(sessionAddresses: tracker.sessionAddresses), end: end,
      start: start, sessions: tracker.sessions, candidates: tracker.unprovedCandidates,
      cutRecords: cut)
  }
}

/// Takes a capture's transfers in order, from transfers to observations.
private struct TransferPass {
  var tracker: SessionTracker
  var ledger = RecordLedger()

  mutating func take(
    _ transfer: ControlTransfer, _ observe: SessionTracker.Emit, _ exchange: RecordPass.Exchange
  ) {
    if let session = tracker.acceptAgain(transfer) {
      ledger.settle(transfer, as: .used)
      exchange(session, transfer)
    } else {
      take(transfer, observe)
    }
  }

  mutating func take(_ transfer: ControlTransfer, _ observe: SessionTracker.Emit) {
    ledger.settle(transfer, as: tracker.accept(transfer, emit: observe))
  }

  mutating func lostSubmission(
    of device: DeviceAddress, at moment: Moment, _ observe: SessionTracker.Emit
  ) {
    ledger.countLostSubmission()
    tracker.lostSubmission(of: device, at: moment, emit: observe)
  }
}

extension HeaderForm {
  init(_ linkType: LinkType) {
    switch linkType {
    case .usbLinux: self = .short
    case .usbLinuxMmapped: self = .long
    }
  }
}
