import DFU
import DeviceModel
import Testing
import USB

/// The non-volatile image can be read from a device and put into another.
@Suite struct ImageTests {
  private let image = [UInt8](repeating: 5, count: 100)

  @Test func `the reference device keeps the firmware that was downloaded`() throws {
    var bench = try Bench("dfu-1.1", interface: 0)
    let factory = try #require(bench.device.image)
    #expect(factory.count == 256)
    bench.send(.detach, value: 1000)
    bench.device.resetBus()
    bench.downloadImage(blocks: 2, byte: 9)
    // No image boots before the manifestation.
    #expect(bench.device.image == [])
    bench.status()
    #expect(bench.device.image == [UInt8](repeating: 9, count: 128))
    var other = try Bench("dfu-1.1", interface: 0)
    other.device.install(image)
    #expect(other.device.image == image)
    #expect(other.device.state == .appIDLE)
  }

  @Test func `a reference device without firmware is in error, and says so`() throws {
    var bench = try Bench("dfu-1.1", interface: 0)
    bench.device.install([])
    #expect(bench.device.state == .dfuERROR)
    #expect(bench.device.image == [])
  }

  @Test(arguments: ["xmos/sc_usb_audio-6", "xmos/lib_xua-4", "xmos/lib_xua-5", "xmos/lib_dfu-2"])
  func `lib_xua keeps whole pages of its upgrade image`(name: String) throws {
    var bench = try Bench(name)
    #expect(bench.device.image == [])
    bench.device.install(image)
    #expect(bench.device.image == image + [UInt8](repeating: 0xFF, count: 156))
    #expect(bench.device.mode == .runTime)
    bench.device.install([])
    #expect(bench.device.image == [])
  }

  @Test func `a plan of faults does not get in the way`() throws {
    var bench = try Bench("dfu-1.1", ["lost_upload": .number(3)], interface: 0)
    bench.device.install(image)
    #expect(bench.device.image == image)
  }

  @Test func `TinyUSB's application keeps nothing`() throws {
    #expect(try Bench("xmos/tinyusb").device.image == nil)
  }
}
