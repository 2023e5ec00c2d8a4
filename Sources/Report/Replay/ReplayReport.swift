/// What replaying a capture against models of the device gave.
public struct ReplayReport: Hashable, Sendable {
  /// The schema of its JSON form.
  public static let schema = "dfutrace.replay/1"

  /// The capture, as it was named.
  public var file: String
  /// The model that was asked for; `auto` for all.
  public var model: String
  /// Every session of the capture.
  public var sessions: [Session]

  /// Makes a report.
  public init(file: String, model: String, sessions: [Session]) {
    self.file = file
    self.model = model
    self.sessions = sessions
  }

  /// One session, and how each model did in it.
  public struct Session: Hashable, Sendable {
    /// Every identity that the device had.
    public var devices: [Report.Device]
    /// How the device was judged under DFU 1.1.
    public var device: Report.Verdict
    /// The models, the one that agrees best first; none where all were tried and nothing could
    /// be compared.
    public var runs: [Run]

    /// Makes a session.
    public init(devices: [Report.Device], device: Report.Verdict, runs: [Run]) {
      self.devices = devices
      self.device = device
      self.runs = runs
    }

    /// The triage of the model that agrees best.
    public var triage: Triage { runs.first?.triage ?? .nothingCompared }
  }

  /// One model in one session.
  public struct Run: Hashable, Sendable {
    /// The model's name.
    public var model: String
    /// Exchanges that were compared.
    public var compared: Int
    /// Exchanges that the model predicted.
    public var predicted: Int
    /// Exchanges that could not be compared.
    public var uncompared: Int
    /// Exchanges and events that the model did not predict.
    public var diverged: Int
    /// Polls that one side made more than the other.
    public var repeatedPolls: Int
    /// Bytes of uploads that were compared in number only.
    public var uncomparedBytes: Int
    /// The judgement of the device and the replay in one.
    public var triage: Triage
    /// Sentences about the replay as a whole.
    public var remarks: [String]
    /// Where the two parted, in order; the first so many.
    public var divergences: [Divergence]

    /// Makes a run.
    public init(
      model: String, compared: Int, predicted: Int, uncompared: Int, diverged: Int,
      repeatedPolls: Int, uncomparedBytes: Int, triage: Triage, remarks: [String],
      divergences: [Divergence]
    ) {
      self.model = model
      self.compared = compared
      self.predicted = predicted
      self.uncompared = uncompared
      self.diverged = diverged
      self.repeatedPolls = repeatedPolls
      self.uncomparedBytes = uncomparedBytes
      self.triage = triage
      self.remarks = remarks
      self.divergences = divergences
    }
  }

  /// Whether the device is right, and whether it is understood.
  public enum Triage: String, CaseIterable, Hashable, Sendable {
    case conformantPredicted = "conformant and predicted"
    case conformantUnpredicted = "conformant, not predicted"
    case deviationPredicted = "deviation, predicted by this model"
    case deviationUnknown = "deviation, unknown to this model"
    /// The capture shows no answer, or nothing that tells where the device was.
    case nothingCompared = "nothing was compared"

    /// Joins the verdict of the device with how the replay went: exchanges that were compared,
    /// exchanges and events that the model did not predict.
    public init(device: Report.Verdict, compared: Int, diverged: Int) {
      guard compared > 0 || diverged > 0 else {
        self = .nothingCompared
        return
      }
      let isPredicted = diverged == 0
      self =
        switch (device < .warning, isPredicted) {
        case (true, true): .conformantPredicted
        case (true, false): .conformantUnpredicted
        case (false, true): .deviationPredicted
        case (false, false): .deviationUnknown
        }
    }
  }

  /// A place where the device and the model part.
  public struct Divergence: Hashable, Sendable {
    /// The record that shows it.
    public var frame: Int
    /// Time since the capture's first record.
    public var nanoseconds: Int64
    /// What the host asked; nil for what is no exchange.
    public var request: String?
    /// The model's state before it; nil for what is no exchange.
    public var state: String?
    /// What the capture shows.
    public var device: String
    /// What the model does.
    public var model: String
    /// How the replay went on.
    public var afterwards: String

    /// Makes a divergence.
    public init(
      frame: Int, nanoseconds: Int64, request: String?, state: String?, device: String,
      model: String, afterwards: String
    ) {
      self.frame = frame
      self.nanoseconds = nanoseconds
      self.request = request
      self.state = state
      self.device = device
      self.model = model
      self.afterwards = afterwards
    }
  }
}

extension ReplayReport {
  /// The exit status: 0 when the best model predicted every session in which anything could be
  /// compared, 66 when that is none, else 1.
  public var exitStatus: ExitStatus {
    let compared = sessions.filter { $0.triage != .nothingCompared }
    guard !compared.isEmpty else { return .noInput }
    let isPredicted = compared.allSatisfy { $0.runs.first?.diverged == 0 }
    return isPredicted ? .conformant : .violation
  }
}
