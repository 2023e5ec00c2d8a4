import Testing
import USB

@Suite struct `The text of a device's address` {
  @Test func `is read back`() {
    #expect(DeviceAddress("1.5") == DeviceAddress(bus: 1, address: 5))
    #expect(DeviceAddress("65535.127") == DeviceAddress(bus: 65_535, address: 127))
    #expect(DeviceAddress("0.0")?.description == "0.0")
  }

  @Test(arguments: ["", "1", "1.", ".5", "1.128", "65536.1", "1.2.3", "1-5", "a.b"])
  func `must be bus and address`(text: String) {
    #expect(DeviceAddress(text) == nil)
  }
}
