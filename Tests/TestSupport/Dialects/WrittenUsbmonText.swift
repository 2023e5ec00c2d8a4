import Foundation
import USB

/// Writes usbmon's text.
///
/// Kernel documentation, usb/usbmon, "Raw text data format": `1t` without a bus, `1u` and `0u` with
/// it. The clock counts microseconds up to 4096 s; at most 32 bytes of data are shown.
package struct WrittenUsbmonText: Hashable, Sendable {
  /// Whether the address names the bus (`1u`, `0u`) or not (`1t`).
  package var showsBus = true
  /// Whether an interrupt transfer shows its interval beside the status.
  package var showsInterval = true

  private static let dataLimit = 32

  /// The text of a story.
  func text(of story: BusStory) -> String {
    var text = "# usbmon\n"
    var count: UInt64 = 0
    for event in story.events {
      switch event {
      case .control(let transfer), .rootHub(let transfer): text += lines(transfer, &count)
      case .interrupt(let device, let endpoint, let data, let time):
        let id = id(&count)
        let address = address("Ii", device, endpoint)
        let waits = showsInterval ? "-115:8" : "-115"
        let done = showsInterval ? "0:8" : "0"
        text += "\(id) \(clock(time)) S \(address) \(waits) 8 <\n"
        text += "\(id) \(clock(time + 500_000)) C \(address) \(done) \(words(data))\n"
      case .reset: break
      }
    }
    return text
  }

  private func lines(_ transfer: ControlTransfer, _ count: inout UInt64) -> String {
    let setup = transfer.setup
    let isIn = setup.requestType.direction == .deviceToHost
    let id = id(&count)
    let address = address(isIn ? "Ci" : "Co", transfer.device, 0)
    let request = String(
      format: "s %02x %02x %04x %04x %04x", setup.requestType.rawValue, setup.request, setup.value,
      setup.index, setup.length)
    let sent = isIn ? (setup.length == 0 ? "0" : "\(setup.length) <") : words(transfer.data)
    let begin = clock(transfer.submitted.nanoseconds)
    let submission = "\(id) \(begin) S \(address) \(request) \(sent)"
    guard let completed = transfer.completed else { return submission + "\n" }
    let moved = transfer.actualLength ?? 0
    let reply = isIn ? words(transfer.data) : moved == 0 ? "0" : "\(moved) >"
    return submission + "\n\(id) \(clock(completed.nanoseconds)) C \(address) "
      + "\(transfer.outcome == .stalled ? -32 : 0) \(reply)\n"
  }

  /// The length of the data, and its first bytes in groups of four.
  private func words(_ data: [UInt8]) -> String {
    guard !data.isEmpty else { return "0" }
    let shown = Array(data.prefix(Self.dataLimit))
    let groups = stride(from: 0, to: shown.count, by: 4).map { start in
      shown[start..<min(start + 4, shown.count)].map { String(format: "%02x", $0) }.joined()
    }
    return "\(data.count) = " + groups.joined(separator: " ")
  }

  private func address(_ kind: String, _ device: DeviceAddress, _ endpoint: UInt8) -> String {
    showsBus
      ? String(format: "%@:%d:%03d:%d", kind, Int(device.bus), Int(device.address), Int(endpoint))
      : String(format: "%@:%03d:%02d", kind, Int(device.address), Int(endpoint))
  }

  private func clock(_ nanoseconds: Int64) -> Int64 { nanoseconds / 1_000 % 4_096_000_000 }

  private func id(_ count: inout UInt64) -> String {
    defer { count += 1 }
    return String(0xFFFF_8881_0000_0000 + count % 5 * 0x180, radix: 16)
  }
}
