import CaptureIO
import DFU
import USB

/// What one pass over a capture found beside the observations.
struct CapturePassResult {
  /// Nil for a capture of lines, which has none.
  var linkType: LinkType?
  /// The name of the dialect; nil where no record told it.
  var dialect: String?
  /// What the dialect cannot show, a sentence each.
  var limits: [String]
  /// How many records there were, in any bin.
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
  /// The first one's frame; 0 when there is none.
  var firstFrame = 0

  mutating func note(_ frame: Int) {
    if count == 0 { firstFrame = frame }
    count += 1
  }
}
