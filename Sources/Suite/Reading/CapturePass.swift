import CaptureIO
import DFU
import USB

/// What one pass over a capture file found beside the observations.
struct CapturePassResult {
  var linkType: LinkType
  var dialect: Dialect?
  var recordCount: Int
  var bins: RecordLedger.Totals
  var end: ReadEnd
  /// The first record's time, in nanoseconds.
  var start: Int64
  var sessions: [SessionSummary]
  /// Addresses on which requests look like DFU, without proof.
  var candidates: [DeviceAddress: Int]
  var cutRecords = CutRecords()
}

/// Control records of which the recorder kept the beginning only.
struct CutRecords: Hashable {
  var count = 0
  var firstFrame = 0

  mutating func note(_ frame: Int) {
    if count == 0 { firstFrame = frame }
    count += 1
  }
}

/// What a pass keeps of the records themselves; one value, so that the step from record to record
/// has little to carry.
private struct RecordsSeen {
  var last = Moment(frame: 0, nanoseconds: 0)
  /// The first record's time, in nanoseconds.
  var start: Int64 = 0
  var bytes = 0
  var cut = CutRecords()

  @inline(__always)
  mutating func note(_ info: RecordInfo) {
    last = Moment(frame: info.frame, nanoseconds: info.nanoseconds)
    if info.frame == 1 { start = info.nanoseconds }
    bytes += info.capturedLength
  }
}

/// Reads a capture once, from records to observations.
enum CapturePass {
  /// How many records pass between two reports of progress; a power of two.
  private static let progressStep = 65_536

  /// Runs over `path` and hands each session's observations to `observe`, in order.
  ///
  /// `opened` is told how many records the recorder lost, where it says so, before anything else;
  /// `start` is told the first record's time in nanoseconds, before any observation;
  /// `progress` is told now and then how many bytes were read.
  static func run(
    _ path: String, forcedAddresses: Set<DeviceAddress>, opened: (Int?) -> Void = { _ in },
    start: (Int64) -> Void, progress: (Int) -> Void,
    observe: (SessionID, Observation) -> Void
  ) throws(CaptureError) -> CapturePassResult {
    var file = try CaptureFile(path: path)
    opened(file.dropped)
    let form = HeaderForm(file.linkType)
    var assembler = ControlAssembler(form)
    var tracker = SessionTracker(forcedAddresses: forcedAddresses)
    var ledger = RecordLedger()
    var seen = RecordsSeen()
    let end = file.forEach { (bytes, info) -> Flow in
      seen.note(info)
      if info.frame == 1 { start(info.nanoseconds) }
      accept(bytes, form, at: seen.last, &assembler, &tracker, &ledger, observe)
      if info.capturedLength < info.originalLength, case .control = RecordKind(bytes, form) {
        seen.cut.note(info.frame)
      }
      if info.frame & (progressStep - 1) == 0 { progress(seen.bytes) }
      return .proceed
    }
    assembler.finish { take($0, &tracker, &ledger, observe) }
    if case .damaged(let frame, let reason) = end {
      if frame == 0 { throw CaptureError.notACapture(file: path, reason: reason) }
      tracker.damaged(reason, at: seen.last, emit: observe)
    }
    tracker.finish(at: seen.last, emit: observe)
    return CapturePassResult(
      linkType: file.linkType, dialect: assembler.dialect, recordCount: seen.last.frame,
      bins: ledger.totals(sessionAddresses: tracker.sessionAddresses), end: end,
      start: seen.start, sessions: tracker.sessions, candidates: tracker.unprovedCandidates,
      cutRecords: seen.cut)
  }
}

extension CapturePass {
  /// Takes the next record.
  @inline(__always)
  static func accept(
    _ bytes: Span<UInt8>, _ form: HeaderForm, at moment: Moment,
    _ assembler: inout ControlAssembler, _ tracker: inout SessionTracker,
    _ ledger: inout RecordLedger, _ observe: SessionTracker.Emit
  ) {
    switch RecordKind(bytes, form) {
    case .other(let device): ledger.countNonControl(device)
    case .control:
      assembler.accept(bytes, at: moment) { take($0, &tracker, &ledger, observe) }
    case .undecodable: ledger.countUndecodable()
    }
  }

  /// Takes what the assembler hands out. The state comes as parameters: captured by a function
  /// it would be checked for exclusive access at every record.
  static func take(
    _ output: ControlAssembler.Output, _ tracker: inout SessionTracker,
    _ ledger: inout RecordLedger, _ observe: SessionTracker.Emit
  ) {
    switch output {
    case .transfer(let transfer):
      ledger.settle(transfer, as: tracker.accept(transfer, emit: observe))
    case .lostSubmission(let device, let moment):
      ledger.countLostSubmission()
      tracker.lostSubmission(of: device, at: moment, emit: observe)
    }
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
