import CaptureIO
package import Report

/// The file that the records of a bus are written to; the kernel's drop counter is at its end.
struct Recording: ~Copyable {
  private var writer: PcapngWriter?
  private var failure: CaptureError?

  /// Creates the file; does nothing when the options name no file.
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

  /// Whether every write has succeeded so far.
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

  /// Writes all records out. The file is then a complete capture, even if the program crashes.
  mutating func flush() {
    guard failure == nil else { return }
    do throws(CaptureError) { try writer?.flush() } catch { failure = error }
  }

  /// Ends the file; throws the first error that a write had.
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

/// The size of a recording, and why it ended.
package struct RecordingSummary: Hashable, Sendable {
  /// The number of records in the file.
  package var records = 0
  /// The number of records that the kernel lost.
  package var dropped = 0
  /// Why the kernel gives no more records; nil when the recorder was told to stop.
  package var reason: String?
}

/// Records a bus without judging it.
package enum LiveRecorder {
  /// Writes the records of a bus to `options.file` until `isStopped` returns true. Calls `began`
  /// once, when the bus is watched.
  package static func record(
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
