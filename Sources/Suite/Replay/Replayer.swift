import Checker
import DFU
import DeviceModel
package import Report
import USB

/// Replays captures against models of the device.
package struct Replayer {
  /// The name that an operator gives to try every model.
  package static let auto = "auto"

  private let judge: Judge
  private let model: String
  private let candidates: [ReplayCandidate]

  /// Prepares the models; `config` holds words of the form `key=value` or JSON objects. Fails with
  /// status 64 for a wrong argument.
  package init(
    model: String, config: [String] = [], options: CheckOptions = CheckOptions()
  ) throws(CheckFailure) {
    judge = try Judge(options)
    self.model = model
    do throws(ModelError) {
      candidates = try Self.candidates(model, ModelParameters.read(config))
    } catch {
      throw CheckFailure(usage: error.message)
    }
  }

  /// The paths of the files that the tables were read from; none for the built-in ones.
  package var tableFiles: [String] { judge.tableFiles }

  /// Makes the models to try. With `auto`, each model gets the parameters that it knows; throws
  /// for a parameter that no model knows.
  private static func candidates(
    _ name: String, _ config: [String: ParameterValue]
  ) throws(ModelError) -> [ReplayCandidate] {
    guard name == auto else { return [try ReplayCandidate(.named(name), config)] }
    var unused = Set(config.keys)
    var made: [ReplayCandidate] = []
    for personality in Personality.all {
      let taken = config.filter { (try? personality.make([$0.key: $0.value])) != nil }
      unused.subtract(taken.keys)
      made.append(try ReplayCandidate(personality, taken))
    }
    if let name = unused.sorted().first {
      throw ModelError("no model takes the parameter \(name) with this value")
    }
    return made
  }

  /// Replays one capture file, or standard input for `-`.
  package func replay(
    _ path: String, progress: (Int) -> Void = { _ in }
  ) throws(CheckFailure) -> ReplayReport {
    var runs: [[SessionReplay]] = []
    var judges: [SessionJudge] = []
    var fresh = judge.sessionJudge()
    func take(_ fact: SourceFact) {
      fresh.take(fact)
      for index in judges.indices { judges[index].take(fact) }
    }
    let result = try judge.run(path, progress, tell: take) { session, observation in
      while judges.count <= session {
        judges.append(fresh)
        runs.append(replays())
      }
      judges[session].observe(observation)
      for index in candidates.indices { runs[session][index].observe(observation) }
    }
    guard !result.sessions.isEmpty else { throw judge.noTraffic(path, result) }
    for (index, summary) in result.sessions.enumerated() {
      if let frame = summary.firstOther(in: result.waiting) { judges[index].doubt(behind: frame) }
    }
    if result.file.hasUnplacedLoss {
      for index in judges.indices { judges[index].doubtHistory() }
    }
    let sessions = result.sessions.indices.map { index in
      let judged = SessionReport(judge: judges[index], start: result.start)
        .session(result.sessions[index])
      let checker = judges[index].overlay?.checker(beside: judges[index].base) ?? judges[index].base
      return session(judged, runs[index], checker, start: result.start)
    }
    return ReplayReport(file: path, model: model, sessions: sessions)
  }

  /// A replay of each model, before the first observation of a session.
  func replays() -> [SessionReplay] { candidates.compactMap(SessionReplay.init) }

  /// Sorts the replays of one session by how well the models agree, the best first.
  ///
  /// Models with which nothing was compared come last. Among equal models, those with the device's
  /// bcdDevice and bmAttributes come first, then the order of `Personality.all` decides. With
  /// `auto`, no model is reported when nothing was compared with any.
  private func session(
    _ judged: Report.Session, _ runs: [SessionReplay], _ checker: Checker, start: Int64
  ) -> ReplayReport.Session {
    let verdict = judged.verdict.device
    if model == Self.auto, runs.allSatisfy({ !$0.tally.hasCompared }) {
      return ReplayReport.Session(devices: judged.devices, device: verdict, runs: [])
    }
    var reported = Self.ranked(runs).map { run in
      Self.run(run, verdict, checker, start: start)
    }
    let best = reported.prefix { run in
      (run.diverged, run.predicted) == (reported[0].diverged, reported[0].predicted)
    }
    if best.count > 1 {
      let others = best.dropFirst().map(\.model).joined(separator: ", ")
      reported[0].remarks.append(
        "the exchanges do not tell this model from \(others); the descriptors decide the order")
    }
    return ReplayReport.Session(devices: judged.devices, device: verdict, runs: reported)
  }

  /// The replays of one session, the best first.
  static func ranked(_ runs: [SessionReplay]) -> [SessionReplay] {
    runs.enumerated().sorted { a, b in
      let (x, y) = (a.element.tally, b.element.tally)
      guard x.hasCompared == y.hasCompared else { return x.hasCompared }
      return (x.diverged, -x.predicted, -x.fieldsAlike, a.offset)
        < (y.diverged, -y.predicted, -y.fieldsAlike, b.offset)
    }.map(\.element)
  }

  private static func run(
    _ replay: SessionReplay, _ verdict: Report.Verdict, _ checker: Checker,
    start: Int64
  ) -> ReplayReport.Run {
    let tally = replay.tally
    return ReplayReport.Run(
      model: replay.candidate.name, compared: tally.compared, predicted: tally.predicted,
      uncompared: tally.uncompared, diverged: tally.diverged,
      repeatedPolls: tally.repeatedPolls, uncomparedBytes: replay.content.uncomparedBytes,
      triage: ReplayReport.Triage(
        device: verdict, compared: tally.compared, diverged: tally.diverged),
      remarks: replay.takenRemarks + replay.remarks,
      divergences: replay.divergences.map { $0.reported(checker, start: start) })
  }
}

extension Divergence {
  fileprivate func reported(_ checker: Checker, start: Int64) -> ReplayReport.Divergence {
    let time = at.nanoseconds - start
    switch what {
    case .exchange(let transfer, let reply, let state):
      return ReplayReport.Divergence(
        frame: at.frame, nanoseconds: time, request: checker.requestText(transfer.setup),
        state: state.name, device: checker.replyText(transfer),
        model: checker.replyText(transfer.answered(reply)), afterwards: afterwards)
    case .event(let seen, let predicted):
      return ReplayReport.Divergence(
        frame: at.frame, nanoseconds: time, request: nil, state: nil, device: seen,
        model: predicted, afterwards: afterwards)
    }
  }
}

extension ControlTransfer {
  /// A copy of this transfer in which the model's answer replaces the device's.
  fileprivate func answered(_ reply: ModelReply) -> ControlTransfer {
    var transfer = self
    transfer.completed = nil
    let bytes = reply.bytes ?? []
    if setup.requestType.direction == .deviceToHost { transfer.data = bytes }
    transfer.actualLength = transfer.data.count
    transfer.outcome =
      switch reply.answer {
      case .acknowledged, .data: .acknowledged
      case .stalled: .stalled
      case .noAnswer: .timedOut
      case .absent: .disconnected
      case .overflow: .overflowed
      }
    return transfer
  }
}
