package import DFU
package import USB

/// A product of XMOS's RTOS: TinyUSB's device stack, its DFU class driver and an application
/// (hathach/tinyusb 0.14.0; xmos/sln_voice abd9c88, examples/ffva).
///
/// It has no run-time descriptor set. It starts configured, as if the host had already configured
/// it. After a bus reset the class driver gets no request before SET_CONFIGURATION.
package struct TinyUSB: DeviceModel {
  /// The time since the device was made.
  package private(set) var elapsed = VirtualTime.zero
  /// The reboot by the watchdog after DETACH.
  package private(set) var pendingReboot: Reboot?
  private var parameters: TinyUSBParameters
  private let tables: DescriptorTables
  private var driver: DFUClassDriver
  private var configuration: UInt8 = 0
  private var mayWakeHost = false

  /// Makes a device, powers and configures it.
  package init(_ parameters: TinyUSBParameters) {
    self.parameters = parameters
    tables = .tinyUSB(parameters)
    driver = DFUClassDriver(parameters)
    configure(1)
  }

  /// The state. A host can overwrite its byte; an undefined number counts as dfuERROR.
  package var state: State { State(rawValue: driver.rawState) ?? .dfuERROR }
  /// Always DFU mode: there is no other descriptor set.
  package var mode: Mode { .dfuMode }
  /// Absent from DETACH until the reboot.
  package var condition: DeviceCondition { pendingReboot == nil ? [] : .absent }

  /// Handles a request. Requests to the interface go to the class driver.
  package mutating func handle(_ setup: SetupPacket, payload: [UInt8]) -> ModelReply {
    guard condition.isEmpty else { return ModelReply(.noAnswer) }
    driver.settle(at: elapsed)
    let type = setup.requestType
    switch (type.kind, type.recipient) {
    case (.vendor, _): return ModelReply(vendor(setup))
    case (.standard, .device): return ModelReply(device(setup))
    case (.standard, .endpoint): return ModelReply(endpoint(setup))
    case (.standard, .interface) where isStatus(setup): return ModelReply(.data([0, 0]))
    case (.standard, .interface), (.class, .interface): return interface(setup, payload)
    case (.class, _), (.standard, _), (.reserved, _): return ModelReply(.stalled)
    }
  }

  /// Lets time pass. The application may program in the background in this time.
  package mutating func advance(by time: VirtualTime) {
    if let reboot = pendingReboot, reboot.after <= time { powerCycle() }
    elapsed += time
    driver.settle(at: elapsed)
  }

  /// Handles a bus reset. Afterwards the device is not configured.
  package mutating func resetBus() {
    guard condition.isEmpty else { return }
    driver.settle(at: elapsed)
    mayWakeHost = false
    configure(0)
  }

  /// Switches the power off and on. The device comes back configured, in dfuIDLE.
  package mutating func powerCycle() {
    pendingReboot = nil
    mayWakeHost = false
    driver = DFUClassDriver(parameters)
    configure(1)
  }

  /// What the application sends; a download does not change it.
  package var uploadContent: [UInt8] {
    get {
      parameters.uploadContent
        ?? parameters.upload(from: 0, count: parameters.uploadSize, alternate: 0)
    }
    set {
      parameters.uploadContent = newValue
      driver.uploadContent = newValue
    }
  }

  /// Takes how long the application programs.
  package mutating func follow(_ report: StatusReport?, answeredIn _: VirtualTime?) {
    if let state = report?.state { driver.follow(state) }
  }

  /// The application gets wBlockNum and counts in blocks of wLength bytes.
  package func uploadOffset(of setup: SetupPacket, after read: Int) -> Int {
    Int(setup.value) * Int(setup.length)
  }

  private mutating func configure(_ value: UInt8) {
    configuration = value
    driver.reset()
    if value != 0 { driver.open() }
  }
}

// MARK: Endpoint 0

extension TinyUSB {
  /// Whether a request is GET_STATUS of an interface in its form (USB 2.0, 9.4.5).
  private func isStatus(_ setup: SetupPacket) -> Bool {
    guard setup.requestType.rawValue == 0x81, setup.request == StandardRequest.getStatus else {
      return false
    }
    return setup.value == 0 && setup.length == 2 && configuration != 0
      && setup.index < tables.interfaceCount
  }

  /// Handles a request to an interface. Only the low byte of wIndex counts. After DETACH the
  /// application lets the watchdog reboot the device.
  private mutating func interface(_ setup: SetupPacket, _ payload: [UInt8]) -> ModelReply {
    guard configuration != 0, UInt8(truncatingIfNeeded: setup.index) == parameters.interface else {
      return ModelReply(.stalled)
    }
    var data: [UInt8] = []
    if setup.requestType.direction == .hostToDevice {
      data = Array(payload.prefix(Int(setup.length)))
      data += [UInt8](repeating: 0, count: Int(setup.length) - data.count)
    }
    var reply = ModelReply(driver.handle(setup, data: data, now: elapsed))
    if setup.requestType.kind == .class, setup.request == ClassRequest.detach.rawValue {
      reply.reboot = Reboot(into: .dfuMode)
      pendingReboot = reply.reboot
    }
    return reply
  }

  private func vendor(_ setup: SetupPacket) -> ModelReply.Answer {
    guard MicrosoftDescriptors.isRead(by: setup) else { return .stalled }
    return .upToLength(of: setup, tables.msOS20)
  }

  private mutating func device(_ setup: SetupPacket) -> ModelReply.Answer {
    switch setup.request {
    case StandardRequest.getDescriptor: return tables.answer(getDescriptor: setup)
    case StandardRequest.getStatus:
      let status: UInt8 = (tables.isSelfPowered ? 1 : 0) | (mayWakeHost ? 2 : 0)
      return .upToLength(of: setup, [status, 0])
    case StandardRequest.setAddress: return .acknowledged
    case 8: return .upToLength(of: setup, [configuration])
    case StandardRequest.setConfiguration:
      let value = UInt8(truncatingIfNeeded: setup.value)
      if value != configuration { configure(value) }
      return .acknowledged
    case StandardRequest.setFeature, StandardRequest.clearFeature:
      guard setup.value == 1 else { return .stalled }
      mayWakeHost = setup.request == StandardRequest.setFeature
      return .acknowledged
    default: return .stalled
    }
  }

  private func endpoint(_ setup: SetupPacket) -> ModelReply.Answer {
    switch setup.request {
    case StandardRequest.getStatus: .upToLength(of: setup, [0, 0])
    case StandardRequest.setFeature, StandardRequest.clearFeature: .acknowledged
    default: .stalled
    }
  }
}
