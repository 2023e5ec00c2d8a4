import CaptureIO
import DFU
import USB

/// What `diff` keeps of a capture.
struct DiffRecording {
  /// The sessions in the order of the capture.
  private(set) var sessions: [StepRecorder] = []
  /// The data of their exchanges.
  private(set) var store = DataStore()
  /// Whether bus resets can happen without a trace in the capture.
  private(set) var hidesResets = false
  private var stepCount = 0
  private let stepLimit: Int
  /// How much too early a poll may seem with an exact clock, in nanoseconds.
  private let tolerance: Int64
  /// The step of the capture's clock, in nanoseconds.
  private var clockStep: Int64 = 0

  /// The most steps that are kept of a capture.
  static let stepLimit = 1 << 20

  /// Starts without a session; `toleranceMilliseconds`: how much too early a poll may seem.
  init(toleranceMilliseconds: Double, stepLimit: Int = Self.stepLimit) {
    self.stepLimit = stepLimit
    tolerance = Int64(toleranceMilliseconds * 1_000_000)
  }

  /// Takes a fact of the capture that holds from here on. A time is off by up to one step of the
  /// clock, and a difference by up to two.
  mutating func take(_ fact: SourceFact) {
    switch fact {
    case .clock(let step): clockStep = step
    case .hidesResets(let hides): hidesResets = hidesResets || hides
    }
  }

  /// Takes the next observation of a session.
  mutating func observe(_ observation: Observation, of session: SessionID) {
    while sessions.count <= session { sessions.append(StepRecorder()) }
    let before = sessions[session].steps.count
    sessions[session].observe(
      observation, room: stepLimit - stepCount, tolerance: tolerance + 2 * clockStep, &store)
    stepCount += sessions[session].steps.count - before
  }
}

/// A capture of which `diff` has read everything.
struct DiffSource {
  let file: String
  let recording: DiffRecording
  let result: CapturePassResult

  /// Whether its times can be used.
  var hasTimes: Bool { result.file.firstTimeless == nil && !result.file.clockSteps.areTold }

  /// The number of exchanges and events for which there was no room.
  var leftOut: Int { recording.sessions.reduce(0) { $0 + $1.leftOut } }

  /// What the comparison cannot know of it, a sentence each.
  var remarks: [String] {
    var remarks: [String] = []
    if result.file.hasUnplacedLoss {
      remarks.append("records are missing, and the capture does not tell where")
    }
    if case .damaged(let frame, _) = result.end {
      remarks.append("the capture is cut or damaged after frame \(frame)")
    }
    if result.cutRecords.count > 0 {
      remarks.append(
        "\(result.cutRecords.count) control records are cut, from frame "
          + "\(result.cutRecords.firstFrame) on: what is not there is not compared")
    }
    if leftOut > 0 {
      remarks.append(
        "\(leftOut) exchanges at the end are not compared: there is room for "
          + "\(DiffRecording.stepLimit)")
    }
    return remarks
  }
}
