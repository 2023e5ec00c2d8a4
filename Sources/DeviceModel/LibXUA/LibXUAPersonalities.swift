extension Personality {
  /// sc_usb_audio 6, before lib_xua.
  static let audio6 = Personality("xmos/sc_usb_audio-6") { parameters, plan throws(ModelError) in
    try LibXUA(.audio6, &parameters, plan)
  }

  /// lib_xua up to 4.2.0, and sw_usb_audio 6.12.2 and later.
  static let libXUA4 = Personality("xmos/lib_xua-4") { parameters, plan throws(ModelError) in
    try LibXUA(.four, &parameters, plan)
  }

  /// lib_xua 5.0.0 to 5.3.0.
  static let libXUA5 = Personality("xmos/lib_xua-5") { parameters, plan throws(ModelError) in
    try LibXUA(.five, &parameters, plan)
  }

  /// lib_dfu 2.x, with the lib_xua that uses it.
  static let libDFU2 = Personality("xmos/lib_dfu-2") { parameters, plan throws(ModelError) in
    try LibXUA(.libDFU, &parameters, plan)
  }
}

extension LibXUA {
  init(
    _ generation: LibXUAGeneration, _ parameters: inout Parameters, _ plan: FaultPlan
  ) throws(ModelError) {
    var made = LibXUAParameters()
    made.dfuInterface = try UInt8(
      parameters.number("dfu_if", in: 0...31) ?? Int(made.dfuInterface))
    made.isDFUEnabled = try parameters.flag("dfu_en") ?? made.isDFUEnabled
    made.isOnOneTile = try parameters.word("tiles", of: ["same", "split"]) != "split"
    made.ticksAtBoot = try UInt32(
      parameters.number("ticks_at_boot", in: 0...Int(UInt32.max)) ?? Int(made.ticksAtBoot))
    made.bootWait = try parameters.time("boot_wait_ms") ?? made.bootWait
    let size = generation.reboots ? 512 * 1024 : 128 * 1024
    let flash = try Flash(&parameters, plan, maxUpgrade: size)
    self.init(generation, made, flash: flash, corruptsImage: plan.corruptsImage)
  }
}

extension Flash {
  /// Reads what XMOS's devices take for their flash.
  package init(
    _ parameters: inout Parameters, _ plan: FaultPlan, maxUpgrade: Int
  ) throws(ModelError) {
    let sizes = 0...(16 * 1024 * 1024)
    var make = Make()
    make.maxUpgrade = try parameters.number("max_upgrade", in: sizes) ?? maxUpgrade
    make.sectorTime = try parameters.time("sector_ms") ?? make.sectorTime
    make.sectorsPerCall =
      try parameters.number("sectors_per_call", in: 1...65_536) ?? make.sectorsPerCall
    make.pageTime = try parameters.time("page_ms") ?? make.pageTime
    make.failsToConnect = try parameters.flag("fail_connect") ?? false
    make.losesFactory = try parameters.flag("fail_factory") ?? false
    make.failsToStartAdd = try parameters.flag("fail_start_add") ?? false
    make.failsToWrite = try parameters.flag("fail_write") ?? false
    let images = try parameters.numbers("upgrade_images", in: sizes, atMost: 8) ?? []
    self.init(make: make.under(plan), upgrades: images.indices.map { Self.image($0, images[$0]) })
  }

  /// Upgrade image `number` as vectors define it: byte i is (7i + 3 + 17 number) mod 256.
  package static func image(_ number: Int, _ size: Int) -> [UInt8] {
    (0..<size).map { UInt8(truncatingIfNeeded: 7 &* $0 &+ 3 &+ 17 &* number) }
  }
}
