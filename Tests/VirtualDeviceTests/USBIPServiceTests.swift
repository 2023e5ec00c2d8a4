import CaptureIO
import DFU
import DeviceModel
import Foundation
import TestSupport
import Testing
import USB
import VirtualDevice

@Suite struct `A device over USB/IP` {
  private static let image = (0..<200).map { UInt8(truncatingIfNeeded: $0 &* 13 &+ 1) }
  private static let getDevice = SetupPacket(
    requestType: RequestType(rawValue: 0x80), request: 6, value: 0x100, length: 18)

  @Test func `it is listed and described`() throws {
    let serving = try Serving()
    let list = try #require(try serving.deviceList())
    #expect(list.count == 12 + 312 + 4)
    #expect(Array(list[..<12]) == [1, 0x11, 0, 5, 0, 0, 0, 0, 0, 0, 0, 1])
    let client = try #require(try USBIPClient(port: serving.port))
    #expect(Array(list[12..<12 + 312]) == client.details)
  }

  @Test func `it is enumerated, and firmware goes down and comes up`() throws {
    let serving = try Serving("dfu-1.1", ["attrs": .number(0x0F)])
    let host = DownloadHost(try #require(try serving.importDevice()))
    let descriptors = try #require(host.enumerate())
    #expect(descriptors[0].count == 18)
    #expect(Array(descriptors[0][8..<12]) == [0xB1, 0x20, 0x16, 0x00])
    // bitWillDetach: the device leaves by itself and comes back in DFU mode.
    #expect(host.request(.detach, value: 1000) != nil)
    while host.request(.getStatus, length: 6) != nil {}
    let again = DownloadHost(try #require(try serving.importDevice()))
    #expect(try #require(again.enumerate())[0][10..<12] == [0x16, 0xD0])
    #expect(again.download(Self.image) == .dfuIDLE)
    #expect(again.upload() == Self.image)
  }

  @Test func `a block takes its time in real time`() throws {
    let serving = try Serving("dfu-1.1", ["attrs": .number(0x0F), "block_ms": .number(500)])
    let host = DownloadHost(try #require(try serving.importInDFUMode()))
    #expect(host.request(.dnload, data: [1, 2, 3]) != nil)
    let busy = host.request(.getStatus, length: 6).flatMap(StatusReport.init)
    #expect(busy?.state == .dfuDNBUSY)
    Thread.sleep(forTimeInterval: 0.55)
    #expect(host.request(.getState, length: 1) == [State.dfuDNLOADSYNC.rawValue])
  }

  @Test func `a STALL is -32, on endpoint 0 and on the others`() throws {
    let serving = try Serving()
    var client = try #require(try serving.importDevice())
    let vendor = SetupPacket(requestType: RequestType(rawValue: 0xC0), request: 9, length: 4)
    #expect(client.control(vendor)?.status == -32)
    let number = client.submit(Self.getDevice, endpoint: 1)
    let reply = client.reply()
    #expect(reply?.number == number)
    #expect(reply?.status == -32)
    #expect(client.control(Self.getDevice)?.status == 0)
  }

  @Test func `a short answer is an error to a host that forbids it`() throws {
    let serving = try Serving()
    var client = try #require(try serving.importDevice())
    var long = Self.getDevice
    long.length = 64
    _ = client.submit(long, flags: 1)
    #expect(client.reply(isIn: true)?.status == -121)
    _ = client.submit(Self.getDevice, flags: 1)
    #expect(client.reply(isIn: true)?.status == 0)
  }

  @Test func `a transfer that contradicts itself does not reach the device`() throws {
    let serving = try Serving()
    let client = try #require(try serving.importDevice())
    // wLength is 18, and transfer_buffer_length 4.
    var bytes = USBIPClient.submit(1, Self.getDevice)
    bytes[27] = 4
    client.peer.send(bytes)
    #expect(client.reply()?.status == -22)
    #expect(serving.transferCount == 0)
  }

  @Test func `what is never answered is withdrawn with -104, what has ended with 0`() throws {
    let serving = try Serving("dfu-1.1", ["attrs": .number(0x0F), "lost_upload": .number(0)])
    var client = try #require(try serving.importInDFUMode())
    let upload = client.submit(ClassRequest.upload.setup(length: 64))
    #expect(client.reply(within: 0.2) == nil)
    let unlink = client.unlink(upload)
    let reply = try #require(client.reply())
    #expect(reply.command == 4)
    #expect(reply.number == unlink)
    #expect(reply.status == -104)
    let state = client.submit(ClassRequest.getState.setup(length: 1))
    #expect(client.reply(isIn: true)?.number == state)
    _ = client.unlink(state)
    #expect(client.reply()?.status == 0)
  }

  @Test func `one host at a time has it, and the next finds it powered anew`() throws {
    let serving = try Serving("dfu-1.1")
    let first = try #require(try serving.importDevice())
    let host = DownloadHost(first)
    #expect(host.request(.detach, value: 1000) != nil)
    #expect(host.request(.getState, length: 1) == [State.appDETACH.rawValue])
    #expect(try USBIPClient(port: serving.port) == nil)
    #expect(try USBIPClient(port: serving.port, busID: "9-9") == nil)
    #expect(host.request(.getState, length: 1) == [State.appDETACH.rawValue])
    first.peer.close()
    let second = DownloadHost(try #require(try serving.importDevice()))
    #expect(second.request(.getState, length: 1) == [State.appIDLE.rawValue])
  }

  @Test func `while it is away nobody can have it, and it is not listed`() throws {
    let serving = try Serving("xmos")
    var client = try #require(try serving.importDevice())
    // XMOS's RESETDEVICE brings the device into DFU mode at once.
    let reset = SetupPacket(requestType: .classInterfaceOut, request: 0xF0, index: 3)
    #expect(client.control(reset)?.status == 0)
    #expect(client.peer.ends())
    #expect(try USBIPClient(port: serving.port) == nil)
    #expect(try serving.deviceList()?.count == 12)
    let host = DownloadHost(try #require(try serving.importDevice()))
    #expect(host.request(.getState, length: 1) == [State.dfuIDLE.rawValue])
  }

  @Test func `the image is kept in its file`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/image.bin"
    try Data(Self.image).write(to: URL(filePath: path))
    let parameters: [String: ParameterValue] = ["attrs": .number(0x0F)]
    let newImage = Array(Self.image.reversed())
    for (before, after) in [(Self.image, newImage), (newImage, newImage)] {
      let serving = try Serving("dfu-1.1", parameters, flash: path)
      let host = DownloadHost(try #require(try serving.importInDFUMode()))
      #expect(host.upload() == before)
      #expect(host.download(after) == .dfuIDLE)
      try serving.service.stop()
      #expect(Array(try Data(contentsOf: URL(filePath: path))) == after)
    }
  }

  @Test func `a model that keeps nothing takes no file`() {
    #expect(throws: ServeFailure.serve(.keepsNoImage)) {
      _ = try Serving("xmos/tinyusb", flash: "/nowhere/a")
    }
  }

  @Test func `a port that is taken is told`() throws {
    let serving = try Serving()
    #expect(throws: ServeFailure.self) {
      _ = try Serving(over: .usbip(address: "127.0.0.1", port: serving.port))
    }
  }
}
