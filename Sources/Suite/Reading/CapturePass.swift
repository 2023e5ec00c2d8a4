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
  /// `start` is called before any observation, with the time of the first record in nanoseconds.
  /// Then `tell` is called with facts of the file, and again where they change. `progress` is
  /// called from time to time, with the place up to which the capture is read. The file's SHA-256
  /// is taken while it is read if `hashing`.
  static func run(
    _ path: String, dialects: DialectRegistry = .shipped, hashing: Bool = false,
    forcedAddresses: Set<DeviceAddress>, start: (Int64) -> Void,
    tell: (SourceFact) -> Void = { _ in }, progress: (ReadingPlace) -> Void,
    observe: SessionTracker.Emit, exchange: TransferPass.Exchange
  ) throws(CaptureError) -> CapturePassResult {
    let digest = hashing ? StreamDigest() : nil
    let source = try ByteSource(path: path, listener: digest.map { $0.update })
    var result: CapturePassResult
    if source.holdsRecords {
      var file = try CaptureFile(source, linkTypes: dialects.linkTypes)
      if let first = file.firstNanoseconds { start(first) }
      guard let read = dialects.reader(of: file.linkType) else {
        throw .unsupportedLinkType(file: path, number: file.linkType.rawValue)
      }
      result = read(
        &file, dialects.furtherDecoders, forcedAddresses, tell, progress, observe, exchange)
      file.readRest()
      result.file.dropped = file.dropped
      result.file.hasUnplacedLoss = file.droppedAnywhere > 0
      result.bins.otherLinkType = file.otherRecords
      result.recordCount += file.otherRecords
    } else {
      guard let read = dialects.reader(ofText: source.beginning) else {
        let isText = DialectRegistry.shipped.reader(ofText: source.beginning) != nil
        throw isText ? .otherText(file: path) : source.refusal
      }
      var text = TextCapture(source)
      result = read(&text, forcedAddresses, start, tell, progress, observe, exchange)
      source.readRest()
    }
    if source.isDoubtful { result.file.hasUnplacedLoss = true }
    result.file.sha256 = digest?.text
    if case .damaged(0, let reason) = result.end {
      throw .notACapture(file: path, reason: reason)
    }
    return result
  }
}
