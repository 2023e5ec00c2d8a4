import CaptureIO
import DFU
import USB

/// Takes the records of a watched bus, from records to observations.
struct LivePass {
  private var records: RecordPass<UsbmonDecoder>
  /// Where records may be missing: from before a frame to before another.
  private(set) var losses: [ClosedRange<Int>] = []

  init(_ linkType: LinkType, forcedAddresses: Set<DeviceAddress>) {
    records = RecordPass(
      UsbmonDecoder(UsbmonHeader(linkType)), linkType, forcedAddresses: forcedAddresses)
  }

  /// The first record's time, in nanoseconds.
  var start: Int64 { records.start }

  mutating func accept(
    _ bytes: Span<UInt8>, _ info: RecordInfo, _ observe: SessionTracker.Emit
  ) {
    records.accept(bytes, info, observe) { observe($0, Observation(exchange: $1)) }
  }

  /// Records may be missing before the next one. After a loss an id may match the wrong
  /// submission, so pending ones are given up.
  mutating func miss(_ observe: SessionTracker.Emit) {
    records.giveUpWaiting(observe)
    let next = records.last.frame + 1
    if let before = losses.last, before.upperBound >= next - 1 {
      losses[losses.count - 1] = before.lowerBound...next
    } else {
      losses.append(next...next)
    }
    records.miss(before: next, observe)
  }

  /// The watching ends; `reason` tells why there would have been more.
  mutating func finish(reason: String?, _ observe: SessionTracker.Emit) -> CapturePassResult {
    let end: ReadEnd =
      if let reason {
        .damaged(afterFrame: records.last.frame, reason: reason)
      } else {
        .complete
      }
    return records.finish(end, observe)
  }
}
