import CaptureIO
import DFU
import USB

/// The results of one pass over a capture, apart from the observations.
struct CapturePassResult {
  /// The link type; nil for a capture of lines, which has no link type.
  var linkType: LinkType?
  /// The name of the dialect; nil when no record showed it.
  var dialect: String?
  /// One sentence for each thing that the dialect cannot show.
  var limits: [String]
  /// The number of all records, in all bins.
  var recordCount: Int
  var bins: RecordLedger.Totals
  var end: ReadEnd
  /// The time of the first record, in nanoseconds.
  var start: Int64
  var sessions: [SessionSummary]
  /// By address, the number of requests that look like DFU although no descriptor proves it.
  var candidates: [DeviceAddress: UnprovedRequests]
  var cutRecords = CutRecords()
}

/// Control records that the recorder cut off: only their beginning is in the capture.
struct CutRecords: Hashable {
  var count = 0
  /// The frame of the first cut record; 0 when there is none.
  var firstFrame = 0

  mutating func note(_ frame: Int) {
    if count == 0 { firstFrame = frame }
    count += 1
  }
}
