extension Report {
  /// What a device descriptor calls a device (USB 2.0, 9.6.1).
  public struct Product: Hashable, Sendable {
    /// idVendor.
    public var vendor: UInt16
    /// idProduct.
    public var product: UInt16
    /// bcdDevice.
    public var version: UInt16

    /// Makes a product.
    package init(vendor: UInt16, product: UInt16, version: UInt16) {
      self.vendor = vendor
      self.product = product
      self.version = version
    }
  }
}
