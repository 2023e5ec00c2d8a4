// Turns a capture into the observations of its sessions, in one pass.
//
// Start here. CapturePass opens the file. DialectRegistry selects the decoder of its link type.
// RecordPass passes the records through this decoder. TransferPass assigns the transfers to
// sessions. This folder does not judge, and it does not know the byte layout of a record.

import CaptureIO
import DFU
import USB

/// Reads a capture once, from records to observations.
enum CapturePass {
  /// Reads `path` and passes each session's observations to `observe`, in order. Most exchanges go
  /// to `exchange` instead, which is cheaper.
  ///
  /// `opened` is called first, with the number of records that the recorder lost, nil when the file
  /// does not tell. `start` is called before any observation, with the time of the first record in
  /// nanoseconds. `progress` is called from time to time, with the number of bytes read so far.
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

  /// Reads a capture that consists of lines of text.
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
