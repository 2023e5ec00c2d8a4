import DFU

extension Personality {
  /// XMOS's products on its RTOS: TinyUSB's DFU class driver.
  static let tinyUSB = Personality("xmos/tinyusb") { parameters, plan throws(ModelError) in
    TinyUSB(try TinyUSBParameters(&parameters, plan))
  }
}

extension TinyUSBParameters {
  init(_ given: inout Parameters, _ plan: FaultPlan) throws(ModelError) {
    self.init()
    faults = plan
    let bytes = 0...255
    let timeouts = 0...0xFF_FFFF
    attributes = try FunctionalDescriptor.Attributes(
      rawValue: UInt8(given.number("attrs", in: bytes) ?? Int(attributes.rawValue)))
    transferSize = try UInt16(given.number("xfer_size", in: 1...65_535) ?? Int(transferSize))
    interface = try UInt8(given.number("dfu_if", in: 0...15) ?? Int(interface))
    alternates = try UInt8(given.number("nalt", in: 1...16) ?? Int(alternates))
    downloadTimeout = try UInt32(given.number("dn_timeout", in: timeouts) ?? Int(downloadTimeout))
    manifestTimeout = try UInt32(given.number("man_timeout", in: timeouts) ?? Int(manifestTimeout))
    isAsynchronous = try given.flag("async") ?? isAsynchronous
    flashTime = try given.time("flash_ms") ?? flashTime
    manifestStatus = try UInt8(given.number("man_status", in: bytes) ?? Int(manifestStatus))
    uploadSize = try given.number("upload_size", in: 0...(16 * 1024 * 1024)) ?? uploadSize
    let block = try given.number("fail_block", in: -1...65_535) ?? -1
    failingBlock = block < 0 ? nil : UInt16(block)
    let status = try given.number("dn_status", in: bytes)
    downloadStatus = UInt8(status ?? (block < 0 ? 0 : Int(Status.errWRITE.rawValue)))
  }
}
