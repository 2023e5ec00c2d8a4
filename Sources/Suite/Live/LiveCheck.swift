import CaptureIO
import DFU
public import Report
import USB

extension Judge {
  /// Watches a bus and judges it, until `isStopped`; `tell` is told each finding when it is
  /// made, and `began` that the bus is watched from now on.
  ///
  /// The kernel's drop counter is part of the judgement: where records may be missing, the
  /// checker knows nothing.
  public func checkLive(
    _ options: LiveOptions, until isStopped: () -> Bool, began: () -> Void = {},
    tell: (LiveFinding) -> Void
  ) throws(CheckFailure) -> (capture: Report.Capture, hint: String?) {
    var bus = try LiveCapture(options)
    var judgement = LiveJudgement(self, bus.linkType)
    var recording = try Recording(options, of: bus)
    began()
    let end = bus.forEach(
      until: isStopped, missing: { judgement.miss(tell) }, idle: { recording.flush() }
    ) { bytes, info in
      recording.append(bytes, info)
      judgement.accept(bytes, info, tell)
      return .proceed
    }
    try recording.finish(dropped: bus.dropped)
    var result = judgement.finish(
      named: options.file ?? options.interface, dropped: bus.dropped, reason: end.reason, tell)
    if let file = options.file { result.capture.sha256 = digest(file) }
    return result
  }
}

/// Judges the records of a watched bus as they come.
struct LiveJudgement {
  private let judge: Judge
  private var pass: LivePass
  private var sessions: LiveSessions

  /// Judges records of that link type as `judge` would judge a file of them.
  init(_ judge: Judge, _ linkType: LinkType) {
    self.judge = judge
    pass = LivePass(linkType, forcedAddresses: judge.forced)
    sessions = LiveSessions { judge.sessionJudge() }
  }

  /// Takes the next record.
  mutating func accept(
    _ bytes: Span<UInt8>, _ info: RecordInfo, _ tell: (LiveFinding) -> Void
  ) {
    let start = info.frame == 1 ? info.nanoseconds : pass.start
    pass.accept(bytes, info) { sessions.observe($1, of: $0, start: start).forEach(tell) }
  }

  /// Records may be missing before the next one.
  mutating func miss(_ tell: (LiveFinding) -> Void) {
    let start = pass.start
    pass.miss { sessions.observe($1, of: $0, start: start).forEach(tell) }
  }

  /// The watching ends; `reason` tells why there would have been more.
  mutating func finish(
    named name: String, dropped: Int, reason: String?, _ tell: (LiveFinding) -> Void
  ) -> (capture: Report.Capture, hint: String?) {
    let start = pass.start
    let result = pass.finish(reason: reason) {
      sessions.observe($1, of: $0, start: start).forEach(tell)
    }
    let reports = zip(sessions.judges, result.sessions).map { judge, summary in
      SessionReport(judge: judge, start: result.start).session(summary)
    }
    var capture = judge.capture(name, result, reports)
    capture.dropped = dropped
    capture.gaps = pass.losses.map(Report.Gap.init) + capture.gaps
    return (capture, reports.isEmpty ? judge.hint(result) : nil)
  }
}

extension Report.Gap {
  /// A stretch in which the kernel has dropped records.
  init(_ frames: ClosedRange<Int>) {
    let isOne = frames.lowerBound == frames.upperBound
    let place =
      isOne
      ? "before frame \(frames.lowerBound)"
      : "somewhere before frames \(frames.lowerBound) to \(frames.upperBound)"
    self.init(
      frame: frames.lowerBound,
      reason: "the kernel dropped records \(place): its ring was full")
  }
}
