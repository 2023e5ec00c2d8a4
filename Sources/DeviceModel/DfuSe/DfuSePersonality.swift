import DFU

extension Personality {
  /// The bootloader in the system memory of an STM32.
  static let dfuSe = Personality("dfuse") { parameters, plan throws(ModelError) in
    DfuSe(try DfuSeParameters(&parameters, plan))
  }
}

extension DfuSeParameters {
  init(_ given: inout Parameters, _ plan: FaultPlan) throws(ModelError) {
    self.init()
    faults = plan
    try given.read("attrs", in: 0...255, into: &attributes.rawValue)
    try given.read("xfer_size", in: 8...4096, into: &transferSize)
    try given.read("bcd_device", in: 0...UInt16.max, into: &release)
    try readFlash(&given)
    try given.read("boot0", into: &startsBootloader)
    var status = firstStatus.rawValue
    try given.read("first_status", in: 0...15, into: &status)
    firstStatus = Status(rawValue: status) ?? .ok
    try given.read("leave_ms", into: &leaveTime)
    try given.read("app_dfu", into: &applicationHasDFU)
    try given.read("app_protocol", in: 0...255, into: &applicationProtocol)
    try given.read("app_version", in: 0...UInt16.max, into: &applicationVersion)
  }

  /// Reads the flash: its sectors as pairs of a count and a size in KiB, its times, what it holds.
  private mutating func readFlash(_ given: inout Parameters) throws(ModelError) {
    if let numbers = try given.numbers("sectors", in: 1...999, atMost: 8) {
      guard !numbers.isEmpty, numbers.count.isMultiple(of: 2) else {
        throw ModelError("sectors takes pairs of a count and a size in KiB, as 4, 16, 1, 64")
      }
      layout = stride(from: 0, to: numbers.count, by: 2).map {
        DfuSeFlash.Run(count: numbers[$0], kibibytes: numbers[$0 + 1])
      }
    }
    if let size = try given.number("firmware_size", in: 0...(16 * 1024 * 1024)) {
      firmware = Flash.image(0, size)
    }
    try given.read("protected", into: &isReadProtected)
    try given.read("erase_ms", into: &eraseTime)
    try given.read("mass_erase_ms", into: &massEraseTime)
    try given.read("write_ms", into: &writeTime)
    if let time = try given.number("poll_ms", in: 0...600_000) {
      announcedTime = .milliseconds(time)
    }
  }
}
