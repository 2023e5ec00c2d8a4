import DeviceModel

/// A device for a walk: a personality and its parameters.
struct WalkedDevice {
  var name: String
  var parameters: [String: ParameterValue]
  /// Whether the walk tries requests with odd fields too.
  var triesOddFields: Bool
  /// Whether two situations also differ if only the checker's belief differs.
  var splitsByBelief: Bool
  var isXMOS: Bool { name == "xmos" }

  /// Short times, and at most three blocks of firmware. Timers run for 20 ms; if two timers run at
  /// once, one runs for 40 ms.
  private static let quick: [String: ParameterValue] = [
    "detach_timeout": .number(40), "capacity": .number(64), "firmware_size": .number(96),
    "block_ms": .number(20), "manifest_ms": .number(20), "self_detach_ms": .number(20),
  ]

  /// The fault plans; each device gets one of them. There is no plan for a lost upload, because no
  /// text allows a device to give no answer (USB 2.0, 9.2.6).
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

  /// The fault plans that change the states of a device. The device that XMOS documents uses only
  /// these: it is the same machine, so the other plans show nothing new about XMOS's own requests.
  private static let changing: [[String: ParameterValue]] = [
    ["fault_block": .number(0), "fault": .text("write")],
    ["fault_block": .number(0), "fault": .text("verify")],
    ["corrupt_image": .number(1)],
    ["reset_after_block": .number(0)],
  ]

  /// Devices of a personality with all settings of bmAttributes, without a fault and with each
  /// fault plan.
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
