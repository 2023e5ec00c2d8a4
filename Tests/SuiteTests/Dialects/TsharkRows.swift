import Foundation
import TestSupport

/// Wireshark's reading of a written capture, field by field.
enum TsharkRows {
  /// Whether the program is there.
  static let isInstalled = (ProcessInfo.processInfo.environment["PATH"] ?? "")
    .split(separator: ":").contains { FileManager.default.isExecutableFile(atPath: $0 + "/tshark") }

  /// The values of one field, in the order of the packets that have it.
  static func values(of field: String, in capture: String) throws -> [String] {
    try Command.output(
      "tshark",
      ["-n", "-r", capture, "-Y", field, "-T", "fields", "-E", "aggregator=/", "-e", field]
    ).split(separator: "\n").map(String.init)
  }

  /// The setup packets in hex, in order.
  static func setups(in capture: String) throws -> [String] {
    try Command.output("tshark", ["-n", "-r", capture, "-T", "pdml"]).split(separator: "\n")
      .filter { $0.contains("show=\"Setup Data\"") }
      .compactMap { $0.split(separator: "value=\"").last?.prefix(16) }.map(String.init)
  }
}
