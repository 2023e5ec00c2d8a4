import DFU
import DeviceModel
import Foundation
import TestSupport
import Testing
import USB
import VirtualDevice

@Suite(.serialized) struct `Hostile peers` {
  private static let importRequest: [UInt8] =
    [1, 0x11, 0x80, 3, 0, 0, 0, 0, 0x31, 0x2D, 0x31] + [UInt8](repeating: 0, count: 29)
  private static let getDevice = SetupPacket(
    requestType: RequestType(rawValue: 0x80), request: 6, value: 0x100, length: 18)

  /// Checks that the device is still there and works.
  private func expectAlive(_ serving: Serving) throws {
    #expect(waits { (try? serving.deviceList())?.count == 12 + 312 + 4 })
    var client = try #require(try serving.importDevice())
    #expect(client.control(Self.getDevice)?.data.count == 18)
  }

  @Test func `random bytes do no harm`() throws {
    let serving = try Serving()
    var numbers = SeededRandom(1)
    for round in 0..<300 {
      let peer = try TestPeer(port: serving.port)
      if round % 3 > 0 { peer.send(Self.importRequest) }
      peer.send(numbers.bytes(Int.random(in: 1...4000, using: &numbers)))
      peer.close()
    }
    try expectAlive(serving)
  }

  @Test func `damaged commands do no harm`() throws {
    let serving = try Serving()
    var numbers = SeededRandom(2)
    for _ in 0..<200 {
      var bytes = Self.importRequest
      for number in 1...20 as ClosedRange<UInt32> {
        let setup = SetupPacket(
          requestType: RequestType(rawValue: UInt8.random(in: 0...255, using: &numbers)),
          request: UInt8.random(in: 0...255, using: &numbers),
          value: UInt16.random(in: 0...0xFFFF, using: &numbers),
          index: UInt16.random(in: 0...3, using: &numbers),
          length: UInt16.random(in: 0...600, using: &numbers))
        let isOut = setup.requestType.direction == .hostToDevice
        bytes += USBIPClient.submit(
          number, setup, payload: isOut ? numbers.bytes(Int(setup.length)) : [])
      }
      for _ in 0..<3 {
        let position = Int.random(in: Self.importRequest.count..<bytes.count, using: &numbers)
        bytes[position] = UInt8.random(in: 0...255, using: &numbers)
      }
      let peer = try TestPeer(port: serving.port)
      peer.send(bytes)
      peer.close()
    }
    // One of the random requests may have silenced the device until its next power cycle.
    try expectAlive(serving)
  }

  @Test func `every length of a message may be the last`() throws {
    let serving = try Serving()
    let whole = Self.importRequest + USBIPClient.submit(1, Self.getDevice)
    for count in whole.indices {
      let peer = try TestPeer(port: serving.port)
      peer.send(Array(whole[..<count]))
      peer.close()
    }
    try expectAlive(serving)
  }

  @Test func `a length that cannot be is refused before it is waited for`() throws {
    let serving = try Serving()
    let client = try #require(try serving.importDevice())
    var bytes = USBIPClient.submit(1, ClassRequest.dnload.setup(length: 1))
    bytes.replaceSubrange(24..<28, with: [0x7F, 0xFF, 0xFF, 0xFF])
    client.peer.send(bytes)
    #expect(client.peer.ends())
    #expect(serving.refusals == ["a transfer of 2147483647 bytes"])
  }

  @Test func `more transfers at once than can be are refused`() throws {
    let serving = try Serving("dfu-1.1", ["attrs": .number(0x0F), "lost_upload": .number(0)])
    let client = try #require(try serving.importInDFUMode())
    let upload = ClassRequest.upload.setup(length: 64)
    for number in 1...64 as ClosedRange<UInt32> {
      client.peer.send(USBIPClient.submit(number, upload))
    }
    #expect(!client.peer.ends(within: 0.2))
    client.peer.send(USBIPClient.submit(65, upload))
    #expect(client.peer.ends())
    #expect(serving.refusals == ["more than 64 transfers at once"])
  }

  @Test func `a number that is used twice at once is refused`() throws {
    let serving = try Serving("dfu-1.1", ["attrs": .number(0x0F), "lost_upload": .number(0)])
    let client = try #require(try serving.importInDFUMode())
    let upload = USBIPClient.submit(7, ClassRequest.upload.setup(length: 64))
    client.peer.send(upload + upload)
    #expect(client.peer.ends())
    #expect(serving.refusals == ["transfer 7 was submitted twice"])
  }

  @Test func `a peer that sends nothing, or half a message, is sent away`() throws {
    let serving = try Serving(patience: 1000)
    let silent = try TestPeer(port: serving.port)
    let half = try TestPeer(port: serving.port)
    half.send([1, 0x11, 0x80])
    let client = try #require(try serving.importDevice())
    #expect(silent.ends(within: 5))
    #expect(half.ends(within: 5))
    // A host that has the device may be silent between messages, but not inside a message.
    #expect(!client.peer.ends(within: 1.5))
    client.peer.send(Array(USBIPClient.submit(1, Self.getDevice)[..<20]))
    #expect(client.peer.ends(within: 5))
    #expect(serving.refusals.count == 3)
  }

  @Test func `bytes that trickle in do not buy time`() throws {
    let serving = try Serving(patience: 300)
    let peer = try TestPeer(port: serving.port)
    let start = Date()
    for byte in Self.importRequest where !peer.ends(within: 0.05) { peer.send([byte]) }
    #expect(Date().timeIntervalSince(start) < 5)
    #expect(serving.refusals.count == 1)
  }

  @Test func `there is a limit to connections, and it frees itself`() throws {
    let serving = try Serving()
    let open = try (0..<Service.connectionLimit).map { _ in try TestPeer(port: serving.port) }
    let list: [UInt8] = [1, 0x11, 0x80, 5, 0, 0, 0, 0]
    let tooMany = try? TestPeer(port: serving.port)
    #expect(tooMany?.ends() ?? true)
    open[0].send(list)
    #expect(open[0].receive(12 + 312) != nil)
    for peer in open { peer.close() }
    try expectAlive(serving)
  }

  @Test func `a peer that does not read is not answered further, and sent away`() throws {
    let serving = try Serving(
      "dfu-1.1",
      [
        "attrs": .number(0x0F), "self_detach_ms": .number(1), "xfer_size": .number(4096),
        "firmware_size": .number(1 << 20),
      ], patience: 2000)
    let ready = try #require(try serving.importInDFUMode())
    // These are 80 MB of answers. The system's buffers hold at most 10 MB.
    let uploads = (0..<256 as Range<UInt16>).flatMap {
      USBIPClient.submit(UInt32($0), ClassRequest.upload.setup(value: $0, length: 4096))
    }
    ready.peer.stopReading()
    for _ in 0..<80 { ready.peer.post(uploads) }
    #expect(waits { serving.refusals.count == 1 })
    #expect(serving.refusals == ["a message or its answer did not get through in time"])
    #expect(serving.transferCount < 10_000)
  }

  private func waits(_ isDone: () -> Bool) -> Bool {
    for _ in 0..<1000 where !isDone() { Thread.sleep(forTimeInterval: 0.01) }
    return isDone()
  }
}
