/// The result of replaying a capture against models of the device.
package struct ReplayReport: Hashable, Sendable {
  /// The schema of the JSON form.
  package static let schema = "dfutrace.replay/1"

  /// The capture as the operator named it.
  package var file: String
  /// The model that the operator named; `auto` for all models.
  package var model: String
  /// Every session of the capture.
  package var sessions: [Session]

  /// Makes a report.
  package init(file: String, model: String, sessions: [Session]) {
    self.file = file
    self.model = model
    self.sessions = sessions
  }

  /// One session, and the results of each model in it.
  package struct Session: Hashable, Sendable {
    /// All identities that the device had.
    package var devices: [Report.Device]
    /// The worst verdict about the device under DFU 1.1.
    package var device: Report.Verdict
    /// The results of the models; the model that agrees best is first. Empty when all models were
    /// tried and nothing could be compared.
    package var runs: [Run]

    /// Makes a session.
    package init(devices: [Report.Device], device: Report.Verdict, runs: [Run]) {
      self.devices = devices
      self.device = device
      self.runs = runs
    }

    /// The triage of the model that agrees best.
    package var triage: Triage { runs.first?.triage ?? .nothingCompared }
  }

  /// The result of one model in one session.
  package struct Run: Hashable, Sendable {
    /// The model's name.
    package var model: String
    /// Exchanges that were compared.
    package var compared: Int
    /// Exchanges that the model predicted.
    package var predicted: Int
    /// Exchanges that could not be compared.
    package var uncompared: Int
    /// Exchanges and events that the model did not predict.
    package var diverged: Int
    /// Polls that the capture or the model has more than the other, in the same state.
    package var repeatedPolls: Int
    /// Bytes of uploads of which only the number was compared.
    package var uncomparedBytes: Int
    /// Combines the verdict about the device with the result of the replay.
    package var triage: Triage
    /// Sentences about the whole replay.
    package var remarks: [String]
    /// The divergences, in order. Only the first are kept; `diverged` counts all.
    package var divergences: [Divergence]

    /// Makes a run.
    package init(
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

  /// Whether the device is conformant, and whether the model predicted it.
  package enum Triage: String, CaseIterable, Hashable, Sendable {
    case conformantPredicted = "conformant and predicted"
    case conformantUnpredicted = "conformant, not predicted"
    case deviationPredicted = "deviation, predicted by this model"
    case deviationUnknown = "deviation, unknown to this model"
    /// The capture shows no answer, or nothing that tells the device's state.
    case nothingCompared = "nothing was compared"

    /// Combines the verdict about the device with the result of the replay. `compared`: exchanges
    /// that were compared. `diverged`: exchanges and events that the model did not predict.
    package init(device: Report.Verdict, compared: Int, diverged: Int) {
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

  /// A place where the device and the model behave differently.
  package struct Divergence: Hashable, Sendable {
    /// The record that shows the divergence, numbered as in Wireshark.
    package var frame: Int
    /// The time since the capture's first record, in nanoseconds.
    package var nanoseconds: Int64
    /// The host's request; nil when it is not an exchange.
    package var request: String?
    /// The model's state before the exchange; nil when it is not an exchange.
    package var state: String?
    /// What the capture shows.
    package var device: String
    /// What the model does.
    package var model: String
    /// How the replay continued after it.
    package var afterwards: String

    /// Makes a divergence.
    package init(
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
  /// The exit status of the replay.
  ///
  /// 66: nothing could be compared in any session. 0: the best model predicted every session in
  /// which something could be compared. 1: otherwise.
  package var exitStatus: ExitStatus {
    let compared = sessions.filter { $0.triage != .nothingCompared }
    guard !compared.isEmpty else { return .noInput }
    let isPredicted = compared.allSatisfy { $0.runs.first?.diverged == 0 }
    return isPredicted ? .conformant : .violation
  }
}
