package import DFU
package import USB

/// What happened at a port while vectors ran, in order.
package enum PortRecord: Hashable, Sendable {
  case transfer(ControlTransfer)
  /// The runner reset the bus.
  case reset(DeviceAddress, Moment)
  /// The device left the bus, or lost power.
  case left(DeviceAddress, Moment)
}

/// Executes vectors on one device, as a host would. A device that comes, or comes back, is
/// enumerated.
///
/// The runner does not know what is at the port: a model, hardware, or a device behind a
/// connection.
package struct VectorRunner<Port: ControlPort> {
  /// The interface to the device.
  package private(set) var port: Port
  /// The device's present descriptors; nil when it shows no DFU interface.
  package private(set) var described: DescriptorSet?
  /// What happened since the last `take`.
  package private(set) var records: [PortRecord] = []
  /// The device's address at its last enumeration.
  private var known: DeviceAddress
  private var report: StatusReport?
  private var frame = 0

  /// How long a device may take to come back. It is as long as xmosdfu waits, 20 s (lib_xua 5.3.0,
  /// lib_xua/host/xmosdfu/src/xmosdfu.cpp).
  private static var patienceMilliseconds: Int { 20_000 }

  /// Makes a runner at a port. `isFresh` means that the device was just powered.
  package init(_ port: Port, isFresh: Bool) {
    self.port = port
    known = port.device
    if isFresh { records.append(.left(port.device, moment)) }
  }

  /// Returns what happened since the last call.
  package mutating func take() -> [PortRecord] {
    defer { records = [] }
    return records
  }

  /// Enumerates the device and runs the steps of a vector. If the device does not meet the vector's
  /// needs, no step runs; the result says then what is missing.
  package mutating func run(_ vector: Vector) throws(PortError) -> String? {
    try enumerate()
    if let lacking = vector.needs.lacking(in: described) { return lacking }
    for step in vector.steps { try perform(step) }
    return nil
  }

  /// Runs one step.
  package mutating func perform(_ step: Vector.Step) throws(PortError) {
    switch step {
    case .request(let setup, let data, let isToDFU):
      try send(addressed(setup, toDFU: isToDFU), data)
    case .wait(let milliseconds): try port.wait(milliseconds: milliseconds)
    case .waitAsTold: try waitAsTold()
    case .poll(let until, let atMost): try poll(until, atMost)
    case .busReset(let configures):
      records.append(.reset(known, moment))
      try port.resetBus()
      try enumerate(configures: configures)
    case .power:
      records.append(.left(known, moment))
      try port.powerCycle()
      try enumerate()
    case .enumerate:
      try port.awaitReturn(milliseconds: Self.patienceMilliseconds)
      guard port.device == known else { break }
      try enumerate()
    }
    try follow()
  }

  /// The setup packet to send. With `toDFU`, wIndex is set to the DFU interface.
  package func addressed(_ setup: SetupPacket, toDFU: Bool) -> SetupPacket {
    guard toDFU else { return setup }
    var setup = setup
    setup.index = interface
    return setup
  }

  /// wIndex of the DFU interface.
  private var interface: UInt16 { UInt16(described?.interfaceNumber ?? 0) }

  private var moment: Moment { Moment(frame: frame, nanoseconds: port.nanoseconds) }

  // MARK: - Steps

  @discardableResult
  private mutating func send(
    _ setup: SetupPacket, _ data: [UInt8] = []
  ) throws(PortError) -> ControlTransfer {
    let isOut = setup.requestType.direction == .hostToDevice
    var payload = isOut ? Array(data.prefix(Int(setup.length))) : []
    if isOut { payload += Array(repeating: 0, count: Int(setup.length) - payload.count) }
    let transfer = try port.send(setup, payload: payload)
    frame = max(frame, transfer.ended.frame)
    records.append(.transfer(transfer))
    if ClassRequest(setup) == .getStatus { report = StatusReport(transfer.data) }
    return transfer
  }

  private mutating func waitAsTold() throws(PortError) {
    try port.wait(milliseconds: Int(report?.pollTimeoutMilliseconds ?? 0))
  }

  /// Polls with GETSTATUS. It ends early if the device does not answer or shows no state.
  private mutating func poll(_ until: StateSet, _ atMost: Int) throws(PortError) {
    for number in 1...atMost {
      try send(ClassRequest.getStatus.setup(interface: interface, length: 6))
      guard let state = report?.state, !until.contains(StateSet(state)), port.device == known
      else { return }
      if number < atMost { try waitAsTold() }
    }
  }

  // MARK: - Enumeration

  /// Enumerates a device that came back by itself, as any host does.
  private mutating func follow() throws(PortError) {
    guard port.device != known else { return }
    records.append(.left(known, moment))
    try enumerate()
  }

  /// Reads the descriptors and configures the device (USB 2.0, 9.4).
  private mutating func enumerate(configures: Bool = true) throws(PortError) {
    known = port.device
    described = nil
    let device = try descriptor(DescriptorType.device, length: 18)
    guard device.outcome == .acknowledged else { return }
    let header = try descriptor(DescriptorType.configuration, length: 9).data
    guard header.count == 9 else { return }
    let length = header.span.littleEndian16(at: 2)
    let configuration = try descriptor(DescriptorType.configuration, length: length).data
    described = DescriptorSet(
      configuration: configuration, device: DescriptorSet.DeviceDescriptor(device.data))
    guard configures else { return }
    try send(
      SetupPacket(
        requestType: .standardDeviceOut, request: StandardRequest.setConfiguration,
        value: UInt16(header[5])))
  }

  private mutating func descriptor(
    _ type: UInt8, length: UInt16
  ) throws(PortError) -> ControlTransfer {
    try send(
      SetupPacket(
        requestType: .standardDeviceIn, request: StandardRequest.getDescriptor,
        value: UInt16(type) << 8, length: length))
  }
}
