import Foundation
import Report
import Testing
import Yams

/// The expected result of judging a capture, read from its `capture.yaml`.
struct Expectation: Decodable {
  /// Why the capture has no DFU traffic; nil when it has some.
  var noTraffic: String?
  var licence: String
  /// `partial` where records are missing; nil for a complete capture.
  var integrity: String?
  var sessions: [Session]

  struct Session: Decodable {
    var devices: [String]
    var inferred: Bool?
    var device: String
    var host: String
    var because: String
    var findings: [Finding]
  }

  /// One expected finding at each of `frames`.
  struct Finding: Decodable {
    var frames: [Int]
    var actor: String
    var verdict: String
    var rule: String
    /// The verdict under the overlay `dfuse`; nil for captures of other dialects.
    var dfuse: String?
    var because: String
  }
}

/// A folder of `captures/`.
struct ShippedCapture: CustomTestStringConvertible, Sendable {
  var name: String
  var file: String
  var testDescription: String { name }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "captures")

  /// All shipped captures, sorted by name.
  static let all: [ShippedCapture] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().compactMap { name in
      let base = folder.path + "/" + name
      return ["/capture.pcap", "/capture.pcapng"].map { base + $0 }
        .first { FileManager.default.fileExists(atPath: $0) }
        .map { ShippedCapture(name: name, file: $0) }
    }
  }()

  func expectation() throws -> Expectation {
    let path = Self.folder.path + "/" + name + "/capture.yaml"
    return try YAMLDecoder().decode(
      Expectation.self, from: String(contentsOfFile: path, encoding: .utf8))
  }
}
