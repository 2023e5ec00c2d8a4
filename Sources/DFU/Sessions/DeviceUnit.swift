/// One unit of a product: what tells it from another unit that has its port afterwards.
///
/// Two units of a product have the same ids and other serial numbers (USB 2.0, 9.6.1). One unit may
/// show another serial number in its other mode, so only those of one mode are compared. bcdDevice
/// does not count: one unit may have been updated, and the next one not.
struct DeviceUnit: Hashable {
  let product: Product
  /// The string descriptor of its serial number, as the device sent it.
  let serial: [UInt8]

  /// A product in one mode.
  struct Product: Hashable {
    /// The mode that its descriptors state; nil for none.
    let mode: Mode?
    /// idVendor.
    let vendor: UInt16
    /// idProduct.
    let product: UInt16
  }

  /// Whether both are units of one product, and not the same unit.
  func isOther(than unit: DeviceUnit) -> Bool { product == unit.product && serial != unit.serial }
}
