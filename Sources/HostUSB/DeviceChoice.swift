import USB

extension DeviceSelection {
  /// The DFU interface of `device` that the selection fits; nil when the device does not fit.
  ///
  /// The first alternate setting that fits is taken. The serial number is not compared here,
  /// because reading it needs an open device.
  package func interface(of device: FoundDevice) -> FoundDevice.DFUInterface? {
    guard path.map({ $0 == device.path }) ?? true else { return nil }
    return device.interfaces.first { candidate in
      (candidate.isDFUMode ? dfuMode : runTime).takes(device)
        && interface.map { $0 == candidate.number } ?? true
        && alternate.map { $0 == candidate.alternate } ?? true
    }
  }

  /// The serial number that the device must have in that mode; nil for any.
  func serial(inDFUMode isDFUMode: Bool) -> String? {
    serial.map { isDFUMode ? $0.dfuMode : $0.runTime }
  }

  /// The one device of `host` that fits the selection, and its interface.
  ///
  /// Throws `noDevice` or `severalDevices` if not exactly one fits. Also throws the errors of
  /// `host` when it lists the devices or reads a serial number.
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

  /// Whether `device` may be the device `before` after its return. It must be on the same bus and
  /// fit the selection. Its port may be different.
  func isFollowed(by device: FoundDevice, after before: FoundDevice) -> Bool {
    device.address.bus == before.address.bus && followed(in: device) != nil
  }

  /// The interface to claim in a device that came back; nil when the device does not fit.
  ///
  /// `-i` and `-a` are meant for the mode in which the run began. In the other mode the interface
  /// may have other numbers. So if no interface has these numbers, the first DFU interface is
  /// taken.
  func followed(in device: FoundDevice) -> FoundDevice.DFUInterface? {
    var open = self
    open.path = nil
    if let same = open.interface(of: device) { return same }
    open.interface = nil
    open.alternate = nil
    return open.interface(of: device)
  }
}
