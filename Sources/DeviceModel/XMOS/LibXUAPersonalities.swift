extension Personality {
  /// sc_usb_audio 6, before lib_xua.
  static let audio6 = libXUA("xmos/sc_usb_audio-6", .audio6)

  /// lib_xua up to 4.2.0, and sw_usb_audio 6.12.2 and later.
  static let libXUA4 = libXUA("xmos/lib_xua-4", .libXUA4)

  /// lib_xua 5.0.0 to 5.3.0.
  static let libXUA5 = libXUA("xmos/lib_xua-5", .libXUA5)

  /// lib_dfu 2.x, with the lib_xua that uses it.
  static let libDFU2 = libXUA("xmos/lib_dfu-2", .libDFU2)

  private static func libXUA(_ name: String, _ generation: XMOSGeneration) -> Personality {
    Personality(name) { parameters, plan throws(ModelError) in
      try LibXUA(generation, &parameters, plan)
    }
  }
}

extension LibXUA {
  /// Makes a device from the parameters given for it.
  init(
    _ generation: XMOSGeneration, _ given: inout Parameters, _ plan: FaultPlan
  ) throws(ModelError) {
    var parameters = LibXUAParameters()
    try given.read("dfu_if", in: 0...31, into: &parameters.dfuInterface)
    if let release = try given.number("bcd_device", in: 0...0xFFFF) {
      parameters.factoryRelease = UInt16(release)
    }
    try given.read("dfu_en", into: &parameters.isDFUEnabled)
    if try given.number("uac", in: 1...2) == 1 {
      (parameters.isAudio1, parameters.product) = (true, 0x0017)
    }
    parameters.isOnOneTile = try given.word("tiles", of: ["same", "split"]) != "split"
    try given.read("ticks_at_boot", in: 0...UInt32.max, into: &parameters.ticksAtBoot)
    try given.read("boot_wait_ms", into: &parameters.bootWait)
    if generation.handler == .libDFU { try parameters.readRelease(&given) }
    let flash = try Flash(&given, plan, maxUpgrade: generation.maxUpgrade)
    self.init(generation, parameters, flash: flash, corruptsImage: plan.corruptsImage)
  }
}

extension LibXUAParameters {
  /// Reads which lib_dfu it is. 2.1 erases for `erase_cycle_ms` in one GETSTATUS; 100 ms stands for
  /// DFU_FLASH_ERASE_CYCLE_MSEC without the 5 ms that it keeps back.
  fileprivate mutating func readRelease(_ given: inout Parameters) throws(ModelError) {
    var cycle = VirtualTime.milliseconds(100)
    try given.read("erase_cycle_ms", into: &cycle)
    if try given.word("lib_dfu", of: ["2.0", "2.1"]) == "2.1" { eraseCycle = cycle }
  }
}

extension Flash {
  /// Reads the flash parameters of XMOS's devices; `maxUpgrade` is in bytes.
  package init(
    _ given: inout Parameters, _ plan: FaultPlan, maxUpgrade: Int
  ) throws(ModelError) {
    let sizes = 0...(16 * 1024 * 1024)
    var make = Make()
    make.maxUpgrade = maxUpgrade
    try given.read("max_upgrade", in: sizes, into: &make.maxUpgrade)
    try given.read("sector_ms", into: &make.sectorTime)
    try given.read("sectors_per_call", in: 1...65_536, into: &make.sectorsPerCall)
    try given.read("page_ms", into: &make.pageTime)
    try given.read("fail_connect", into: &make.failsToConnect)
    try given.read("fail_factory", into: &make.losesFactory)
    try given.read("fail_start_add", into: &make.failsToStartAdd)
    try given.read("fail_write", into: &make.failsToWrite)
    let images = try given.numbers("upgrade_images", in: sizes, atMost: 8) ?? []
    self.init(make: make.under(plan), upgrades: images.indices.map { Self.image($0, images[$0]) })
  }
}
