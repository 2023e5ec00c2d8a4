import CaptureIO
import DFU
import USB

/// Takes the records of a watched bus, from records to observations.
struct LivePass {
  private let linkType: LinkType
  private let form: HeaderForm
  private var assembler: ControlAssembler
  private var tracker: SessionTracker
  private var ledger = RecordLedger()
  private var last = Moment(frame: 0, nanoseconds: 0)
  /// The first record's time, in nanoseconds.
  private(set) var start: Int64 = 0
  /// Where records may be missing: from before a frame to before another.
  private(set) var losses: [ClosedRange<Int>] = []

  init(_ linkType: LinkType, forcedAddresses: Set<DeviceAddress>) {
    self.linkType = linkType
    form = HeaderForm(linkType)
    assembler = ControlAssembler(form)
    tracker = SessionTracker(forcedAddresses: forcedAddresses)
  }

  mutating func accept(
    _ bytes: Span<UInt8>, _ info: RecordInfo, _ observe: SessionTracker.Emit
  ) {
    last = Moment(frame: info.frame, nanoseconds: info.nanoseconds)
    if info.frame == 1 { start = info.nanoseconds }
    CapturePass.accept(bytes, form, at: last, &assembler, &tracker, &ledger, observe)
  }

  /// Records may be missing before the next one. A completion behind them may belong to a
  /// submission that is missing and has the id of one that waits, so that nothing waits any more.
  mutating func miss(_ observe: SessionTracker.Emit) {
    assembler.finish { CapturePass.take($0, &tracker, &ledger, observe) }
    let next = last.frame + 1
    if let before = losses.last, before.upperBound >= next - 1 {
      losses[losses.count - 1] = before.lowerBound...next
    } else {
      losses.append(next...next)
    }
    tracker.dropped(at: Moment(frame: next, nanoseconds: last.nanoseconds), emit: observe)
  }

  /// The watching ends; `reason` tells why there would have been more.
  mutating func finish(reason: String?, _ observe: SessionTracker.Emit) -> CapturePassResult {
    var end = ReadEnd.complete
    assembler.finish { CapturePass.take($0, &tracker, &ledger, observe) }
    if let reason {
      end = .damaged(afterFrame: last.frame, reason: reason)
      tracker.damaged(reason, at: last, emit: observe)
    }
    tracker.finish(at: last, emit: observe)
    return CapturePassResult(
      linkType: linkType, dialect: assembler.dialect, recordCount: last.frame,
      bins: ledger.totals(sessionAddresses: tracker.sessionAddresses), end: end, start: start,
      sessions: tracker.sessions, candidates: tracker.unprovedCandidates)
  }
}
