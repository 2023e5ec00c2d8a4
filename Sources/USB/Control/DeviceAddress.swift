/// Where a device is on its host: bus number and device address.
///
/// Address 0 is the default address, used during enumeration (USB 2.0, 9.1.1.4).
public struct DeviceAddress: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The number that the host gives to the bus; Linux counts from 1, QEMU writes 0.
  public var bus: UInt16
  /// 0 to 127 on a real bus; a damaged record may hold more.
  public var address: UInt8

  /// Makes an address without a check of the ranges.
  public init(bus: UInt16, address: UInt8) {
    self.bus = bus
    self.address = address
  }

  /// Reads `BUS.ADDR`, such as `1.5`, with an address below 128; nil for any other text.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ".")
    guard parts.count == 2, let bus = UInt16(parts[0]), let address = UInt8(parts[1]),
      address < 128
    else { return nil }
    self.init(bus: bus, address: address)
  }

  /// Hashes both numbers as one, which is quicker.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(UInt32(bus) << 8 | UInt32(address))
  }

  /// `BUS.ADDR`, as the option `--address` takes it and as Wireshark shows it.
  public var description: String { "\(bus).\(address)" }

  /// Orders by bus, then by address.
  public static func < (a: DeviceAddress, b: DeviceAddress) -> Bool {
    (a.bus, a.address) < (b.bus, b.address)
  }
}
