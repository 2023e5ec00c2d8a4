/// Where the code runs, what is enabled, and what the device is.
package struct LibXUAParameters: Hashable, Sendable {
  /// bInterfaceNumber of the run-time DFU interface: its place in the composite.
  package var dfuInterface: UInt8 = 3
  /// XUA_DFU_EN: whether there is a DFU interface.
  package var isDFUEnabled = true
  /// Whether the USB code and the DFU handler run on the same tile, and share their variables.
  package var isOnOneTile = true
  /// The 32-bit counter of 100 MHz when the chip boots.
  package var ticksAtBoot: UInt32 = 0
  /// Time that passes between a boot and the next action of the host.
  package var bootWait = VirtualTime.zero
  /// What a short block leaves in the rest of the 64 bytes: one byte for all that the stack holds.
  package var staleByte: UInt8 = 0xA5
  /// idProduct in run-time mode.
  package var product: UInt16 = 0x0016
  /// idProduct in DFU mode; nil is what the generation makes of `product`.
  package var dfuProduct: UInt16?
  /// bcdDevice of the factory image; nil is that of the generation.
  package var factoryRelease: UInt16?
  /// bcdDevice of an upgrade image.
  package var upgradeRelease: UInt16 = 0x9901

  /// A device with an audio function in front of its DFU interface, all on one tile.
  package init() {}

  /// bcdDevice of the image that runs.
  func release(_ generation: XMOSGeneration, isUpgrade: Bool) -> UInt16 {
    isUpgrade ? upgradeRelease : factoryRelease ?? generation.release
  }
}
