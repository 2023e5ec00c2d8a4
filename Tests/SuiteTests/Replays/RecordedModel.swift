import DFU
import DeviceModel
import Testing
import USB
import Vectors

@testable import Suite

/// A device whose conversation with a host is recorded, as a capture of it shows it.
struct RecordedModel: CustomTestStringConvertible {
  var personality: Personality
  var config: [String: ParameterValue] = [:]
  /// An image that was written before the recording.
  var image: [UInt8]?

  var testDescription: String {
    let words = config.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    return ([personality.name] + words + (image.map { ["image of \($0.count)"] } ?? []))
      .joined(separator: " ")
  }

  /// Runs a vector on the device; returns what a capture shows, or nil when the device lacks what
  /// the vector needs.
  func observations(of vector: Vector) throws -> [Observation]? {
    var device = try personality.make(config)
    if let image { device.install(image) }
    var runner = VectorRunner(ModelPort(device), isFresh: true)
    guard try runner.run(vector) == nil else { return nil }
    var tracker = SessionTracker()
    var seen: [Observation] = []
    var last = Moment(frame: 0, nanoseconds: 0)
    for record in runner.take() {
      switch record {
      case .transfer(let transfer):
        _ = tracker.accept(transfer) { seen.append($1) }
        last = transfer.ended
      case .reset(let device, let moment):
        tracker.recordedReset(of: device, at: moment) { seen.append($1) }
      case .left(let device, let moment):
        tracker.recordedLeaving(of: device, at: moment) { seen.append($1) }
      }
    }
    tracker.finish(at: last) { seen.append($1) }
    return seen
  }

  /// Devices of every personality, with settings that a maker can choose and an operator does not
  /// know; each also with an image of its own that was written before.
  static let all: [RecordedModel] = Personality.all.flatMap { personality in
    (settings[personality.name] ?? [[:]]).flatMap { config in
      [nil, Flash.image(5, 512)].map {
        RecordedModel(personality: personality, config: config, image: $0)
      }
    }
  }

  private static let settings: [String: [[String: ParameterValue]]] = [
    "dfu-1.1": [
      [:], ["attrs": .number(15), "dfu_if": .number(2), "xfer_size": .number(256)],
      ["attrs": .number(3), "block_ms": .number(25), "erase_ms": .number(90)],
      ["manifest_ms": .number(300), "block_ms": .number(5), "detach_timeout": .number(250)],
      ["attrs": .number(13), "status_at_run_time": .number(1)],
    ],
    "xmos": [[:], ["dfu_if": .number(5), "attrs": .number(15), "block_ms": .number(4)]],
    "xmos/sc_usb_audio-6": [small, flash],
    "xmos/lib_xua-4": [small, flash],
    "xmos/lib_xua-5": [small, flash],
    "xmos/lib_dfu-2": [small, flash, small.merging(["tiles": .text("split")]) { $1 }],
    "xmos/tinyusb": [
      [:], ["upload_size": .number(1000), "nalt": .number(1), "dn_timeout": .number(33)],
      ["attrs": .number(5), "xfer_size": .number(512), "man_timeout": .number(70)],
      ["async": .number(1), "flash_ms": .number(25), "dfu_if": .number(3)],
    ],
    "dfuse": [[:], ["xfer_size": .number(256), "erase_ms": .number(7), "write_ms": .number(3)]],
  ]
  private static let small: [String: ParameterValue] = [
    "max_upgrade": .number(65_536), "dfu_if": .number(3),
  ]
  private static let flash: [String: ParameterValue] = [
    "max_upgrade": .number(32_768), "dfu_if": .number(4), "sector_ms": .number(45),
    "page_ms": .number(1),
  ]
}
