// HostUSB uses real devices, through libusb. It never judges a device and knows no DFU request.
//
// Read in this order:
// 1. HostPort: a device as a `ControlPort`, for running vectors. It sends, waits and follows.
// 2. DeviceSelection and DeviceChoice: the operator's options, and the device that fits them.
// 3. USBHost: the part of libusb that HostPort needs. Tests replace it by a host without hardware.
// 4. LibUSBLibrary, LibUSBHost, LibUSBConnection, LibUSBDescriptors: the implementation with
//    libusb. Only these files call C.

package import USB

/// A real device as a control port: libusb over the kernel's USB stack.
///
/// The port follows a device that leaves the bus. It looks for it first at its old port, then on
/// the whole bus with the operator's selection. Every wait has a limit, and ends when the operator
/// ends the run.
package struct HostPort<Host: USBHost>: ControlPort {
  /// The most bytes of data in one control transfer: Linux's limit for programs (usbfs).
  package static var dataLimit: Int { 4_096 }

  /// The device as it was last found.
  package private(set) var found: FoundDevice
  /// The claimed interface of the open device.
  package private(set) var interface: FoundDevice.DFUInterface
  /// Every transfer so far, in order, as libusb reported it.
  package private(set) var transfers: [ControlTransfer] = []
  /// The time limit of one transfer, in milliseconds. For libusb 0 means no limit.
  package var timeoutMilliseconds: Int
  private let host: Host
  private let selection: DeviceSelection
  private var connection: Host.Connection?
  private var frame = 0

  /// The longest wait for a device to come back after a bus reset. The figure is ours: no
  /// specification limits that time.
  private static var returnMilliseconds: Int { 10_000 }
  /// The longest wait for a device to leave, when it is expected to leave. dfu-util waits 5 s.
  private static var leaveNanoseconds: Int64 { 5_000_000_000 }
  /// The time between two checks of the bus during a wait for a device.
  private static var lookMilliseconds: Int { 100 }

  /// Opens the one device that fits the selection, and claims its interface.
  ///
  /// Throws if not exactly one device fits, or if it cannot be opened or claimed.
  package init(
    _ host: Host, _ selection: DeviceSelection, timeoutMilliseconds: Int = 5_000
  ) throws(HostError) {
    self.host = host
    self.selection = selection
    self.timeoutMilliseconds = timeoutMilliseconds
    (found, interface) = try selection.theDevice(of: host)
    connection = try host.open(found, claiming: interface)
  }

  /// The address at which the device was last found.
  package var device: DeviceAddress { found.address }
  /// Nanoseconds since the epoch, on the clock of usbmon's records.
  package var nanoseconds: Int64 { host.nanoseconds }
  /// Whether the operator has ended the run. The port then sends nothing more.
  package var isInterrupted: Bool { host.isInterrupted }
  /// Whether the device is open. It is not open after it has left.
  package var isOpen: Bool { connection != nil }

  // MARK: - Transfers

  /// Sends a control transfer. A STALL, a time-out and a departure of the device are outcomes of
  /// the transfer.
  ///
  /// Throws `unsupported` for a transfer that Linux does not allow. Throws `broken` if libusb did
  /// not make the transfer, or if the operator has ended the run.
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
      // SET_CONFIGURATION sets every interface to alternate setting 0 (USB 2.0, 9.4.7).
      if setup.isSetConfiguration, interface.alternate != 0 { _ = connection.takeAlternate() }
      return keep(setup, .moved(Int(result)), data, submitted)
    }
    guard let error = LibraryError(rawValue: result), error.outcome != nil else {
      throw .broken("libusb did not make the transfer: \(LibraryError.text(result))")
    }
    if error == .noDevice { self.connection = nil }
    return keep(setup, .failed(error), payload, submitted)
  }

  /// What libusb reported: a number of bytes, or an error.
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

  /// Throws if the operator has ended the run. It is called before each transfer and during each
  /// wait.
  private func goOn() throws(PortError) {
    if host.isInterrupted { throw .broken("the operator ended the run") }
  }

  /// Waits at least `milliseconds`. Throws `broken` when the operator ends the run.
  package mutating func wait(milliseconds: Int) throws(PortError) {
    let end = host.nanoseconds + Int64(milliseconds) * 1_000_000
    while true {
      try goOn()
      let left = end - host.nanoseconds
      guard left > 0 else { return }
      // Rounded up: a wait that is too short would violate bwPollTimeout.
      host.pause(milliseconds: min(Self.lookMilliseconds, Int((left + 999_999) / 1_000_000)))
    }
  }

  // MARK: - Resets and re-enumeration

  /// Resets the device's port. If the device then comes back as another device, waits for it.
  ///
  /// Throws `gone` if it is not back within 10 s, and `broken` if libusb cannot reset it.
  package mutating func resetBus() throws(PortError) {
    try goOn()
    guard let connection else { return try awaitReturn(milliseconds: Self.returnMilliseconds) }
    let result = connection.reset()
    guard result < 0 else { return }
    switch LibraryError(rawValue: result) {
    case .notFound?, .noDevice?:
      // The descriptors have changed, so the kernel enumerates it as a new device.
      self.connection = nil
      try awaitReturn(milliseconds: Self.returnMilliseconds)
    default:
      throw .broken(
        "libusb could not reset the device: \(LibraryError.text(result)); unplug the device, plug "
          + "it in again, and repeat the run")
    }
  }

  /// Always throws `unsupported`: no program can switch off the power of a port.
  package mutating func powerCycle() throws(PortError) {
    throw .unsupported(
      "A host cannot take the power of a USB port away; run this vector on a model, or unplug "
        + "the device by hand between two runs.")
  }

  /// Waits until the device has left and is open again, at most `milliseconds` in total.
  ///
  /// A device that does not leave within 5 s is expected to stay; it is then still open. Throws
  /// `gone` if it does not come back, and `broken` if it is back but cannot be opened.
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

  /// Waits until the open device has left its bus. Returns false if it is still there at `end`.
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

  /// Opens the device if it is back. Returns false if it is not back yet.
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
  /// Whether this is SET_CONFIGURATION (USB 2.0, 9.4.7).
  fileprivate var isSetConfiguration: Bool {
    requestType == .standardDeviceOut && request == StandardRequest.setConfiguration
  }
}

extension Array {
  /// The only element; nil unless the array has exactly one.
  fileprivate var only: Element? { count == 1 ? first : nil }
}
