package import DFU
package import USB

/// A device that does exactly what DFU 1.1 says.
///
/// It was written from the chapters of DFU 1.1 and from Appendix A. With `ReferenceParameters.xmos`
/// it is the device that XMOS documents.
package struct ReferenceDevice: DeviceModel {
  /// The time since the device was made.
  package private(set) var elapsed = VirtualTime.zero
  private(set) var machine: ReferenceMachine
  private var standard = StandardRequests()
  private var parameters: ReferenceParameters
  private let runTime: DescriptorTables
  private let dfuMode: DescriptorTables

  /// Makes a device and powers it.
  package init(_ parameters: ReferenceParameters) {
    self.parameters = parameters
    let functional = FunctionalDescriptor(
      attributes: parameters.attributes, detachTimeoutMilliseconds: parameters.detachTimeout,
      transferSize: parameters.transferSize
    ).bytes
    runTime = Self.runTimeTables(parameters, functional)
    dfuMode = Self.dfuModeTables(parameters, functional)
    machine = ReferenceMachine(parameters)
    machine.boot(parameters)
  }

  /// The machine's state.
  package var state: State { machine.state }
  /// Run-time mode in appIDLE and appDETACH, else DFU mode.
  package var mode: Mode { machine.mode }
  /// Always empty: the device is always healthy.
  package var condition: DeviceCondition { [] }

  /// The departure from the bus that DETACH or the manifestation has begun, with bitWillDetach.
  package var pendingReboot: Reboot? {
    machine.departure.map { Reboot(into: $0.mode, after: $0.time - elapsed) }
  }

  /// Handles a request. Events that were due before it happen first.
  package mutating func handle(_ setup: SetupPacket, payload: [UInt8]) -> ModelReply {
    settle()
    let type = setup.requestType
    switch (type.kind, type.recipient) {
    case (.standard, _):
      return ModelReply(standard.handle(setup, mode == .runTime ? runTime : dfuMode))
    case (.class, .interface) where setup.index == interface && parameters.isDFUEnabled:
      return take(
        .request(
          ReferenceMachine.Request(
            request: ClassRequest(setup), setup: setup, payload: payload, now: elapsed)))
    case (.class, _), (.vendor, _), (.reserved, _): return ModelReply(.stalled)
    }
  }

  /// Lets time pass. Timers and work that are due in this time end.
  package mutating func advance(by time: VirtualTime) {
    elapsed += time
    settle()
  }

  /// Handles a bus reset: into DFU mode after DETACH, or out of DFU mode (DFU 1.1, 5.1).
  package mutating func resetBus() {
    settle()
    let isEnumerating = mode == .dfuMode && standard.configuration == 0
    guard !(isEnumerating && parameters.keepsModeUntilConfigured) else { return }
    standard.reset()
    take(.busReset)
  }

  /// Switches the power off and on. The firmware starts if it is valid.
  package mutating func powerCycle() {
    standard.reset()
    take(.powerCycle)
  }

  /// The firmware; empty if it is not valid.
  package var image: [UInt8]? { machine.isFirmwareValid ? machine.firmware : [] }

  /// Stores a firmware, as much of it as the memory takes; an empty one is not valid.
  package mutating func install(_ image: [UInt8]) {
    machine.firmware = Array(image.prefix(parameters.capacity))
    machine.isFirmwareValid = !image.isEmpty
    powerCycle()
  }

  /// The firmware, valid or not.
  package var uploadContent: [UInt8] {
    get { machine.firmware }
    set { (machine.firmware, parameters.firmware) = (newValue, newValue) }
  }

  /// Takes the time of programming or of the manifestation.
  package mutating func follow(_ report: StatusReport?, answeredIn _: VirtualTime?) {
    guard let report else { return }
    settle()
    let time = VirtualTime.milliseconds(Int(report.pollTimeoutMilliseconds))
    switch report.state {
    case .dfuDNBUSY: machine.goOn(for: time, at: elapsed)
    case .dfuMANIFEST: parameters.manifestTime = time
    case .dfuDNLOADIDLE, .dfuIDLE, .dfuMANIFESTSYNC, .dfuMANIFESTWAITRESET:
      machine.endWork(at: elapsed)
      settle()
    case .appIDLE, .appDETACH, .dfuDNLOADSYNC, .dfuUPLOADIDLE, .dfuERROR, nil: break
    }
  }

  private var interface: UInt16 { mode == .runTime ? UInt16(parameters.interface) : 0 }

  /// Handles all events that are due by now. One event may cause another.
  private mutating func settle() {
    let before = mode
    while machine.settle(at: elapsed, parameters) {}
    if mode != before { standard.reset() }
  }

  @discardableResult
  private mutating func take(_ event: ReferenceMachine.Event) -> ModelReply {
    let before = mode
    let reply = machine.take(event, given: parameters)
    if mode != before { standard.reset() }
    return reply
  }
}

// MARK: Descriptors

extension ReferenceDevice {
  private static func runTimeTables(
    _ parameters: ReferenceParameters, _ functional: [UInt8]
  ) -> DescriptorTables {
    var identity = DeviceIdentity()
    identity.product = 0x0016
    identity.release = parameters.release
    let hasAudio = parameters.interface == 3
    if hasAudio { identity.deviceClass = DeviceIdentity.composite }
    var rest = ConfigurationParts.interfaces(before: parameters.interface, withAudio: hasAudio)
    var interfaces = parameters.interface
    if parameters.isDFUEnabled {
      rest += ConfigurationParts.dfuInterface(number: interfaces, isDFUMode: false) + functional
      interfaces += 1
    }
    return tables(
      identity,
      ConfigurationParts.configuration(
        interfaces: interfaces, attributes: 0x80, maxPower: 250, rest))
  }

  private static func dfuModeTables(
    _ parameters: ReferenceParameters, _ functional: [UInt8]
  ) -> DescriptorTables {
    var identity = DeviceIdentity()
    identity.product = 0xD016
    identity.release = parameters.release
    return tables(
      identity,
      ConfigurationParts.configuration(
        interfaces: 1, attributes: 0x80, maxPower: 250,
        ConfigurationParts.dfuInterface(number: 0, isDFUMode: true) + functional))
  }

  private static func tables(
    _ identity: DeviceIdentity, _ configuration: [UInt8]
  ) -> DescriptorTables {
    var tables = DescriptorTables(device: identity.bytes, configuration: configuration)
    tables.strings = ["", "XMOS", "DFU 1.1 reference"]
    return tables
  }
}
