import DeviceModel

/// A device that is walked: a personality and its parameters.
struct WalkedDevice {
  var name: String
  var parameters: [String: ParameterValue]
  /// Whether the walk tries requests with odd fields too.
  var triesOddFields: Bool
  /// Whether it tells situations apart by what the checker believes.
  var splitsByBelief: Bool
  var isXMOS: Bool { name == "xmos" }

  /// Timers that run for 20 ms, or 40 where there are two; three blocks of firmware at the most.
  private static let quick: [String: ParameterValue] = [
    "detach_timeout": .number(40), "capacity": .number(64), "firmware_size": .number(96),
    "block_ms": .number(20), "manifest_ms": .number(20), "self_detach_ms": .number(20),
  ]

  /// What goes wrong with a device, each alone; a lost upload is no part of it, since no text
  /// allows a device not to answer (USB 2.0, 9.2.6).
  private static let plans: [[String: ParameterValue]] =
    changing + [
      ["fault_block": .number(0), "fault": .text("erase")],
      ["erase_ms": .number(20), "erase_factor": .number(2)],
      ["power_cut_after_block": .number(0)],
      ["expected_size": .number(128), "capacity": .number(128)],
      ["block_ms": .number(0), "manifest_ms": .number(0)],
      ["status_at_run_time": .number(0)],
      ["firmware_size": .number(32)],
    ]

  /// Those that change where a device goes; the device that XMOS documents is the same machine,
  /// so that the others show nothing of its own requests that these do not.
  private static let changing: [[String: ParameterValue]] = [
    ["fault_block": .number(0), "fault": .text("write")],
    ["fault_block": .number(0), "fault": .text("verify")],
    ["corrupt_image": .number(1)],
    ["reset_after_block": .number(0)],
  ]

  /// A personality with every setting of bmAttributes, in order and under every fault.
  static func all(_ name: String, attributes: some Sequence<Int> = 0..<16) -> [WalkedDevice] {
    attributes.flatMap { attributes in
      ([[:]] + (name == "xmos" ? changing : plans)).map { plan in
        var parameters = quick.merging(plan) { $1 }
        parameters["attrs"] = .number(attributes)
        let isPlain = plan.isEmpty
        return WalkedDevice(
          name: name, parameters: parameters, triesOddFields: isPlain,
          splitsByBelief: name == "dfu-1.1" && attributes == 13
            && (isPlain || plan["status_at_run_time"] != nil))
      }
    }
  }
}
