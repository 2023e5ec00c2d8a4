import DFU
import DeviceModel
import Foundation
import TestSupport
import Testing
import USB
import VirtualDevice

@Suite struct `A device over usbredir` {
  private static let getDevice = SetupPacket(
    requestType: RequestType(rawValue: 0x80), request: 6, value: 0x100, length: 64)

  private func guest(_ serving: Serving) throws -> RedirGuest {
    RedirGuest(try TestPeer(port: serving.port))
  }

  private func isConnection(_ event: RedirGuest.Event) -> Bool {
    if case .connected = event { true } else { false }
  }

  private func isControl(_ event: RedirGuest.Event) -> Bool {
    if case .control = event { true } else { false }
  }

  private func control(
    _ guest: RedirGuest, _ setup: SetupPacket, payload: [UInt8] = []
  ) -> (status: Int32, data: [UInt8])? {
    guest.control(5, setup, payload: payload)
    guard case .control(5, let status, _, let data) = guest.next(where: isControl) else {
      return nil
    }
    return (Int32(status), data)
  }

  @Test func `it is announced with its interfaces`() throws {
    let serving = try Serving("xmos/lib_xua-5", over: .usbredirPort(0))
    let guest = try guest(serving)
    #expect(guest.next() == .hello)
    #expect(guest.next() == .interfaces([0, 1, 2, 3]))
    #expect(guest.next() == .connected(vendor: 0x20B1, product: 0x0016, speed: 2))
  }

  @Test func `it answers on endpoint 0, and to the requests with packets of their own`() throws {
    let serving = try Serving(over: .usbredirPort(0))
    let guest = try guest(serving)
    #expect(guest.next(where: isConnection) != nil)
    #expect(control(guest, Self.getDevice)?.data.count == 18)
    let vendor = SetupPacket(requestType: RequestType(rawValue: 0xC0), request: 9, length: 4)
    #expect(control(guest, vendor)?.status == 4)
    guest.setConfiguration(6, 1)
    #expect(guest.next() == .configuration(id: 6, status: 0, 1))
    guest.getConfiguration(7)
    #expect(guest.next() == .configuration(id: 7, status: 0, 1))
    guest.setAlternate(8, interface: 0, 0)
    #expect(guest.next() == .alternate(id: 8, status: 0, interface: 0, 0))
    guest.getAlternate(9, interface: 0)
    #expect(guest.next() == .alternate(id: 9, status: 0, interface: 0, 0))
    guest.getAlternate(10, interface: 9)
    #expect(guest.next() == .alternate(id: 10, status: 4, interface: 9, 0))
  }

  @Test func `a bus reset reaches the device: DETACH leads into DFU mode`() throws {
    let serving = try Serving(over: .usbredirPort(0))
    let guest = try guest(serving)
    #expect(guest.next(where: isConnection) != nil)
    let host = DownloadHost { control(guest, $0, payload: $1) }
    #expect(host.request(.detach, value: 1000) != nil)
    #expect(host.request(.getState, length: 1) == [State.appDETACH.rawValue])
    guest.reset()
    #expect(host.request(.getState, length: 1) == [State.dfuIDLE.rawValue])
    #expect(control(guest, Self.getDevice)?.data[10..<12] == [0x16, 0xD0])
    let image = (0..<130).map { UInt8($0) }
    #expect(host.download(image) == .dfuIDLE)
    #expect(host.upload() == image)
    guest.reset()
    #expect(host.request(.getState, length: 1) == [State.appIDLE.rawValue])
    #expect(serving.events.count { $0 == .reset } == 2)
  }

  @Test func `a device that leaves is disconnected and comes back`() throws {
    let serving = try Serving("dfu-1.1", ["attrs": .number(0x0F)], over: .usbredirPort(0))
    let guest = try guest(serving)
    #expect(guest.next(where: isConnection) != nil)
    let host = DownloadHost { control(guest, $0, payload: $1) }
    #expect(host.request(.detach, value: 1000) != nil)
    #expect(guest.next() == .disconnected)
    #expect(guest.next() == .interfaces([0]))
    #expect(guest.next() == .connected(vendor: 0x20B1, product: 0xD016, speed: 2))
    #expect(host.request(.getState, length: 1) == [State.dfuIDLE.rawValue])
  }

  @Test func `what is never answered can be cancelled`() throws {
    let serving = try Serving(
      "dfu-1.1", ["lost_upload": .number(0)], over: .usbredirPort(0))
    let guest = try guest(serving)
    #expect(guest.next(where: isConnection) != nil)
    let host = DownloadHost { control(guest, $0, payload: $1) }
    #expect(host.request(.detach, value: 1000) != nil)
    guest.reset()
    guest.control(77, ClassRequest.upload.setup(length: 64))
    #expect(guest.next(where: { _ in true }) == .interfaces([0]))
    #expect(guest.next(within: 0.2) == nil)
    guest.cancel(77)
    #expect(guest.next() == .control(id: 77, status: 1, length: 0, []))
    #expect(host.request(.getState, length: 1) != nil)
  }

  @Test func `it is served on a Unix socket`() throws {
    let folder = try TemporaryFolder()
    let serving = try Serving(over: .usbredirSocket(path: folder.path + "/dfu"))
    let guest = RedirGuest(try TestPeer(path: folder.path + "/dfu"))
    #expect(guest.next(where: isConnection) != nil)
    let other = RedirGuest(try TestPeer(path: folder.path + "/dfu"))
    #expect(other.next() == .hello)
    #expect(other.next() == nil)
    #expect(serving.refusals == ["the device is taken"])
  }

  @Test func `random packets do no harm`() throws {
    let serving = try Serving(over: .usbredirPort(0))
    var numbers = SeededRandom(3)
    for _ in 0..<200 {
      let peer = try TestPeer(port: serving.port)
      let guest = RedirGuest(peer)
      if Bool.random(using: &numbers) { _ = guest.next() }
      for _ in 0..<5 {
        // Type, length, id, then data: as many bytes as the length says, or a different number.
        let type = UInt8.random(in: 0...1, using: &numbers) * 100
        let length = UInt8.random(in: 0...40, using: &numbers)
        var packet: [UInt8] = [type + UInt8.random(in: 0...30, using: &numbers), 0, 0, 0]
        packet += [length, 0, 0, 0] + [UInt8](repeating: 1, count: 8)
        peer.send(packet + numbers.bytes(Int(length)))
      }
      peer.close()
    }
    Thread.sleep(forTimeInterval: 0.2)
    let guest = try guest(serving)
    #expect(guest.next(where: isConnection) != nil)
    #expect(control(guest, Self.getDevice)?.data.count == 18)
  }

  @Test func `a packet that is too long is refused by its header`() throws {
    let serving = try Serving(over: .usbredirPort(0))
    let peer = try TestPeer(port: serving.port)
    peer.send([0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0])
    #expect(peer.ends())
    #expect(serving.refusals == ["a packet of 134217728 bytes"])
  }

  @Test func `a peer that says no hello is sent away`() throws {
    let serving = try Serving(over: .usbredirPort(0), patience: 200)
    let peer = try TestPeer(port: serving.port)
    #expect(peer.ends(within: 5))
    #expect(serving.refusals.count == 1)
  }
}
