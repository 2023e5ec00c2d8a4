import DFU
package import Report

/// Compares two captures of what should be the same: the entry of this folder.
///
/// `StepRecorder` makes a list of steps of each session, with polls folded. `SessionPairing` says
/// which sessions belong together, `Alignment` which of their steps; `SessionDiff` goes through
/// both, and `DiffReporting` finds the words. Nothing is judged here.
package struct Differ {
  private let judges: (a: Judge, b: Judge)
  private let options: DiffOptions

  /// Loads the tables, which name the requests; fails with status 64 for a wrong argument and 65
  /// for a broken table.
  package init(_ options: DiffOptions) throws(CheckFailure) {
    self.options = options
    judges = (try Judge(options.a), try Judge(options.b))
  }

  /// Compares two capture files; one of them may be standard input, `-`. `progress` is called from
  /// time to time with the number of bytes of the present file that are read.
  package func compare(
    _ a: String, _ b: String, progress: (String, Int) -> Void = { _, _ in }
  ) throws(CheckFailure) -> DiffReport {
    let one = try read(a, judges.a, options.a, progress)
    let other = try read(b, judges.b, options.b, progress)
    let descriptors = (
      judges.a.descriptors(one.result, []).sets, judges.b.descriptors(other.result, []).sets
    )
    let pairing = SessionPairing(one.result.sessions, other.result.sessions, sets: descriptors)
    let sessions = pairing.pairs.map { pair in
      session(one, pair.a, descriptors.0, other, pair.b, descriptors.1)
    }
    return DiffReport(
      a: side(one), b: side(other),
      ignored: DiffIgnored.allCases.filter(options.ignored.contains).map(\.rawValue),
      sessions: sessions)
  }

  private func read(
    _ path: String, _ judge: Judge, _ options: CheckOptions, _ progress: (String, Int) -> Void
  ) throws(CheckFailure) -> DiffSource {
    var recording = DiffRecording(toleranceMilliseconds: options.toleranceMilliseconds)
    let result = try judge.run(path, { progress(path, $0) }, tell: { recording.take($0) }) {
      recording.observe($1, of: $0)
    }
    guard !result.sessions.isEmpty else { throw judge.noTraffic(path, result) }
    return DiffSource(file: path, recording: recording, result: result)
  }

  private func side(_ source: DiffSource) -> DiffReport.Side {
    DiffReport.Side(
      file: source.file, dialect: source.result.dialect ?? "unknown",
      sessions: source.result.sessions.count,
      transfers: source.recording.sessions.reduce(0) { $0 + $1.exchangeCount },
      leftOut: source.leftOut, isCut: source.isCut, remarks: source.remarks)
  }

  private func session(
    _ one: DiffSource, _ a: Int?, _ setsA: [Report.DescriptorSet], _ other: DiffSource, _ b: Int?,
    _ setsB: [Report.DescriptorSet]
  ) -> DiffReport.Session {
    let (ours, theirs) = (a.map(one.origin), b.map(other.origin))
    guard let a, let b else { return DiffReport.Session(a: ours, b: theirs) }
    let (left, right) = (one.steps(a), other.steps(b))
    let comparison = StepComparison(
      a: one.recording.store, b: other.recording.store,
      comparesTimes: one.hasTimes && other.hasTimes,
      comparesResets: !one.recording.hidesResets && !other.recording.hidesResets)
    let diff = SessionDiff(
      left, right, comparison, ignored: options.ignored,
      areCut: (one.endsEarly(a), other.endsEarly(b)))
    let found = diff.findings.inOrder
    let reporting = DiffReporting(
      a: left, b: right, aligned: diff.aligned, words: DiffWords(checker: judges.a.baseChecker()))
    let ignoredFields = options.ignored.compactMap(\.descriptorField)
    return DiffReport.Session(
      a: ours, b: theirs, compared: diff.aligned.reduce(0) { $0 + $1.count },
      descriptors: DiffReport.descriptorDifferences(
        setsA.filter { $0.session == a + 1 }, setsB.filter { $0.session == b + 1 }
      ) { ignoredFields.contains($0.name) },
      conversation: reporting.differences(found), places: diff.findings.places,
      first: reporting.surroundings(found))
  }
}

/// The operator's settings for a comparison.
package struct DiffOptions: Sendable {
  /// How capture A is read.
  package var a: CheckOptions
  /// How capture B is read.
  package var b: CheckOptions
  /// What does not count.
  package var ignored: Set<DiffIgnored>

  /// Makes settings; without arguments everything counts.
  package init(
    a: CheckOptions = CheckOptions(), b: CheckOptions = CheckOptions(),
    ignored: Set<DiffIgnored> = []
  ) {
    self.a = a
    self.b = b
    self.ignored = ignored
  }
}

extension DiffSource {
  fileprivate func origin(_ session: Int) -> DiffReport.Origin {
    DiffReport.Origin(
      number: session + 1, devices: result.sessions[session].devices.map(Report.Device.init),
      transfers: session < recording.sessions.count ? recording.sessions[session].exchangeCount : 0)
  }

  /// Whether something may be missing: the file is cut or damaged, or a session lost records.
  fileprivate var isCut: Bool {
    result.isDamaged || recording.sessions.contains(where: \.hasLoss)
  }

  fileprivate func endsEarly(_ session: Int) -> Bool {
    session < recording.sessions.count && recording.sessions[session].hasLoss
  }

  fileprivate func steps(_ session: Int) -> [DiffStep] {
    session < recording.sessions.count ? recording.sessions[session].steps : []
  }
}
