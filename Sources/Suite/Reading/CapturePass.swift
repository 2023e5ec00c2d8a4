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

/// Reads a capture once, from records to observations.
enum CapturePass {
  /// How many records pass between two reports of progress; a power of two.
  private static let progressStep = 65_536

  /// Runs over `path` and hands each session's observations to `observe`, in order; most
  /// exchanges come to `exchange` instead, which costs less.
  ///
  /// `opened` is told how many records the recorder lost, where it says so, before anything else;
  /// `start` is told the first record's time in nanoseconds, before any observation;
  /// `progress` is told now and then how many bytes were read.
  static func run(
    _ path: String, forcedAddresses: Set<DeviceAddress>, opened: (Int?) -> Void = { _ in },
    start: (Int64) -> Void, progress: (Int) -> Void,
    observe: SessionTracker.Emit, exchange: RecordPass.Exchange
  ) throws(CaptureError) -> CapturePassResult {
    var file = try CaptureFile(path: path)
    opened(file.dropped)
    if let first = file.firstNanoseconds { start(first) }
    var pass = RecordPass(file.linkType, forcedAddresses: forcedAddresses)
    let end = file.forEach { (bytes, info) -> Flow in
      pass.accept(bytes, info, observe, exchange)
      if info.frame & (progressStep - 1) == 0 { progress(pass.bytes) }
      return .proceed
    }
    if case .damaged(0, let reason) = end { throw .notACapture(file: path, reason: reason) }
    return pass.finish(end, observe)
  }
}
