import CaptureIO
public import Report

/// The file that keeps what a bus shows, with the kernel's drop counter at its end.
struct Recording: ~Copyable {
  private var writer: PcapngWriter?
  private var failure: CaptureError?

  /// Makes the file, where one is wanted.
  init(_ options: LiveOptions, of bus: borrowing LiveCapture) throws(CheckFailure) {
    guard let path = options.file else { return }
    do throws(CaptureError) {
      writer = try PcapngWriter(
        path: path, linkType: bus.linkType, interface: options.interface,
        snapLength: bus.snapLength)
    } catch {
      throw CheckFailure(file: path, error)
    }
  }

  /// Whether everything could be written so far.
  var isWhole: Bool { failure == nil }

  mutating func append(_ bytes: Span<UInt8>, _ info: RecordInfo) {
    guard failure == nil else { return }
    do throws(CaptureError) {
      try writer?.append(
        bytes, nanoseconds: info.nanoseconds, originalLength: info.originalLength)
    } catch {
      failure = error
    }
  }

  /// Brings the file up to date: it is a whole capture then, whatever happens next.
  mutating func flush() {
    guard failure == nil else { return }
    do throws(CaptureError) { try writer?.flush() } catch { failure = error }
  }

  /// Ends the file; fails with the first failure to write.
  consuming func finish(dropped: Int) throws(CheckFailure) {
    guard let writer else { return }
    let path = writer.path
    do throws(CaptureError) {
      if let failure { throw failure }
      try writer.finish(dropped: UInt64(dropped))
    } catch {
      throw CheckFailure(file: path, error)
    }
  }
}

/// What a recording holds.
public struct RecordingSummary: Hashable, Sendable {
  /// How many records the file has.
  public var records = 0
  /// How many the kernel lost.
  public var dropped = 0
  /// Why there would have been more; nil when the recorder was told to stop.
  public var reason: String?
}

/// Records a bus, without a judgement.
public enum LiveRecorder {
  /// Writes what a bus shows to `options.file`, until `isStopped`; `began` is told that the bus
  /// is watched from now on.
  public static func record(
    _ options: LiveOptions, until isStopped: () -> Bool, began: () -> Void
  ) throws(CheckFailure) -> RecordingSummary {
    var bus = try LiveCapture(options)
    var recording = try Recording(options, of: bus)
    var summary = RecordingSummary()
    began()
    let end = bus.forEach(until: isStopped, idle: { recording.flush() }) { bytes, info in
      recording.append(bytes, info)
      summary.records = info.frame
      return recording.isWhole ? .proceed : .stop
    }
    summary.dropped = bus.dropped
    summary.reason = end.reason
    try recording.finish(dropped: bus.dropped)
    return summary
  }
}
