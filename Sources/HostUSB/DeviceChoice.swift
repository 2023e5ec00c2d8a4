import USB

extension DeviceSelection {
  /// The DFU interface of `device` that is meant. Nil when the device is not the one.
  ///
  /// The first alternate setting that fits is taken. The serial number is not looked at: reading
  /// it needs an open device.
  package func interface(of device: FoundDevice) -> FoundDevice.DFUInterface? {
    guard path.map({ $0 == device.path }) ?? true else { return nil }
    return device.interfaces.first { candidate in
      (candidate.isDFUMode ? dfuMode : runTime).takes(device)
        && interface.map { $0 == candidate.number } ?? true
        && alternate.map { $0 == candidate.alternate } ?? true
    }
  }

  /// The serial number that the device must have in that mode. Nil for any.
  func serial(inDFUMode isDFUMode: Bool) -> String? {
    serial.map { isDFUMode ? $0.dfuMode : $0.runTime }
  }

  /// The one device of `host` that is meant, and its interface.
  ///
  /// Throws `noDevice` or `severalDevices` where there is not exactly one, and what `host` throws
  /// while it lists the devices or reads a serial number.
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

  /// Whether `device` may be what `before` has become after it left. It must be on the same bus
  /// and fit the selection; its port may be another one.
  func isFollowed(by device: FoundDevice, after before: FoundDevice) -> Bool {
    device.address.bus == before.address.bus && followed(in: device) != nil
  }

  /// The interface to claim in a device that came back. Nil when the device does not fit.
  ///
  /// `-i` and `-a` hold for the mode in which the run began. In the other mode the interface may
  /// have other numbers, so where nothing fits them, any DFU interface is taken.
  func followed(in device: FoundDevice) -> FoundDevice.DFUInterface? {
    var open = self
    open.path = nil
    if let same = open.interface(of: device) { return same }
    open.interface = nil
    open.alternate = nil
    return open.interface(of: device)
  }
}
