import DFU
import DeviceModel
import Foundation
import Synchronization
import TestSupport
import USB
import VirtualDevice

/// A service for one test, on a port of the loopback interface. It stops when this value goes out
/// of use.
final class Serving {
  private final class Log: Sendable {
    let events = Mutex<[ServeEvent.Kind]>([])
    let transfers = Mutex(0)

    func take(_ event: ServeEvent) {
      if case .transfer = event.kind {
        transfers.withLock { $0 += 1 }
      } else {
        events.withLock { $0.append(event.kind) }
      }
    }
  }

  let service: Service
  private let log = Log()

  init(
    _ model: String = "dfu-1.1", _ parameters: [String: ParameterValue] = [:],
    over transport: ServeOptions.Transport = .usbip(address: "127.0.0.1", port: 0),
    patience: Int64 = 10_000, record: String? = nil, flash: String? = nil
  ) throws {
    let device = try Personality.named(model).make(parameters)
    var options = ServeOptions(device, over: transport, epoch: 1_700_000_000_000_000_000)
    options.patience = patience
    options.record = record
    options.flash = flash
    let log = log
    service = try Service(options) { log.take($0) }
  }

  deinit { try? service.stop() }

  var port: Int { service.port ?? 0 }
  /// The number of transfers that have ended.
  var transferCount: Int { log.transfers.withLock { $0 } }
  /// The events so far, without the transfers.
  var events: [ServeEvent.Kind] { log.events.withLock { $0 } }

  /// The reasons for which connections were closed, in order.
  var refusals: [String] {
    events.compactMap { if case .refused(let reason) = $0 { reason } else { nil } }
  }

  /// The whole reply to OP_REQ_DEVLIST.
  func deviceList() throws -> [UInt8]? {
    let peer = try TestPeer(port: port)
    peer.send([1, 0x11, 0x80, 5, 0, 0, 0, 0])
    return peer.ends() ? peer.receiveAll() : nil
  }

  /// Imports the device and sends DETACH, which brings a device with bitWillDetach into DFU mode.
  func importInDFUMode() throws -> USBIPClient? {
    guard let client = try importDevice() else { return nil }
    let host = DownloadHost(client)
    guard host.request(.detach, value: 1000) != nil else { return nil }
    while host.request(.getStatus, length: 6) != nil {}
    return try importDevice()
  }

  /// Imports the device. It tries again until the service has noticed that the last host left.
  func importDevice() throws -> USBIPClient? {
    for _ in 0..<200 {
      if let client = try USBIPClient(port: port) { return client }
      Thread.sleep(forTimeInterval: 0.01)
    }
    return nil
  }
}

extension DownloadHost {
  /// A host over USB/IP that does not have a device yet.
  init(_ client: USBIPClient, interface: UInt16 = 0) {
    var client = client
    self.init(interface: interface) { setup, payload in
      client.control(setup, payload: payload).map { ($0.status, $0.data) }
    }
  }
}
