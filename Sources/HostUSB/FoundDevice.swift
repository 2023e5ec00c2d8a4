package import USB

/// A device that is on a bus of this machine.
package struct FoundDevice: Hashable, Sendable, CustomStringConvertible {
  package var address: DeviceAddress
  /// Where it is plugged in: bus and ports, as `1-2.3`.
  package var path: String
  package var vendor: UInt16
  package var product: UInt16
  /// Its DFU interfaces, each alternate setting; of the active configuration, or the first.
  package var interfaces: [DFUInterface]
  /// bInterfaceNumber of all its interfaces.
  package var interfaceNumbers: Set<UInt8>

  /// An alternate setting of class FEh, subclass 01h (DFU 1.1, Table 4.1 and Table 4.4).
  package struct DFUInterface: Hashable, Sendable {
    package var number: UInt8
    package var alternate: UInt8
    /// bInterfaceProtocol is 2: the device is in DFU mode.
    package var isDFUMode: Bool
    /// The descriptors behind it, as they stand: the functional descriptor.
    package var extra: [UInt8]

    package init(number: UInt8, alternate: UInt8 = 0, isDFUMode: Bool, extra: [UInt8] = []) {
      self.number = number
      self.alternate = alternate
      self.isDFUMode = isDFUMode
      self.extra = extra
    }
  }

  package init(
    address: DeviceAddress, path: String, vendor: UInt16, product: UInt16,
    interfaces: [DFUInterface], interfaceNumbers: Set<UInt8>
  ) {
    self.address = address
    self.path = path
    self.vendor = vendor
    self.product = product
    self.interfaces = interfaces
    self.interfaceNumbers = interfaceNumbers
  }

  /// `20b1:0008 at 1.4 (port 1-2)`.
  package var description: String {
    let identity = "\(Hex.text(vendor, width: 4)):\(Hex.text(product, width: 4))"
    return "\(identity) at \(address) (port \(path))"
  }
}
