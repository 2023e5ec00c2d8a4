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
    let timeouts: ClosedRange<UInt32> = 0...0xFF_FFFF
    try given.read("attrs", in: 0...255, into: &attributes.rawValue)
    try given.read("xfer_size", in: 1...65_535, into: &transferSize)
    try given.read("bcd_device", in: 0...UInt16.max, into: &release)
    try given.read("detach_timeout", in: 0...UInt16.max, into: &detachTimeout)
    try given.read("dfu_if", in: 0...15, into: &interface)
    try given.read("nalt", in: 1...16, into: &alternates)
    try given.read("dn_timeout", in: timeouts, into: &downloadTimeout)
    try given.read("man_timeout", in: timeouts, into: &manifestTimeout)
    try given.read("async", into: &isAsynchronous)
    try given.read("flash_ms", into: &flashTime)
    try given.read("man_status", in: 0...255, into: &manifestStatus)
    try given.read("upload_size", in: 0...(16 * 1024 * 1024), into: &uploadSize)
    var block = -1
    try given.read("fail_block", in: -1...65_535, into: &block)
    failingBlock = block < 0 ? nil : UInt16(block)
    downloadStatus = block < 0 ? 0 : Status.errWRITE.rawValue
    try given.read("dn_status", in: 0...255, into: &downloadStatus)
  }
}
