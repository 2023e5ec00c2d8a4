// From a capture to the observations of its sessions, in one pass.
//
// Start here: a file is opened, DialectRegistry picks the decoder of its link type, RecordPass
// takes the records through that decoder, and TransferPass takes the transfers into sessions.
// Nothing here judges, and nothing here knows the bytes of a record.

import CaptureIO
import DFU
import USB

/// Reads a capture once, from records to observations.
enum CapturePass {
  /// Runs over `path` and hands each session's observations to `observe`, in order; most
  /// exchanges come to `exchange` instead, which costs less.
  ///
  /// `opened` is told how many records the recorder lost, where it says so, before anything else;
  /// `start` is told the first record's time in nanoseconds, before any observation;
  /// `progress` is told now and then how many bytes were read.
  static func run(
    _ path: String, dialects: DialectRegistry = .shipped, forcedAddresses: Set<DeviceAddress>,
    opened: (Int?) -> Void = { _ in }, start: (Int64) -> Void, progress: (Int) -> Void,
    observe: SessionTracker.Emit, exchange: TransferPass.Exchange
  ) throws(CaptureError) -> CapturePassResult {
    var file = try CaptureFile(path: path, linkTypes: dialects.linkTypes)
    opened(file.dropped)
    if let first = file.firstNanoseconds { start(first) }
    guard let read = dialects.reader(of: file.linkType) else {
      throw .unsupportedLinkType(file: path, number: file.linkType.rawValue)
    }
    let result = read(&file, forcedAddresses, progress, observe, exchange)
    if case .damaged(0, let reason) = result.end {
      throw .notACapture(file: path, reason: reason)
    }
    return result
  }

  /// Runs over the lines of a text.
  static func run(
    lines text: Span<UInt8>, _ decoder: consuming some LineDecoder,
    forcedAddresses: Set<DeviceAddress>, _ observe: SessionTracker.Emit,
    _ exchange: TransferPass.Exchange
  ) -> CapturePassResult {
    var pass = RecordPass(decoder, nil, forcedAddresses: forcedAddresses)
    LineReader.forEach(in: text) { line, length in
      pass.accept(line: line, length: length, observe, exchange)
    }
    return pass.finish(.complete, observe)
  }
}
