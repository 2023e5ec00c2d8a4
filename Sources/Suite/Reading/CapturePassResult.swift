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
  /// By device, the frame of its first request that still waits when the recording ends.
  var waiting: [DeviceAddress: Int] = [:]
  /// The descriptors that the devices showed.
  var descriptors = DescriptorCollection()
  /// By device, the configurations of sessions and of devices with requests that look like DFU, of
  /// which the capture holds only the beginning.
  var cutConfigurations: [DeviceAddress: CutConfigurations.Cut] = [:]

  /// Whether a part of the file is cut off, or cannot be read.
  var isDamaged: Bool {
    if case .damaged = end { return true }
    return !file.damages.first.isEmpty
  }
}

/// What the judge must know of the file itself, from here on.
enum SourceFact: Hashable {
  /// The step of its clock, in nanoseconds.
  case clock(step: Int64)
  /// Whether a bus reset can happen without a trace in its records.
  case hidesResets(Bool)
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
  /// Parts of the file that cannot be read.
  var damages = Places<FileNote.Damage>()
  /// The frame of the first record without a time; nil when all have one.
  var firstTimeless: Int?
  /// Places where the clock goes back.
  var clockSteps = ClockSteps()
}

/// Places in a capture, by the frame before which they lie. The first `limit` are kept, the others
/// counted.
struct Places<Fact: Hashable>: Hashable {
  /// The frame after the place, and what was there.
  struct Place: Hashable {
    var frame: Int
    var fact: Fact
  }

  private(set) var first: [Place] = []
  private(set) var further = 0

  private let limit = 20

  mutating func note(_ fact: Fact, beforeFrame frame: Int) {
    if first.count < limit {
      first.append(Place(frame: frame, fact: fact))
    } else {
      further += 1
    }
  }
}

/// Places before which the recorder lost records, and how many.
typealias PlacedLosses = Places<Int>

/// Steps of the capture's clock into the past: a record has an earlier time than the one before.
struct ClockSteps: Hashable {
  var count = 0
  /// The frame of the first such record; 0 when there is none.
  var firstFrame = 0
  /// How far behind the latest time a record was at most, in nanoseconds.
  private(set) var largest: Int64 = 0
  private var latest = Int64.min

  /// Notes a step from one time to an earlier one; tells whether it is the largest so far.
  mutating func note(from before: Int64, to moment: Moment) -> Bool {
    if count == 0 { firstFrame = moment.frame }
    count += 1
    latest = max(latest, before)
    let step = latest - moment.nanoseconds
    if step > largest {
      largest = step
      return true
    }
    return false
  }

  /// Whether the clock was set, or records were put in a wrong order. Recorders on several
  /// processors mix records up by some microseconds, which says nothing.
  var areTold: Bool { largest >= 1_000_000 }

  /// How far a time may be off because of them, in nanoseconds. Nobody knows how far a clock was
  /// set back, for it went on until the next record: a day stands for any time.
  var inexactness: Int64 { areTold ? 86_400_000_000_000 : largest }
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
