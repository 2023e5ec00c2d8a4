import HostUSB
import USB

/// A machine without hardware. It has its own clock, and its devices come and go by that clock.
final class FakeHost: USBHost {
  private(set) var nanoseconds: Int64 = 1_000_000_000
  var isInterrupted = false
  var serials: [String: String] = [:]
  /// The lists of present devices. Each list is valid from a moment in milliseconds.
  var timeline: [(from: Int, devices: [FoundDevice])]
  /// The results of the transfers, in order. After the last one, transfers move 0 bytes.
  var answers: [(result: Int32, data: [UInt8])] = []
  /// The results of the resets, in order. After the last one, 0.
  var resets: [Int32] = []
  /// The devices that were opened, in order.
  private(set) var opened: [DeviceAddress] = []
  var openFailure: HostError?
  private(set) var looks = 0
  /// How often the alternate setting was set.
  var alternates = 0

  init(_ devices: [FoundDevice]) { timeline = [(0, devices)] }

  static func device(
    _ vendor: UInt16, _ product: UInt16, path: String = "1-1", address: UInt8 = 5,
    isDFUMode: Bool = false
  ) -> FoundDevice {
    FoundDevice(
      address: DeviceAddress(bus: 1, address: address), path: path, vendor: vendor,
      product: product,
      interfaces: [FoundDevice.DFUInterface(number: 0, isDFUMode: isDFUMode)],
      interfaceNumbers: [0])
  }

  var milliseconds: Int { Int(nanoseconds / 1_000_000) - 1_000 }

  func pause(milliseconds: Int) { nanoseconds += Int64(milliseconds) * 1_000_000 }

  func devices() -> [FoundDevice] {
    looks += 1
    return timeline.last { $0.from <= milliseconds }?.devices ?? []
  }

  func open(
    _ device: FoundDevice, claiming interface: FoundDevice.DFUInterface
  ) throws(HostError) -> FakeConnection {
    if let openFailure { throw openFailure }
    opened.append(device.address)
    return FakeConnection(self)
  }

  func probe(_ device: FoundDevice) throws(HostError) {
    if let openFailure { throw openFailure }
  }

  func serial(of device: FoundDevice) -> String? { serials[device.path] }
}

final class FakeConnection: USBConnection {
  private let host: FakeHost

  init(_ host: FakeHost) { self.host = host }

  func control(
    _ setup: SetupPacket, payload: [UInt8], timeoutMilliseconds: Int
  ) -> (result: Int32, data: [UInt8]) {
    guard !host.answers.isEmpty else { return (0, payload) }
    let answer = host.answers.removeFirst()
    host.pause(milliseconds: answer.result == -7 ? timeoutMilliseconds : 1)
    return answer
  }

  func takeAlternate() -> Int32 {
    host.alternates += 1
    return 0
  }

  func reset() -> Int32 { host.resets.isEmpty ? 0 : host.resets.removeFirst() }
}
