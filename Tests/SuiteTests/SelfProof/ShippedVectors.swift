import Foundation
import Report
import Suite
import Vectors

/// The shipped vectors, and their results on models.
enum ShippedVectors {
  /// The models of the generations of XMOS's firmware; each has its own file of vectors.
  static let generations = [
    "xmos/sc_usb_audio-6", "xmos/lib_xua-4", "xmos/lib_xua-5", "xmos/lib_dfu-2", "xmos/tinyusb",
  ]
  static let files =
    ["dfu-1.1.json", "host-tools.json"] + generations.map(file) + ["dfuse.json"]

  static func file(_ generation: String) -> String {
    generation.replacing("/", with: "-") + ".json"
  }

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../specs/vectors").standardizedFileURL

  static func path(_ file: String) -> String { folder.appending(path: file).path }

  static func vectors(_ file: String) throws -> [Vector] {
    try VectorFile(reading: Array(Data(contentsOf: folder.appending(path: file)))).vectors
  }

  /// Runs files of vectors on a model; `profile`: also judges by this overlay.
  static func run(
    _ files: [String], on model: String, profile: String? = nil
  ) throws -> [Report.Capture] {
    let judge = try Judge(CheckOptions(profile: profile))
    let bench = try VectorBench(judge: judge, model: model, config: [])
    return try files.map { try bench.run(path($0)) }
  }

  /// The findings about the device with a warning or a violation.
  static func deviceFindings(_ captures: [Report.Capture]) -> [Report.Finding] {
    captures.flatMap(\.sessions).flatMap(\.findings)
      .filter { $0.actor == .device && $0.verdict >= .warning }
  }
}
