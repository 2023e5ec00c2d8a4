package import USB

/// A real device as a control port: libusb over the kernel's USB stack.
///
/// A device that goes is followed: it is looked for at the port where it was, and else by what
/// was asked for on the same bus. Every wait is bounded, and ends when the operator says so.
package struct HostPort<Host: USBHost>: ControlPort {
  /// The most data that a control transfer carries through usbfs, Linux's limit.
  package static var dataLimit: Int { 4_096 }

  /// The device as it was found last.
  package private(set) var found: FoundDevice
  /// The interface that is claimed.
  package private(set) var interface: FoundDevice.DFUInterface
  /// Every transfer that was made, as libusb told of it.
  package private(set) var transfers: [ControlTransfer] = []
  /// How long a transfer may take.
  package var timeoutMilliseconds: Int
  private let host: Host
  private let selection: DeviceSelection
  private var connection: Host.Connection?
  private var frame = 0

  /// How long a device may take to come back after a bus reset.
  private static var returnMilliseconds: Int { 10_000 }
  /// How long a device that said it would leave may take to: dfu-util waits 5 s.
  private static var leaveNanoseconds: Int64 { 5_000_000_000 }
  /// How often the bus is looked at while a device is waited for.
  private static var lookMilliseconds: Int { 100 }

  /// Opens the one device that is meant.
  package init(
    _ host: Host, _ selection: DeviceSelection, timeoutMilliseconds: Int = 5_000
  ) throws(HostError) {
    self.host = host
    self.selection = selection
    self.timeoutMilliseconds = timeoutMilliseconds
    (found, interface) = try selection.theDevice(of: host)
    connection = try host.open(found, claiming: interface)
  }

  package var device: DeviceAddress { found.address }
  package var nanoseconds: Int64 { host.nanoseconds }
  /// Whether the operator asked for the end, so that nothing more is done.
  package var isInterrupted: Bool { host.isInterrupted }
  /// Whether the device is open; it is not after it has left.
  package var isOpen: Bool { connection != nil }

  // MARK: - Transfers

  package mutating func send(
    _ setup: SetupPacket, payload: [UInt8]
  ) throws(PortError) -> ControlTransfer {
    try refuseWhatCannotBeSent(setup, payload)
    try goOn()
    let submitted = moment()
    guard let connection else { return keep(setup, .failed(.noDevice), payload, submitted) }
    let (result, data) = connection.control(
      setup, payload: payload, timeoutMilliseconds: timeoutMilliseconds)
    guard result < 0 else {
      // A configuration begins with every interface in its alternate setting 0.
      if setup.isSetConfiguration, interface.alternate != 0 { _ = connection.takeAlternate() }
      return keep(setup, .moved(Int(result)), data, submitted)
    }
    guard let error = LibraryError(rawValue: result), error.outcome != nil else {
      throw .broken(
        "libusb did not make the transfer: error \(result)"
          + (LibraryError(rawValue: result).map { ", \($0)" } ?? ""))
    }
    if error == .noDevice { self.connection = nil }
    return keep(setup, .failed(error), payload, submitted)
  }

  private enum Result {
    case moved(Int)
    case failed(LibraryError)
  }

  private mutating func keep(
    _ setup: SetupPacket, _ result: Result, _ data: [UInt8], _ submitted: Moment
  ) -> ControlTransfer {
    let isOut = setup.requestType.direction == .hostToDevice
    var transfer = ControlTransfer(
      device: found.address, setup: setup, outcome: .acknowledged, actualLength: nil,
      data: isOut ? data : [], submitted: submitted, completed: moment())
    switch result {
    case .moved(let count):
      transfer.actualLength = count
      if !isOut { transfer.data = Array(data.prefix(count)) }
    case .failed(let error):
      transfer.outcome = error.outcome ?? .unknown
      transfer.rawStatus = error.linuxStatus
    }
    transfers.append(transfer)
    return transfer
  }

  private func refuseWhatCannotBeSent(
    _ setup: SetupPacket, _ payload: [UInt8]
  ) throws(PortError) {
    let isOut = setup.requestType.direction == .hostToDevice
    guard Int(setup.length) <= Self.dataLimit else {
      throw .unsupported(
        "Linux sends at most \(Self.dataLimit) bytes of data in a control transfer, and wLength "
          + "is \(setup.length); use smaller blocks.")
    }
    guard !isOut || payload.count == Int(setup.length) else {
      throw .unsupported(
        "A host controller sends as many bytes as wLength says, \(setup.length), and there are "
          + "\(payload.count); run this vector on a model.")
    }
    let number = UInt8(truncatingIfNeeded: setup.index)
    guard
      setup.requestType.recipient != .interface || setup.requestType.kind == .vendor
        || found.interfaceNumbers.contains(number)
    else {
      throw .unsupported(
        "Linux lets no request through to interface \(number), which the device does not have; "
          + "run this vector on a model.")
    }
  }

  private mutating func moment() -> Moment {
    frame += 1
    return Moment(frame: frame, nanoseconds: host.nanoseconds)
  }

  /// Whether to go on; a wait and the next transfer end here when the operator has said so.
  private func goOn() throws(PortError) {
    if host.isInterrupted { throw .broken("the operator ended the run") }
  }

  package mutating func wait(milliseconds: Int) throws(PortError) {
    let end = host.nanoseconds + Int64(milliseconds) * 1_000_000
    while true {
      try goOn()
      let left = end - host.nanoseconds
      guard left > 0 else { return }
      // Rounded up: a wait that ends early would break the device's bwPollTimeout.
      host.pause(milliseconds: min(Self.lookMilliseconds, Int((left + 999_999) / 1_000_000)))
    }
  }

  // MARK: - Resets and re-enumeration

  package mutating func resetBus() throws(PortError) {
    try goOn()
    guard let connection else { return try awaitReturn(milliseconds: Self.returnMilliseconds) }
    let result = connection.reset()
    guard result < 0 else { return }
    switch LibraryError(rawValue: result) {
    case .notFound?, .noDevice?:
      // Its descriptors are others now, so that the kernel enumerates it anew.
      self.connection = nil
      try awaitReturn(milliseconds: Self.returnMilliseconds)
    default: throw .broken("libusb could not reset the device: error \(result)")
    }
  }

  package mutating func powerCycle() throws(PortError) {
    throw .unsupported(
      "A host cannot take the power of a USB port away; run this vector on a model, or unplug "
        + "the device by hand between two runs.")
  }

  package mutating func awaitReturn(milliseconds: Int) throws(PortError) {
    let end = host.nanoseconds + Int64(milliseconds) * 1_000_000
    guard try leaves(before: min(end, host.nanoseconds + Self.leaveNanoseconds)) else { return }
    connection = nil
    var last: HostError?
    while true {
      try goOn()
      do throws(HostError) {
        if try reopen() { return }
        last = nil
      } catch {
        last = error
      }
      guard host.nanoseconds < end else { break }
      host.pause(milliseconds: Self.lookMilliseconds)
    }
    guard let last else { throw .gone(waitedMilliseconds: milliseconds) }
    throw .broken(last.description)
  }

  /// Waits until the device that is open is gone from its bus; false when it stays.
  private func leaves(before end: Int64) throws(PortError) -> Bool {
    while connection != nil {
      try goOn()
      do throws(HostError) {
        let isThere = try host.devices().contains {
          $0.address == found.address && $0.path == found.path
        }
        if !isThere { return true }
      } catch {
        throw .broken(error.description)
      }
      guard host.nanoseconds < end else { return false }
      host.pause(milliseconds: Self.lookMilliseconds)
    }
    return true
  }

  /// Opens the device if it is there again.
  private mutating func reopen() throws(HostError) -> Bool {
    let devices = try host.devices()
    let meant = devices.filter { selection.isFollowed(by: $0, after: found) }
    guard let next = meant.first(where: { $0.path == found.path }) ?? meant.only else {
      if meant.count > 1 { throw .severalDevices(meant) }
      return false
    }
    guard let interface = selection.followed(in: next) else { return false }
    connection = try host.open(next, claiming: interface)
    (found, self.interface) = (next, interface)
    return true
  }
}

extension SetupPacket {
  /// SET_CONFIGURATION (USB 2.0, 9.4.7).
  fileprivate var isSetConfiguration: Bool { requestType.rawValue == 0 && request == 9 }
}

extension Array {
  /// The element of an array that has one.
  fileprivate var only: Element? { count == 1 ? first : nil }
}

extension DeviceSelection {
  /// The one device that is meant.
  package func theDevice(
    of host: some USBHost
  ) throws(HostError) -> (FoundDevice, FoundDevice.DFUInterface) {
    let present = try host.devices().filter { !$0.interfaces.isEmpty }
    var meant: [(device: FoundDevice, interface: FoundDevice.DFUInterface)] = []
    for device in present {
      guard let interface = interface(of: device) else { continue }
      if let wanted = serial(inDFUMode: interface.isDFUMode) {
        guard try host.serial(of: device) == wanted else { continue }
      }
      meant.append((device, interface))
    }
    guard let first = meant.first else { throw .noDevice(present: present) }
    guard meant.count == 1 else { throw .severalDevices(meant.map(\.device)) }
    return first
  }

  /// Whether `device` may be what `before` has become: it is on the same bus and is what was
  /// asked for, wherever it is plugged in now.
  fileprivate func isFollowed(by device: FoundDevice, after before: FoundDevice) -> Bool {
    device.address.bus == before.address.bus && followed(in: device) != nil
  }

  /// The interface to claim in a device that came back. A number that was asked for holds for
  /// the mode in which the run began, and need not be the same in the other.
  fileprivate func followed(in device: FoundDevice) -> FoundDevice.DFUInterface? {
    var open = self
    open.path = nil
    if let same = open.interface(of: device) { return same }
    open.interface = nil
    open.alternate = nil
    return open.interface(of: device)
  }
}
