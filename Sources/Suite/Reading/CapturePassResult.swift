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
  /// Control records that the recorder cut off: only their beginning is in the capture.
  var cutRecords = CutRecords()
  /// Lines that have not the form of the dialect's lines.
  var malformedLines = CutRecords()
  var file = FileFacts()
  /// The descriptors that the devices showed.
  var descriptors = DescriptorCollection()
}

/// What the file tells of itself.
struct FileFacts: Hashable {
  /// Its SHA-256 in lower-case hex; nil when it was not taken.
  var sha256: String?
  /// The number of records that the recorder lost; nil when the file does not tell.
  var dropped: Int?
  /// Whether records are lost at places that the file does not tell.
  var hasUnplacedLoss = false
  /// Losses whose place the file tells.
  var losses = PlacedLosses()
}

/// Places before which the recorder lost records. The first `limit` are kept, the others counted.
struct PlacedLosses: Hashable {
  /// The frame after the loss, and the number of lost records.
  struct Loss: Hashable {
    var frame: Int
    var count: Int
  }

  private(set) var first: [Loss] = []
  private(set) var further = 0

  private static let limit = 20

  mutating func note(_ count: Int, beforeFrame frame: Int) {
    if first.count < Self.limit {
      first.append(Loss(frame: frame, count: count))
    } else {
      further += 1
    }
  }
}

/// Records that cannot be read whole: cut by the recorder, or damaged.
struct CutRecords: Hashable {
  var count = 0
  /// The frame of the first of them; 0 when there is none.
  var firstFrame = 0

  mutating func note(_ frame: Int) {
    if count == 0 { firstFrame = frame }
    count += 1
  }
}
