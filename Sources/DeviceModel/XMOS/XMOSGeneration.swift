import DFU

/// The differences between the generations of XMOS's USB DFU: a set of traits.
///
/// The traits make one model (`LibXUA`) behave like each generation. The defaults are those of
/// lib_xua 4.2.0; each generation below states its differences. To add a generation, add a constant
/// below and a personality in `LibXUAPersonalities.swift`.
package struct XMOSGeneration: Hashable, Sendable {
  // MARK: - The handler behind endpoint 0

  /// The code that decides what a request does.
  enum Handler: Hashable, Sendable {
    /// `DFUHandler` (lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc).
    case libXUA
    /// lib_dfu's handler (lib_dfu 2.x, lib_dfu/src/dfu.xc). It ignores the traits of the handler.
    case libDFU
  }

  /// The code that decides what a request does.
  private(set) var handler = Handler.libXUA

  /// Whether DETACH makes the device reboot by itself, at once, in every state. If not, DETACH only
  /// starts the timer for a bus reset, and only in appIDLE (lib_xua 4.2.0 and 5.3.0,
  /// lib_xua/src/dfu/dfu.xc).
  private(set) var rebootsOnDetach = false

  /// How the memory for an image is erased.
  enum Erase: Hashable, Sendable {
    /// The whole erase is done before the answer to the first DNLOAD (lib_xua 4.2.0,
    /// lib_xua/src/dfu/dfu.xc).
    case inFirstBlock
    /// The first DNLOAD makes one erase call, and each GETSTATUS continues for 400 ms. Until the
    /// end the device is in dfuDNBUSY (lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc).
    case inGetStatus
  }

  /// How the memory for an image is erased.
  private(set) var erase = Erase.inFirstBlock

  /// Whether the first block of a download deletes the old images only if its number begins a page:
  /// 0, 4, 8… (lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc). If not, any first block does.
  private(set) var deletesImagesAtPageOnly = false

  /// Whether a failed DNLOAD is acknowledged (xmos/sc_usb_audio 02b07ed9, module_dfu/src/dfu.xc).
  /// If not, its status stage is never answered: the handler returns neither success nor the value
  /// that makes endpoint 0 stall (lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc).
  private(set) var acknowledgesFailedDownload = false

  /// Whether XMOS_DFU_SAVESTATE, XMOS_DFU_RESTORESTATE and undefined requests stall (lib_xua 5.3.0,
  /// lib_xua/src/dfu/dfu.xc). If not, they are acknowledged without effect.
  private(set) var refusesUnknownRequests = false

  // MARK: - Endpoint 0 and resets

  /// How the device reads and sends the data stage of a DFU request.
  enum DataStage: Hashable, Sendable {
    /// One packet of 64 bytes. A stage that does not end with it leaves endpoint 0 waiting (lib_xua
    /// 4.2.0 and 5.3.0, lib_xua/src/core/endpoint0/xua_endpoint0.c).
    case onePacket
    /// One packet from the host, with the length that it has, and all bytes to the host (lib_dfu
    /// 2.x, lib_dfu/src/usb/dfu_usb_requests.xc).
    case asSent
  }

  /// How the device reads and sends the data stage of a DFU request.
  private(set) var dataStage = DataStage.onePacket

  /// Whether XMOS_DFU_REVERTFACTORY is also accepted as a vendor request to the interface (lib_xua
  /// 5.3.0, lib_xua/src/core/endpoint0/xua_endpoint0.c).
  private(set) var takesVendorRevert = false

  /// Whether every DFU request writes the boot flag: requests into DFU mode set it, all others
  /// clear it (lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc). If not, only XMOS_DFU_RESETINTODFU and
  /// XMOS_DFU_RESETFROMDFU write it (xmos/sc_usb_audio 02b07ed9, module_dfu/src/dfu.xc).
  private(set) var everyRequestWritesBootFlag = true

  /// Whether the first SET_CONFIGURATION(1) clears the boot flag (lib_xua 1724fcd2,
  /// lib_xua/src/core/endpoint0/xua_endpoint0.c).
  private(set) var configurationClearsBootFlag = false

  /// The time from a bus reset out of DFU mode to the reboot (lib_xua 4.2.0, 5.3.0 and 1724fcd2,
  /// lib_xua/src/core/endpoint0/xua_endpoint0.c).
  private(set) var rebootTimeAfterReset = VirtualTime.milliseconds(50)

  /// The default for the most bytes of an upgrade image: FLASH_MAX_UPGRADE_SIZE (lib_xua 4.2.0 and
  /// 5.3.0, lib_xua/src/dfu/flash_interface.c).
  private(set) var maxUpgrade = 128 * 1024

  // MARK: - Descriptors

  /// bcdDevice of a factory image if no other number is given.
  private(set) var release: UInt16

  /// The contents of the descriptors (lib_xua 4.2.0 and 5.3.0, lib_xua/src/dfu/xua_dfu.h).
  private(set) var descriptors = Descriptors()

  /// The descriptor fields that differ between generations.
  struct Descriptors: Hashable, Sendable {
    /// bcdUSB.
    var usbVersion: UInt16 = 0x0200
    /// bmAttributes of the functional descriptor.
    var attributes: FunctionalDescriptor.Attributes = [
      .canDnload, .canUpload, .manifestationTolerant,
    ]
    /// iSerialNumber of the run-time set.
    var serialNumber: UInt8 = 3
    /// The difference between idProduct in DFU mode and idProduct in run-time mode.
    var dfuProductOffset: UInt16 = 0
    /// bmAttributes of the DFU-mode configuration: C0h is self-powered, 80h bus-powered.
    var dfuPower: UInt8 = 0xC0
    /// bMaxPower of the DFU-mode configuration, in units of 2 mA.
    var dfuMaxPower: UInt8 = 50
    /// iInterface of the DFU-mode interface.
    var dfuInterfaceString: UInt8 = 0
    /// Whether a BOS descriptor announces the DFU interface to Windows.
    var announcesWinUSB = false
    /// Whether the DFU interface stands before those of the class 'vendor', whose numbers are
    /// lower, in the set of USB Audio 1.0 (lib_xua 5.3.0,
    /// lib_xua/src/core/endpoint0/xua_ep0_descriptors.h).
    var isBeforeControlInAudio1 = false

    /// The fields of lib_xua since 5.0.0 (lib_xua 5.3.0, lib_xua/src/dfu/xua_dfu.h).
    static let fifthGeneration = Descriptors(
      usbVersion: 0x0201,
      attributes: [.canDnload, .canUpload, .manifestationTolerant, .willDetach],
      serialNumber: 0, dfuProductOffset: 0xD000, dfuPower: 0x80, dfuMaxPower: 250,
      dfuInterfaceString: 4, announcesWinUSB: true, isBeforeControlInAudio1: true)
  }
}

// MARK: - The generations

extension XMOSGeneration {
  /// sc_usb_audio before 6.12.2: the boot flag stays set, and a failed DNLOAD is acknowledged.
  package static let audio6 = XMOSGeneration(
    acknowledgesFailedDownload: true, everyRequestWritesBootFlag: false, release: 0x0600)

  /// lib_xua up to 4.2.0: DETACH, then a bus reset within a timeout; the first DNLOAD does the
  /// erase.
  package static let libXUA4 = XMOSGeneration(release: 0x0420)

  /// lib_xua 5.0.0 to 5.3.0: DETACH reboots; the GETSTATUS requests do the erase in parts.
  package static let libXUA5 = XMOSGeneration(
    rebootsOnDetach: true, erase: .inGetStatus, deletesImagesAtPageOnly: true,
    refusesUnknownRequests: true, takesVendorRevert: true, maxUpgrade: 512 * 1024,
    release: 0x0530, descriptors: .fifthGeneration)

  /// lib_dfu 2.x, with the lib_xua that uses it (since April 2026): the descriptors are those of
  /// lib_xua 5; the requests are handled by lib_dfu.
  package static let libDFU2 = XMOSGeneration(
    handler: .libDFU, dataStage: .asSent, takesVendorRevert: true,
    configurationClearsBootFlag: true, rebootTimeAfterReset: .milliseconds(500),
    maxUpgrade: 512 * 1024, release: 0x0550, descriptors: .fifthGeneration)

  /// Every generation, oldest first.
  package static let all: [XMOSGeneration] = [.audio6, .libXUA4, .libXUA5, .libDFU2]
}
