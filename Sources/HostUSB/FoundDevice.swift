package import USB

/// A device that is plugged into this machine, with the contents of its descriptors.
package struct FoundDevice: Hashable, Sendable, CustomStringConvertible {
  /// Bus number and device address, as Linux counts them.
  package var address: DeviceAddress
  /// The place where it is plugged in, as Linux writes it: the bus, then the port of each hub, such
  /// as `1-2.3`.
  package var path: String
  /// idVendor (USB 2.0, 9.6.1).
  package var vendor: UInt16
  /// idProduct (USB 2.0, 9.6.1).
  package var product: UInt16
  /// The alternate settings of its DFU interfaces in the active configuration. If the device is not
  /// configured, its first configuration counts.
  package var interfaces: [DFUInterface]
  /// The bInterfaceNumber values of all interfaces in that configuration.
  package var interfaceNumbers: Set<UInt8>

  /// An alternate setting of class FEh, subclass 01h (DFU 1.1, Table 4.1 and Table 4.4).
  package struct DFUInterface: Hashable, Sendable {
    /// bInterfaceNumber.
    package var number: UInt8
    /// bAlternateSetting.
    package var alternate: UInt8
    /// Whether the device is in DFU mode: bInterfaceProtocol is 2.
    package var isDFUMode: Bool
    /// The class-specific descriptors after the interface descriptor, unchanged. The DFU
    /// functional descriptor is among them.
    package var extra: [UInt8]

    /// Makes an interface. Without `alternate`, the alternate setting is 0.
    package init(number: UInt8, alternate: UInt8 = 0, isDFUMode: Bool, extra: [UInt8] = []) {
      self.number = number
      self.alternate = alternate
      self.isDFUMode = isDFUMode
      self.extra = extra
    }
  }

  /// Makes a device from its fields. `LibUSBHost` fills them from libusb.
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

  /// The device in a message, such as `20b1:0008 at 1.4 (port 1-2)`.
  package var description: String {
    let identity = "\(Hex.text(vendor, width: 4)):\(Hex.text(product, width: 4))"
    return "\(identity) at \(address) (port \(path))"
  }
}
