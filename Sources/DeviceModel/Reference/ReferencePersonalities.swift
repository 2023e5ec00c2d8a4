import DFU

extension Personality {
  /// The device of DFU 1.1.
  static let dfu1_1 = Personality("dfu-1.1") { parameters, plan throws(ModelError) in
    ReferenceDevice(try ReferenceParameters(&parameters, plan, from: ReferenceParameters()))
  }

  /// The device that XMOS's guides up to sw_usb_audio 8.1 describe.
  static let xmos = Personality("xmos") { parameters, plan throws(ModelError) in
    ReferenceDevice(try ReferenceParameters(&parameters, plan, from: .xmos))
  }
}

extension ReferenceParameters {
  init(
    _ given: inout Parameters, _ plan: FaultPlan, from defaults: ReferenceParameters
  ) throws(ModelError) {
    self = defaults
    faults = plan
    try given.read("attrs", in: 0...15, into: &attributes.rawValue)
    try given.read("detach_timeout", in: 0...UInt16.max, into: &detachTimeout)
    try given.read("xfer_size", in: 1...UInt16.max, into: &transferSize)
    try given.read("bcd_device", in: 0...UInt16.max, into: &release)
    try given.read("dfu_if", in: 0...31, into: &interface)
    if isXMOS {
      try given.read("dfu_en", into: &isDFUEnabled)
      // The guides promise the same whether the flash is on the tile of the USB code or not.
      _ = try given.word("tiles", of: ["same", "split"])
    }
    try given.read("status_at_run_time", into: &answersStatusAtRunTime)
    try given.read("block_ms", into: &blockTime)
    try given.read("erase_ms", into: &eraseTime)
    try given.read("manifest_ms", into: &manifestTime)
    try given.read("self_detach_ms", into: &selfDetachTime)
    try given.read("enumeration_resets", into: &keepsModeUntilConfigured)
    let sizes = 0...(16 * 1024 * 1024)
    try given.read("capacity", in: sizes, into: &capacity)
    try given.read("expected_size", in: sizes, into: &expectedSize)
    if let size = try given.number("firmware_size", in: sizes) { firmware = Flash.image(0, size) }
  }
}
