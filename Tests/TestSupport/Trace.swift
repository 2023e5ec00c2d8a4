import CaptureIO
package import DFU
import Foundation
package import USB

/// The contents of a capture in `captures/`.
package enum Trace {
  /// The file of a shipped capture.
  private static func path(of name: String) -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let base = root.appending(path: "captures/\(name)/capture.pcap").path
    return FileManager.default.fileExists(atPath: base) ? base : base + "ng"
  }

  /// The control transfers, in order.
  package static func transfers(of name: String) throws -> [ControlTransfer] {
    var file = try CaptureFile(path: path(of: name), linkTypes: LinkType.ofUsbmon)
    var decoder = UsbmonDecoder(file.linkType == .usbLinux ? .short : .long)
    var transfers: [ControlTransfer] = []
    _ = file.forEach { (bytes, info) -> Flow in
      if case .control = decoder.kind(of: bytes) {
        let moment = Moment(frame: info.frame, nanoseconds: info.nanoseconds)
        _ = decoder.accept(bytes, at: moment) { transfer, _ in transfers.append(transfer) }
      }
      return .proceed
    }
    decoder.finish { transfer, _ in transfers.append(transfer) }
    return transfers
  }

  /// The observations of each session when the tracker follows the transfers.
  package static func sessions(of transfers: [ControlTransfer]) -> [[Observation]] {
    var tracker = SessionTracker()
    var sessions: [SessionID: [Observation]] = [:]
    for transfer in transfers {
      _ = tracker.accept(transfer) { sessions[$0, default: []].append($1) }
    }
    return sessions.sorted { $0.key < $1.key }.map(\.value)
  }

  /// The observations of a shipped capture's only session.
  package static func observations(of name: String) throws -> [Observation] {
    try sessions(of: transfers(of: name)).first ?? []
  }
}
