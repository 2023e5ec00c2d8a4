import CaptureIO
import DFU
import DeviceModel
import Foundation
import TestSupport
import Testing
import USB
import VirtualDevice

@Suite struct `What the device saw` {
  /// The events of the only session in the recording, in words.
  private func story(_ path: String) throws -> [String] {
    var file = try CaptureFile(path: path, linkTypes: LinkType.ofUsbmon)
    #expect(file.linkType == .usbLinuxMmapped)
    var decoder = UsbmonDecoder(.long)
    var tracker = SessionTracker()
    var story: [String] = []
    func take(_ transfer: ControlTransfer) {
      _ = tracker.accept(transfer) { session, observation in
        #expect(session == 0)
        story.append(word(observation.event))
      }
    }
    let end = file.forEach { bytes, info in
      #expect(decoder.kind(of: bytes) == .control)
      let moment = Moment(frame: info.frame, nanoseconds: info.nanoseconds)
      let lost = decoder.accept(bytes, at: moment) { transfer, _ in take(transfer) }
      if lost != nil { story.append("lost submission") }
      return .proceed
    }
    decoder.finish { transfer, _ in take(transfer) }
    #expect(end == .complete)
    #expect(decoder.name == "usbmon")
    return story
  }

  private func word(_ event: Observation.Event) -> String {
    switch event {
    case .exchange(let transfer): "\(transfer.setup.request) \(transfer.outcome)"
    case .described(let set): "described \(set.mode == .dfuMode ? "DFU mode" : "run time")"
    case .configured(let value): "configured \(value)"
    case .interfaceSet: "interface"
    case .reset(let evidence): "reset \(evidence)"
    case .left(let evidence): "left \(evidence)"
    case .attached(let evidence): "attached \(evidence)"
    case .gap: "gap"
    case .end: "end"
    }
  }

  @Test func `a device that leaves by itself`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/record.pcapng"
    let serving = try Serving("dfu-1.1", ["attrs": .number(0x0F)], record: path)
    let host = DownloadHost(try #require(try serving.importDevice()))
    #expect(host.enumerate() != nil)
    #expect(host.request(.detach, value: 1000) != nil)
    Thread.sleep(forTimeInterval: 0.15)
    let again = DownloadHost(try #require(try serving.importDevice()))
    #expect(again.enumerate() != nil)
    #expect(again.request(.clrStatus) == nil)
    try serving.service.stop()
    #expect(
      try story(path) == [
        "attached afterLeaving", "described run time", "configured 1", "0 acknowledged",
        "left portStatus", "attached afterLeaving", "described DFU mode", "configured 1",
        "4 stalled", "left portStatus",
      ])
  }

  @Test func `a device that is reset, and a transfer that is cancelled`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/record.pcapng"
    let serving = try Serving(
      "dfu-1.1", ["lost_upload": .number(0)], over: .usbredirPort(0), record: path)
    let guest = RedirGuest(try TestPeer(port: serving.port))
    while let event = guest.next() { if case .connected = event { break } }
    let host = DownloadHost { setup, payload in
      guest.control(1, setup, payload: payload)
      while let event = guest.next() {
        if case .control(1, let status, _, let data) = event { return (Int32(status), data) }
      }
      return nil
    }
    #expect(host.enumerate() != nil)
    #expect(host.request(.detach, value: 1000) != nil)
    guest.reset()
    #expect(host.enumerate() != nil)
    guest.control(2, ClassRequest.upload.setup(length: 64))
    guest.cancel(2)
    #expect(guest.next() == .control(id: 2, status: 1, length: 0, []))
    try serving.service.stop()
    #expect(
      try story(path) == [
        "attached afterLeaving", "described run time", "configured 1", "0 acknowledged",
        "reset portResetRequest", "attached afterReset", "described DFU mode", "configured 1",
        "2 cancelled", "left portStatus",
      ])
  }

  @Test(
    .enabled(
      if: FileManager.default.isExecutableFile(atPath: "/usr/bin/tshark"),
      "tshark is not installed"))
  func `tshark reads it without complaint`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/record.pcapng"
    let serving = try Serving(record: path)
    let host = DownloadHost(try #require(try serving.importDevice()))
    #expect(host.enumerate() != nil)
    try serving.service.stop()
    let fields = ["frame.number", "usb.urb_type", "usb.urb_status", "_ws.malformed"]
    let lines = try tshark(["-r", path, "-T", "fields"] + fields.flatMap { ["-e", $0] })
    // Requests to the hub: port status, port reset; then SET_ADDRESS, three requests of the host,
    // and the port status again.
    #expect(
      lines
        == (0..<7).flatMap { ["\(2 * $0 + 1)\t'S'\t-115\t", "\(2 * $0 + 2)\t'C'\t0\t"] })
  }

  private func tshark(_ arguments: [String]) throws -> [String] {
    try Command.output("tshark", arguments)
      .split(separator: "\n").map(String.init)
  }
}
