import CaptureIO
import DFU
public import Report
import USB

/// A finding, told while the bus is still watched.
public struct LiveFinding: Sendable {
  /// What was found.
  public var finding: Report.Finding
  /// The overlay that explains the device; nil when there is none.
  public var profile: String?
}

/// Which bus to watch, and how.
public struct LiveOptions: Sendable {
  /// The interface, as `usbmon1`.
  public var interface: String
  /// The size of the kernel's ring; nil for the largest.
  public var ringKiB: Int?
  /// The pcapng file that keeps the records; nil for none.
  public var file: String?

  /// Watches `interface` through a ring of that size.
  public init(interface: String, ringKiB: Int? = nil, file: String? = nil) {
    self.interface = interface
    self.ringKiB = ringKiB
    self.file = file
  }

  /// The sizes that a ring can have, in KiB (kernel documentation, usb/usbmon).
  public static let ringSizes = 8...1_200

  /// libpcap sets the ring by the largest record.
  var recordBytes: Int {
    ringKiB.map { $0 * 1_024 / 5 } ?? LiveCapture.largestRecord
  }
}

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
    if let file = options.file { result.capture.sha256 = try digest(file) }
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

extension LiveCapture {
  /// Opens the bus, or says why it cannot be watched.
  init(_ options: LiveOptions) throws(CheckFailure) {
    do throws(LiveError) {
      try self.init(interface: options.interface, recordBytes: options.recordBytes)
    } catch {
      throw CheckFailure(
        file: options.interface, status: error.exitStatus, message: error.sentence)
    }
  }
}

extension LiveEnd {
  /// Why there would have been more; nil when the watcher was told to stop.
  var reason: String? {
    switch self {
    case .stopped: nil
    case .failed(let reason): "usbmon gives no more records: \(reason)"
    }
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

extension LiveError {
  var exitStatus: Int32 {
    switch self {
    case .notUsbmon: ExitStatus.usage
    case .noModule: ExitStatus.noDevice
    case .noInterface: ExitStatus.noInput
    case .noPermission: ExitStatus.permission
    case .cannotOpen: ExitStatus.inputOutput
    }
  }
}
