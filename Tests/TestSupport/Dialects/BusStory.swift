package import USB

/// What happens on one bus, in order. Each writer in this folder makes a capture of it in its own
/// dialect, so that one session exists in every dialect.
///
/// The writers were made from published layouts, and not from the decoders that read them.
package struct BusStory: Sendable {
  /// One thing that happens.
  package enum Event: Sendable {
    /// A control transfer that goes over the wire.
    case control(ControlTransfer)
    /// A control transfer with the root hub. It stays inside the host.
    case rootHub(ControlTransfer)
    /// A reset of the device's port, from and to these nanoseconds (USB 2.0, 7.1.7.5).
    case reset(from: Int64, to: Int64)
    /// An interrupt transfer of at most one packet towards the host (USB 2.0, 8.5.4).
    case interrupt(DeviceAddress, endpoint: UInt8, data: [UInt8], at: Int64)
  }

  /// What happens, in order of time.
  package private(set) var events: [Event] = []
  /// bMaxPacketSize0 of the device, in bytes: 8 for a low-speed device (USB 2.0, 5.5.3).
  package let maxPacketSize: UInt8
  /// The device that the story is about.
  package private(set) var device = DeviceAddress(bus: 1, address: 0)
  /// The clock: nanoseconds since the epoch. All steps are whole microseconds, which every dialect
  /// can write.
  private var nanoseconds: Int64 = 1_700_000_000_000_000_000

  /// Begins a story.
  package init(maxPacketSize: UInt8 = 64) { self.maxPacketSize = maxPacketSize }

  /// The control transfers that go over the wire.
  package var transfers: [ControlTransfer] {
    events.compactMap { if case .control(let transfer) = $0 { transfer } else { nil } }
  }

  // MARK: - Telling

  /// Lets time pass.
  package mutating func wait(milliseconds: Int64) { nanoseconds += milliseconds * 1_000_000 }

  /// A control transfer with the device. `data` is what crosses the bus.
  package mutating func control(
    _ setup: SetupPacket, data: [UInt8] = [], outcome: TransferOutcome = .acknowledged,
    wait: Int64 = 1
  ) {
    events.append(.control(transfer(device, setup, data, outcome, wait: wait)))
  }

  /// An interrupt transfer with three bytes of data.
  package mutating func interrupt(endpoint: UInt8) {
    wait(milliseconds: 1)
    events.append(.interrupt(device, endpoint: endpoint, data: [1, 2, 3], at: nanoseconds))
  }

  /// The host resets the port of the device: it tells the root hub, the port is reset for 50 ms,
  /// and it acknowledges the change (USB 2.0, 11.5.1.5 and 11.24.2).
  package mutating func reset() {
    toRootHub(request: 3, feature: 4)
    let from = nanoseconds + 1_000_000
    wait(milliseconds: 51)
    events.append(.reset(from: from, to: nanoseconds))
    toRootHub(request: 1, feature: 20)
    device.address = 0
  }

  /// SET_ADDRESS, and from here on the device has this address (USB 2.0, 9.4.6).
  package mutating func setAddress(_ address: UInt8) {
    device.address = 0
    control(SetupPacket(requestType: RequestType(rawValue: 0), request: 5, value: UInt16(address)))
    device.address = address
    wait(milliseconds: 10)
  }

  /// GET_DESCRIPTOR and its reply, cut to `length` bytes (USB 2.0, 9.4.3).
  package mutating func getDescriptor(_ type: UInt8, reply: [UInt8], length: Int? = nil) {
    let asked = length ?? reply.count
    control(
      SetupPacket(
        requestType: RequestType(rawValue: 0x80), request: 6, value: UInt16(type) << 8,
        length: UInt16(asked)), data: Array(reply.prefix(asked)))
  }

  /// SET_CONFIGURATION(1) (USB 2.0, 9.4.7).
  package mutating func configure() {
    control(SetupPacket(requestType: RequestType(rawValue: 0), request: 9, value: 1))
  }

  private mutating func toRootHub(request: UInt8, feature: UInt16) {
    let setup = SetupPacket(
      requestType: RequestType(rawValue: 0x23), request: request, value: feature, index: 1)
    let hub = DeviceAddress(bus: device.bus, address: 1)
    events.append(.rootHub(transfer(hub, setup, [], .acknowledged, wait: 1)))
  }

  /// A transfer that takes 100 µs and 10 µs for each packet.
  private mutating func transfer(
    _ device: DeviceAddress, _ setup: SetupPacket, _ data: [UInt8], _ outcome: TransferOutcome,
    wait: Int64
  ) -> ControlTransfer {
    self.wait(milliseconds: wait)
    let submitted = Moment(frame: 0, nanoseconds: nanoseconds)
    nanoseconds += 100_000 + 10_000 * Int64(data.count / Int(maxPacketSize))
    return ControlTransfer(
      device: device, setup: setup, outcome: outcome, rawStatus: nil,
      actualLength: outcome == .acknowledged ? data.count : 0, data: data, submitted: submitted,
      completed: Moment(frame: 0, nanoseconds: nanoseconds))
  }
}
