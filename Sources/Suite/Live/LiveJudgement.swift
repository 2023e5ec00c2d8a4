import CaptureIO
import DFU
package import Report
import USB

extension Judge {
  /// Watches a bus and judges its traffic until `isStopped` returns true.
  ///
  /// Calls `began` once, when the bus is watched, and `tell` for each finding as soon as it is
  /// made. The kernel's drop counter is read too: after records may have been lost, the checker
  /// assumes nothing about the device.
  package func checkLive(
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

/// Judges the records of a watched bus as they arrive.
struct LiveJudgement {
  private let judge: Judge
  private var pass: LivePass
  private var sessions: LiveSessions

  /// Judges records of `linkType` in the same way as `judge` judges a file of such records.
  init(_ judge: Judge, _ linkType: LinkType) {
    self.judge = judge
    pass = LivePass(linkType, forcedAddresses: judge.forced)
    sessions = LiveSessions(judge.sessionJudge())
  }

  /// Reads and judges the next record; calls `tell` for each new finding.
  mutating func accept(
    _ bytes: Span<UInt8>, _ info: RecordInfo, _ tell: (LiveFinding) -> Void
  ) {
    let start = info.frame == 1 ? info.nanoseconds : pass.start
    pass.accept(bytes, info) { sessions.observe($1, of: $0, start: start).forEach(tell) }
  }

  /// Notes that records may be missing before the next record.
  mutating func miss(_ tell: (LiveFinding) -> Void) {
    let start = pass.start
    pass.miss { sessions.observe($1, of: $0, start: start).forEach(tell) }
  }

  /// Ends the watch and returns the judged capture. `reason`: why the kernel gives no more records;
  /// nil when the watch was told to stop. `dropped`: the records that the kernel lost.
  mutating func finish(
    named name: String, dropped: Int, reason: String?, _ tell: (LiveFinding) -> Void
  ) -> (capture: Report.Capture, hint: String?) {
    let start = pass.start
    let result = pass.finish(reason: reason) {
      sessions.observe($1, of: $0, start: start).forEach(tell)
    }
    let reports = sessions.reports(result.sessions, waiting: result.waiting)
    var capture = judge.capture(name, result, reports)
    capture.dropped = dropped
    capture.gaps = pass.losses.map(Report.Gap.init) + capture.gaps
    return (capture, reports.isEmpty ? result.hint : nil)
  }
}

extension Report.Gap {
  /// Describes a range of frames in which the kernel has dropped records.
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
