/// Settings of a lib_xua device: tiles, enabled features, descriptors.
package struct LibXUAParameters: Hashable, Sendable {
  /// bInterfaceNumber of the run-time DFU interface in the composite device.
  package var dfuInterface: UInt8 = 3
  /// AUDIO_CLASS: whether the audio function is USB Audio 1.0, else 2.0.
  package var isAudio1 = false
  /// XUA_DFU_EN: whether the device has a DFU interface.
  package var isDFUEnabled = true
  /// Whether the USB code and the DFU handler run on the same tile, so that they share variables.
  package var isOnOneTile = true
  /// The value of the 32-bit counter at 100 MHz when the chip boots.
  package var ticksAtBoot: UInt32 = 0
  /// The time between a boot and the next action of the host.
  package var bootWait = VirtualTime.zero
  /// The value of the bytes after a short block in the 64-byte packet. It stands for the old stack
  /// contents there.
  package var staleByte: UInt8 = 0xA5
  /// With lib_dfu 2.1: how long one GETSTATUS repeats the erase call; nil means lib_dfu 2.0.
  package var eraseCycle: VirtualTime?
  /// idProduct in run-time mode.
  package var product: UInt16 = 0x0016
  /// idProduct in DFU mode; nil means that the generation derives it from `product`.
  package var dfuProduct: UInt16?
  /// bcdDevice of the factory image; nil means the generation's number.
  package var factoryRelease: UInt16?
  /// bcdDevice of an upgrade image.
  package var upgradeRelease: UInt16 = 0x9901

  /// Makes a device with an audio function before its DFU interface, all on one tile.
  package init() {}

  /// bcdDevice of the running image.
  func release(_ generation: XMOSGeneration, isUpgrade: Bool) -> UInt16 {
    isUpgrade ? upgradeRelease : factoryRelease ?? generation.release
  }
}
