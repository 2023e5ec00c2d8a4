import DFU
import DeviceModel
import HostUSB
import USB

@testable import Suite

/// A host with one device, which is a model. It replaces libusb; all code above libusb is real.
final class ModelHost: USBHost {
  private(set) var port: ModelPort
  /// The time from which the operator asks to end the run, in nanoseconds.
  var interruption: Int64 = .max
  /// The time from which the device is not on the bus, in nanoseconds.
  var departure: Int64 = .max

  init(_ model: any DeviceModel) { port = ModelPort(model) }

  var nanoseconds: Int64 { port.nanoseconds }
  var isInterrupted: Bool { nanoseconds >= interruption }

  func pause(milliseconds: Int) { port.wait(milliseconds: milliseconds) }

  func devices() -> [FoundDevice] {
    guard nanoseconds < departure, !port.model.condition.contains(.absent) else { return [] }
    let interface = FoundDevice.DFUInterface(
      number: 0, isDFUMode: port.model.mode == .dfuMode)
    return [
      FoundDevice(
        address: port.device, path: "1-1", vendor: 0x20B1, product: 0x16,
        interfaces: [interface], interfaceNumbers: [0])
    ]
  }

  func open(_ device: FoundDevice, claiming interface: FoundDevice.DFUInterface) -> ModelConnection
  {
    ModelConnection(self, device.address)
  }

  func probe(_ device: FoundDevice) {}

  func serial(of device: FoundDevice) -> String? { nil }

  fileprivate func send(_ setup: SetupPacket, _ payload: [UInt8]) -> ControlTransfer {
    port.send(setup, payload: payload)
  }

  fileprivate func resetBus() { port.resetBus() }
}

/// An open connection to the model. The device counts as gone when its address has changed.
final class ModelConnection: USBConnection {
  private let host: ModelHost
  private let address: DeviceAddress

  init(_ host: ModelHost, _ address: DeviceAddress) {
    self.host = host
    self.address = address
  }

  private var isGone: Bool {
    host.port.device != address || host.nanoseconds >= host.departure
  }

  func control(
    _ setup: SetupPacket, payload: [UInt8], timeoutMilliseconds: Int
  ) -> (result: Int32, data: [UInt8]) {
    guard !isGone else { return (LibraryError.noDevice.rawValue, []) }
    let transfer = host.send(setup, payload)
    switch transfer.outcome {
    case .acknowledged: return (Int32(transfer.actualLength ?? 0), transfer.data)
    case .stalled: return (LibraryError.pipe.rawValue, [])
    case .timedOut, .cancelled: return (LibraryError.timeout.rawValue, [])
    case .disconnected: return (LibraryError.noDevice.rawValue, [])
    case .overflowed: return (LibraryError.overflow.rawValue, [])
    case .acknowledgedOrStalled, .notSent, .wireError, .unknown, .unanswered:
      return (LibraryError.inputOutput.rawValue, [])
    }
  }

  func takeAlternate() -> Int32 { 0 }

  func reset() -> Int32 {
    guard !isGone else { return LibraryError.noDevice.rawValue }
    host.resetBus()
    return isGone ? LibraryError.notFound.rawValue : 0
  }
}
