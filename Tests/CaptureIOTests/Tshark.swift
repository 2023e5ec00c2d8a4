import Foundation
import TestSupport

/// Wireshark's reading of a capture, for comparison with ours.
enum Tshark {
  /// The program's path; nil when it is not installed.
  static let path: String? = (ProcessInfo.processInfo.environment["PATH"] ?? "")
    .split(separator: ":").map { $0 + "/tshark" }
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  /// One line for every control record of endpoint 0: frame, event, device, status and, in
  /// submissions, the setup packet.
  static func controlRecords(of capture: String) throws -> [String] {
    let text = try Command.output("tshark", ["-n", "-r", capture, "-T", "pdml"])
    var records: [String] = []
    var fields: [Substring: Substring] = [:]
    for line in text.split(separator: "\n") {
      if line == "</packet>" {
        if let record = record(fields) { records.append(record) }
        fields = [:]
      } else if let name = attribute("name", line), let show = attribute("show", line) {
        // The header's address comes first. SET_ADDRESS has an address field of its own later.
        let key = name.isEmpty ? show : name
        guard fields[key] == nil else { continue }
        fields[key] = shown.contains(name) ? show : attribute("value", line) ?? show
      }
    }
    return records
  }

  /// The fields that are compared in decimal, as tshark shows them. The others are compared as
  /// bytes.
  private static let shown: Set<Substring> = [
    "num", "usb.urb_status", "usb.device_address", "usb.bus_id",
  ]

  private static func record(_ fields: [Substring: Substring]) -> String? {
    guard fields["usb.transfer_type"] == "02", let number = fields["num"],
      fields["usb.endpoint_address"] == "00" || fields["usb.endpoint_address"] == "80"
    else { return nil }
    let isSubmission = fields["usb.urb_type"] == "53"
    let parts = [
      number, fields["usb.urb_type"], fields["usb.bus_id"], fields["usb.device_address"],
      fields["usb.urb_status"], isSubmission ? fields["Setup Data"] : nil,
    ]
    return parts.compactMap { $0 }.joined(separator: " ")
  }

  private static func attribute(_ name: String, _ line: Substring) -> Substring? {
    guard let start = line.range(of: " \(name)=\"") else { return nil }
    return line[start.upperBound...].prefix { $0 != "\"" }
  }
}
