import Foundation
import Report
import Suite
import TestSupport
import Testing

/// Under which address `show` prints what is told of a device.
@Suite struct ShownDeviceTests {
  /// The device of each record of a little-endian pcap file of usbmon, as `BUS.ADDR`: bytes 11 and
  /// 12 of usbmon's header (Linux, Documentation/usb/usbmon.rst).
  private func devices(_ file: URL) throws -> [String] {
    let bytes = [UInt8](try Data(contentsOf: file))
    var devices: [String] = []
    var start = 24
    while start + 32 <= bytes.count {
      let length = (0..<4).reduce(0) { $0 | Int(bytes[start + 8 + $1]) << ($1 * 8) }
      devices.append("\(bytes[start + 28]).\(bytes[start + 27])")
      start += 16 + length
    }
    return devices
  }

  /// A reset and a departure are told by the hub, or by nobody; all else by a transfer of the
  /// device itself.
  @Test func `what a transfer tells is shown under the address of the transfer`() throws {
    let file = ShippedCapture.folder.appending(path: "will-detach/capture.pcap")
    let records = try devices(file)
    var count = 0
    try Judge(CheckOptions()).show(file.path) { line in
      if case .event(let words) = line.content, words == "bus reset" || words.hasPrefix("left") {
        return
      }
      #expect(line.device == records[line.frame - 1], "frame \(line.frame)")
      count += 1
    }
    #expect(count > 10)
  }
}
