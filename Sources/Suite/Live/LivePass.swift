import CaptureIO
import DFU
import USB

/// Turns the records of a watched bus into observations.
struct LivePass {
  private var records: RecordPass<UsbmonDecoder>
  /// Where records may be missing: before each frame of these ranges.
  private(set) var losses: [ClosedRange<Int>] = []

  init(_ linkType: LinkType, forcedAddresses: Set<DeviceAddress>) {
    records = RecordPass(
      UsbmonDecoder(UsbmonHeader(linkType)), linkType, forcedAddresses: forcedAddresses)
  }

  /// The time of the first record, in nanoseconds.
  var start: Int64 { records.start }

  mutating func accept(
    _ bytes: Span<UInt8>, _ info: RecordInfo, _ observe: SessionTracker.Emit
  ) {
    records.accept(bytes, info, observe) { observe($0, Observation(exchange: $1)) }
  }

  /// Notes that records may be missing before the next record.
  mutating func miss(_ observe: SessionTracker.Emit) {
    let next = records.last.frame + 1
    if let before = losses.last, before.upperBound >= next - 1 {
      losses[losses.count - 1] = before.lowerBound...next
    } else {
      losses.append(next...next)
    }
    records.miss(observe)
  }

  /// Ends the watch. `reason`: why the kernel gives no more records; nil when it was told to stop.
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
