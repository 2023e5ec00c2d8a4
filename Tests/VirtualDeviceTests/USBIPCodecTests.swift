import DeviceModel
import Testing
import USB
import VirtualDevice

/// The bytes are those of the protocol description (kernel documentation, usb/usbip_protocol),
/// written by hand.
@Suite struct `USB/IP messages` {
  private func reader(_ bytes: [UInt8]) -> USBIPReader {
    var reader = USBIPReader()
    reader.append(bytes)
    return reader
  }

  private func words(_ words: UInt32...) -> [UInt8] {
    words.flatMap { word in [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> $0) } }
  }

  private static let getDescriptor: [UInt8] = [0x80, 6, 0, 1, 0, 0, 18, 0]

  @Test func `a request for the list, and one to import`() throws {
    var list = reader([1, 0x11, 0x80, 5, 0, 0, 0, 0])
    #expect(try list.nextRequest() == .listDevices)
    #expect(!list.isWithinMessage)
    let busID = Array("3-2".utf8) + [UInt8](repeating: 0, count: 29)
    var importing = reader([1, 0x11, 0x80, 3, 0, 0, 0, 0] + busID)
    #expect(try importing.nextRequest() == .importDevice(busID: "3-2"))
  }

  @Test func `a submission without data towards the device`() throws {
    var reader = reader(
      words(1, 0xD05, 0x1000F, 1, 0, 0x200, 18, 0, .max, 4) + Self.getDescriptor)
    let setup = SetupPacket(
      requestType: RequestType(rawValue: 0x80), request: 6, value: 0x100, length: 18)
    #expect(
      try reader.nextCommand()
        == .submit(
          USBIPSubmit(number: 0xD05, isIn: true, flags: 0x200, length: 18, setup: setup)))
    #expect(!reader.isWithinMessage)
  }

  @Test func `a submission with data, in pieces of one byte`() throws {
    let bytes = words(1, 7, 0x10002, 0, 0, 0, 3, 0, 0, 0) + [0x21, 1, 5, 0, 0, 0, 3, 0, 9, 8, 7]
    var reader = USBIPReader()
    for byte in bytes.dropLast() {
      reader.append([byte])
      #expect(try reader.nextCommand() == nil)
      #expect(reader.isWithinMessage)
    }
    reader.append([7])
    let setup = SetupPacket(requestType: .classInterfaceOut, request: 1, value: 5, length: 3)
    #expect(
      try reader.nextCommand()
        == .submit(
          USBIPSubmit(number: 7, isIn: false, length: 3, setup: setup, payload: [9, 8, 7])))
  }

  @Test func `isochronous descriptors are passed over`() throws {
    let first = words(1, 1, 0x10002, 0, 1, 0, 2, 0, 1, 0) + [UInt8](repeating: 0, count: 8)
    let rest: [UInt8] = [5, 6] + [UInt8](repeating: 0xEE, count: 16)
    var reader = reader(first + rest + words(2, 2, 0x10002, 0, 0, 1, 0, 0, 0, 0, 0, 0))
    guard case .submit(let submit) = try reader.nextCommand() else {
      Issue.record("no submission")
      return
    }
    #expect(submit.payload == [5, 6])
    #expect(submit.endpoint == 1)
    #expect(try reader.nextCommand() == .unlink(number: 2, target: 1))
  }

  @Test func `what is no USB/IP is refused`() {
    #expect(throws: USBIPError.version(0x0100)) {
      var reader = reader([1, 0, 0x80, 5, 0, 0, 0, 0])
      _ = try reader.nextRequest()
    }
    #expect(throws: USBIPError.requestCode(0x8009)) {
      var reader = reader([1, 0x11, 0x80, 9, 0, 0, 0, 0])
      _ = try reader.nextRequest()
    }
    let bad: [(USBIPError, [UInt8])] = [
      (.command(5), words(5, 1, 0, 0, 0, 0, 0, 0, 0, 0)),
      (.direction(2), words(1, 1, 0, 2, 0, 0, 0, 0, 0, 0)),
      (.endpoint(16), words(1, 1, 0, 0, 16, 0, 0, 0, 0, 0)),
      (.transferLength(0x10000), words(1, 1, 0, 0, 0, 0, 0x10000, 0, 0, 0)),
      (.packetCount(1025), words(1, 1, 0, 0, 1, 0, 0, 0, 1025, 0)),
    ]
    for (error, bytes) in bad {
      #expect(throws: error) {
        var reader = reader(bytes + [UInt8](repeating: 0, count: 8))
        _ = try reader.nextCommand()
      }
    }
  }

  @Test func `replies are as the description says`() {
    #expect(
      USBIPReply.submitted(0xD05, status: -32, actualLength: 0)
        == words(3, 0xD05, 0, 0, 0, 0xFFFF_FFE0, 0, 0, 0, 0, 0, 0))
    #expect(
      USBIPReply.submitted(1, status: 0, actualLength: 2, data: [4, 5])
        == words(3, 1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0) + [4, 5])
    #expect(
      USBIPReply.unlinked(2, isWithdrawn: true)
        == words(4, 2, 0, 0, 0, 0xFFFF_FF98, 0, 0, 0, 0, 0, 0))
    #expect(
      USBIPReply.unlinked(2, isWithdrawn: false) == words(4, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
    #expect(USBIPReply.imported(nil) == [1, 0x11, 0, 3, 0, 0, 0, 1])
    #expect(USBIPReply.deviceList(nil) == [1, 0x11, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0])
  }

  @Test func `a device is described as its descriptors say`() throws {
    let device = DeviceSummary(try Personality.named("xmos/lib_xua-5").make(), speed: .high)
    let reply = USBIPReply.imported(device)
    #expect(reply.count == 8 + 312)
    #expect(Array(reply[8 + 256..<8 + 260]) == Array("1-1".utf8) + [0])
    #expect(Array(reply[8 + 288..<8 + 300]) == words(1, 2, 3))
    #expect(Array(reply[8 + 300..<8 + 304]) == [0x20, 0xB1, 0x00, 0x16])
    let list = USBIPReply.deviceList(device)
    #expect(list.count == 12 + 312 + 4 * device.interfaces.count)
    #expect(device.interfaces.map(\.number) == [0, 1, 2, 3])
    #expect(Array(list.suffix(4)) == [0xFE, 1, 1, 0])
  }
}
