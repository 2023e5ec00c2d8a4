import DFU

extension Personality {
  /// The strict device of DFU 1.1.
  static let dfu1_1 = Personality("dfu-1.1") { parameters, plan throws(ModelError) in
    ReferenceDevice(try ReferenceParameters(&parameters, plan, from: ReferenceParameters()))
  }

  /// What XMOS's guides up to sw_usb_audio 8.1 promise.
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
    let words = 0...Int(UInt16.max)
    attributes = try Attributes(
      rawValue: UInt8(given.number("attrs", in: 0...15) ?? Int(attributes.rawValue)))
    detachTimeout = try UInt16(given.number("detach_timeout", in: words) ?? Int(detachTimeout))
    transferSize = try UInt16(given.number("xfer_size", in: 1...4096) ?? Int(transferSize))
    interface = try UInt8(given.number("dfu_if", in: 0...31) ?? Int(interface))
    answersStatusAtRunTime =
      try given.flag("status_at_run_time") ?? answersStatusAtRunTime
    blockTime = try given.time("block_ms") ?? blockTime
    eraseTime = try given.time("erase_ms") ?? eraseTime
    manifestTime = try given.time("manifest_ms") ?? manifestTime
    selfDetachTime = try given.time("self_detach_ms") ?? selfDetachTime
    keepsModeUntilConfigured =
      try given.flag("enumeration_resets") ?? keepsModeUntilConfigured
    let sizes = 0...(16 * 1024 * 1024)
    capacity = try given.number("capacity", in: sizes) ?? capacity
    expectedSize = try given.number("expected_size", in: sizes) ?? expectedSize
    if let size = try given.number("firmware_size", in: sizes) { firmware = Flash.image(0, size) }
  }

  private typealias Attributes = FunctionalDescriptor.Attributes
}
