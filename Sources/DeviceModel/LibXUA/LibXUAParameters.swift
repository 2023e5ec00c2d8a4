/// The generations of lib_xua whose DFU differs.
package enum LibXUAGeneration: Hashable, Sendable, CaseIterable {
  /// sc_usb_audio before 6.12.2: as `four`, but that the boot flag lasts, and that a DNLOAD that
  /// fails is acknowledged.
  case audio6
  /// Up to 4.2.0: DETACH and a bus reset within a timeout; the erase is done in the first DNLOAD.
  case four
  /// From 5.0.0: DETACH reboots; the erase is spread over GETSTATUS.
  case five
  /// From April 2026: DETACH as in `five`; all else is the handler of lib_dfu 2.x.
  case libDFU

  /// Whether DETACH makes the device reboot by itself, and Windows is told of the interface.
  var reboots: Bool {
    switch self {
    case .audio6, .four: false
    case .five, .libDFU: true
    }
  }

  /// The handler behind endpoint 0 when the chip has started.
  func handler(_ parameters: LibXUAParameters, flash: Flash) -> any RequestHandler {
    switch self {
    case .audio6, .four, .five: DFUHandler(self, flash: flash)
    case .libDFU:
      LibDFUHandler(
        flash: flash, isInBand: parameters.isOnOneTile,
        release: release(parameters, isUpgrade: flash.bootsUpgrade))
    }
  }
}

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
  /// What a short block leaves in the rest of the 64 bytes: whatever the stack holds.
  package var staleByte: UInt8 = 0xA5
  /// idProduct in run-time mode, and in DFU mode.
  package var product: UInt16 = 0x0016
  package var dfuProduct: UInt16?
  /// bcdDevice of the factory image, and of an upgrade image.
  package var factoryRelease: UInt16?
  package var upgradeRelease: UInt16 = 0x9901

  package init() {}
}
