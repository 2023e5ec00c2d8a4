import CaptureIO
import Foundation
import Report
import Suite
import Testing

/// The shipped captures, cut down to their class requests as a display filter cuts them
/// (`tshark -Y usbdfu -w`). Enumerations, resets and departures are not in them any more.
@Suite struct FilteredCaptureTests {
  /// What the filter has seen of the requests so far.
  private struct ClassRequestFilter {
    private var pending: Set<[UInt8]> = []

    /// Whether a record of usbmon (48 or 64 bytes of header) is one of a class request to an
    /// interface: bmRequestType 21h or A1h, or the completion of such a submission.
    mutating func keeps(_ record: Span<UInt8>) -> Bool {
      guard record.count >= 48 else { return false }
      let id = (0..<8).map { record[$0] } + [record[11], record[12], record[13]]
      guard record[8] == UInt8(ascii: "S") else { return pending.remove(id) != nil }
      pending.remove(id)
      let isControl = record[9] == 2 && record[14] == 0
      guard isControl, record[40] == 0x21 || record[40] == 0xA1 else { return false }
      pending.insert(id)
      return true
    }
  }

  private func filtered(_ shipped: ShippedCapture) throws -> Report.Capture {
    let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: url) }
    var file = try CaptureFile(path: shipped.file, linkTypes: LinkType.ofUsbmon)
    var writer = try PcapngWriter(path: url.path, linkType: file.linkType, interface: "usbmon1")
    var filter = ClassRequestFilter()
    _ = file.forEach { (bytes, info) -> Flow in
      guard filter.keeps(bytes) else { return .proceed }
      do {
        try writer.append(
          bytes, nanoseconds: info.nanoseconds, originalLength: info.originalLength)
        return .proceed
      } catch {
        Issue.record(error)
        return .stop
      }
    }
    try writer.finish(dropped: 0)
    return try Judge(CheckOptions()).check(url.path).capture
  }

  private func faults(_ capture: Report.Capture) -> Set<String> {
    Set(
      capture.sessions.flatMap(\.findings).filter { $0.verdict >= .warning }
        .map { "\($0.actor) \($0.rule)" })
  }

  @Test(arguments: ShippedCapture.all)
  func `a filter adds no fault`(_ shipped: ShippedCapture) throws {
    let whole = try Judge(CheckOptions()).check(shipped.file).capture
    #expect(faults(try filtered(shipped)).isSubset(of: faults(whole)))
  }

  @Test(arguments: ["will-detach", "xhci-detach-reset-download-upload"])
  func `a session stays one session at its new address`(_ name: String) throws {
    let shipped = try #require(ShippedCapture.all.first { $0.name == name })
    let capture = try filtered(shipped)
    #expect(capture.sessions.map(\.devices.count) == [2])
    #expect(capture.sessions.map(\.verdict) == [Report.Verdicts(device: .pass, host: .pass)])
  }
}
