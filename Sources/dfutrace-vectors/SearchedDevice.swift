import DFU
import DeviceModel
import Suite
import Vectors

/// A device for the search of vectors: a personality and its parameters.
struct SearchedDevice {
  var model: String
  var config: [String: Vector.ConfigValue] = [:]

  /// Timers of 20 ms, or 40 ms if there are two, and a firmware of few blocks.
  private static let quick: [String: Vector.ConfigValue] = [
    "detach_timeout": .number(40), "capacity": .number(64), "firmware_size": .number(96),
    "block_ms": .number(20), "manifest_ms": .number(20), "self_detach_ms": .number(20),
  ]

  /// The faults of a device of the specification, each alone. A lost upload is left out: no
  /// specification allows a device not to answer (USB 2.0, 9.2.6.1).
  private static let plans: [[String: Vector.ConfigValue]] = [
    ["fault_block": .number(0), "fault": .text("write")],
    ["fault_block": .number(0), "fault": .text("erase")],
    ["fault_block": .number(0), "fault": .text("verify")], ["corrupt_image": .number(1)],
    ["erase_ms": .number(20), "erase_factor": .number(2)], ["reset_after_block": .number(0)],
    ["power_cut_after_block": .number(0)],
    ["expected_size": .number(128), "capacity": .number(256)],
    ["block_ms": .number(0), "manifest_ms": .number(0)], ["status_at_run_time": .number(0)],
    ["firmware_size": .number(32)],
  ]

  /// Settings of XMOS's firmware that cause behaviour which the default settings never cause.
  private static let firmware: [[String: Vector.ConfigValue]] = [
    [:], ["upgrade_images": .numbers([300])], ["max_upgrade": .number(256)],
    ["fail_connect": .number(1)], ["fail_start_add": .number(1)], ["fail_write": .number(1)],
    ["tiles": .text("split")],
  ]

  private static let small: [[String: Vector.ConfigValue]] = [
    [:], ["dn_status": .number(3)], ["man_status": .number(4)], ["attrs": .number(0)],
    ["attrs": .number(7)], ["upload_size": .number(100)], ["dfu_if": .number(3)],
    ["async": .number(1), "flash_ms": .number(20), "man_timeout": .number(10)],
  ]

  /// The device of DFU 1.1 with every relevant setting of bmAttributes and with every fault, and
  /// the device that XMOS documents.
  static let specified: [SearchedDevice] = {
    var devices: [SearchedDevice] = []
    for attributes in [7, 15, 3, 11, 6, 5, 1, 9, 8, 0] {
      devices.append(SearchedDevice(model: "dfu-1.1", config: quick.with(attributes)))
    }
    for attributes in [7, 3, 13] {
      devices += plans.map {
        SearchedDevice(model: "dfu-1.1", config: quick.with(attributes).merging($0) { $1 })
      }
    }
    return devices + [
      SearchedDevice(model: "xmos", config: quick.with(7)),
      SearchedDevice(model: "xmos", config: quick.with(15)),
    ]
  }()

  /// The models of the generations of XMOS's firmware.
  static let generations = Personality.all.map(\.name).filter { $0.hasPrefix("xmos/") }

  /// One generation, with the relevant settings. On one tile, a lib_dfu whose flash does not
  /// connect stays in appIDLE (X52), so it comes last, and on two tiles before.
  static func xmos(_ model: String) -> [SearchedDevice] {
    switch model {
    case "xmos/tinyusb": small.map { SearchedDevice(model: model, config: $0) }
    case "xmos/lib_dfu-2":
      (firmware.map(\.onTwoTiles) + [["fail_connect": .number(1)]]).map {
        SearchedDevice(model: model, config: $0)
      }
    default: firmware.map { SearchedDevice(model: model, config: $0) }
    }
  }

  /// ST's bootloader: its flash open, protected, failing and empty; started by its application; and
  /// with an error at the start. A block takes 20 ms.
  static let dfuSe: [SearchedDevice] = {
    let small: [String: Vector.ConfigValue] = [
      "attrs": .number(11), "xfer_size": .number(64), "sectors": .numbers([2, 1]),
      "write_ms": .number(20), "firmware_size": .number(512),
    ]
    return [
      [:], ["protected": .number(1)], ["fault_block": .number(1), "fault": .text("write")],
      ["firmware_size": .number(0)], ["boot0": .number(0)], ["first_status": .number(10)],
    ].map { SearchedDevice(model: "dfuse", config: small.merging($0) { $1 }) }
  }()

  /// The bits of bmAttributes that the vectors depend on.
  var needs: Vector.Needs {
    var needs = Vector.Needs()
    let isBootloader = model == "dfuse" && config["boot0"] == nil
    needs.mode = model == "xmos/tinyusb" || isBootloader ? .dfuMode : .runTime
    guard case .number(let number)? = config["attrs"] else { return needs }
    needs.set = FunctionalDescriptor.Attributes(rawValue: UInt8(number))
    needs.clear = FunctionalDescriptor.Attributes(rawValue: 15).subtracting(needs.set)
    return needs
  }

  /// The device; nil when the personality does not have these parameters.
  var device: (any DeviceModel)? {
    try? Personality.named(model).make(config.mapValues(ParameterValue.init))
  }
}

extension [String: Vector.ConfigValue] {
  /// The same device with the USB code and the flash on two tiles, if its flash does not connect:
  /// there lib_dfu enters DFU mode all the same, and more of it can be tested.
  fileprivate var onTwoTiles: Self {
    self["fail_connect"] == nil ? self : merging(["tiles": .text("split")]) { $1 }
  }

  /// The same device with this bmAttributes.
  fileprivate func with(_ attributes: Int) -> Self {
    merging(["attrs": .number(attributes)]) { $1 }
  }
}
