import CaptureIO
import USB

/// Records what the virtual device sees, in the way of a Linux host with the device on port 1 of
/// its root hub.
///
/// The root hub is device 1 of bus 1. The device gets a new address each time it attaches.
/// Attaching, leaving and resets are not transfers of the device. They are recorded as the hub
/// requests that show them on such a host.
struct BusRecorder: ~Copyable {
  private static let bus: UInt16 = 1
  private static let port: UInt16 = 1
  private static let hub = DeviceAddress(bus: bus, address: 1)

  private var writer: PcapngWriter
  /// The time, in nanoseconds since the epoch, at which the caller's clock is zero.
  private let epoch: Int64
  private var device = DeviceAddress(bus: bus, address: 1)
  private var nextID: UInt64 = 1
  /// The record id of each transfer.
  private var ids: [UInt64: UInt64] = [:]

  init(_ path: String, epoch: Int64) throws(CaptureError) {
    writer = try PcapngWriter(path: path, linkType: .usbLinuxMmapped, interface: "dfutrace serve")
    self.epoch = epoch
  }

  // MARK: - The device's transfers

  mutating func submitted(_ transfer: Transfer, at now: Int64) throws(CaptureError) {
    ids[transfer.id] = nextID
    try submit(transfer.setup, transfer.payload, to: device, at: now)
  }

  mutating func completed(
    _ transfer: Transfer, _ completion: Completion, at now: Int64
  ) throws(CaptureError) {
    guard let id = ids.removeValue(forKey: transfer.id) else { return }
    let isIn = transfer.setup.requestType.direction == .deviceToHost
    try write(
      UsbmonRecord(
        kind: .complete, id: id, isIn: isIn, device: device, status: completion.status,
        urbLength: completion.actualLength, data: completion.data), at: now)
    try writer.flush()
  }

  // MARK: - The hub's

  /// Records that the device was plugged in or came back: the host sees it, resets the port and
  /// sets an address.
  mutating func attached(at now: Int64) throws(CaptureError) {
    try portStatus(isConnected: true, at: now)
    device.address = device.address < 127 ? device.address + 1 : 2
    try reset(at: now)
  }

  /// Records that the device has left.
  mutating func left(at now: Int64) throws(CaptureError) {
    ids = [:]
    try portStatus(isConnected: false, at: now)
    try writer.flush()
  }

  /// Records a bus reset. The host gives the device its old address again.
  mutating func reset(at now: Int64) throws(CaptureError) {
    // SET_FEATURE(PORT_RESET), SET_ADDRESS (USB 2.0, 11.24.2 and 9.4)
    try control(
      SetupPacket(
        requestType: .hubPortOut, request: StandardRequest.setFeature, value: HubFeature.portReset,
        index: Self.port),
      to: Self.hub, at: now)
    try control(
      SetupPacket(
        requestType: .standardDeviceOut, request: StandardRequest.setAddress,
        value: UInt16(device.address)),
      to: DeviceAddress(bus: Self.bus, address: 0), at: now)
    try writer.flush()
  }

  /// Ends the file. Transfers that have not ended stay without completion.
  consuming func finish() throws(CaptureError) { try writer.finish(dropped: 0) }

  /// Records GET_STATUS of the port: connected or not, and the connection changed (USB 2.0,
  /// 11.24.2).
  private mutating func portStatus(isConnected: Bool, at now: Int64) throws(CaptureError) {
    try control(
      SetupPacket(
        requestType: .hubPortIn, request: StandardRequest.getStatus, index: Self.port, length: 4),
      reply: [isConnected ? 1 : 0, 1, 1, 0], to: Self.hub, at: now)
  }

  private mutating func control(
    _ setup: SetupPacket, reply: [UInt8] = [], to device: DeviceAddress, at now: Int64
  ) throws(CaptureError) {
    let id = try submit(setup, [], to: device, at: now)
    try write(
      UsbmonRecord(
        kind: .complete, id: id, isIn: !reply.isEmpty, device: device, status: 0,
        urbLength: reply.count, data: reply), at: now)
  }

  @discardableResult
  private mutating func submit(
    _ setup: SetupPacket, _ payload: [UInt8], to device: DeviceAddress, at now: Int64
  ) throws(CaptureError) -> UInt64 {
    let isIn = setup.requestType.direction == .deviceToHost
    let id = nextID
    nextID += 1
    try write(
      UsbmonRecord(
        kind: .submit, id: id, isIn: isIn, device: device, setup: setup,
        status: LinuxStatus.inProgress, urbLength: Int(setup.length),
        data: isIn ? [] : payload), at: now)
    return id
  }

  private mutating func write(_ record: UsbmonRecord, at now: Int64) throws(CaptureError) {
    let time = epoch + now
    let bytes = record.bytes(.long, nanoseconds: time)
    try writer.append(bytes.span, nanoseconds: time, originalLength: bytes.count)
  }
}
