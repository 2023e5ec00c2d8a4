import DFU

/// What the generations of XMOS's USB DFU do differently: a value of traits, by which one model
/// (`LibXUA`) behaves as each of them.
///
/// The defaults are those of lib_xua 4.2.0; each generation below states what it does otherwise.
/// Another generation is one more constant there, and one more personality in
/// `LibXUAPersonalities.swift`.
package struct XMOSGeneration: Hashable, Sendable {
  // MARK: - The handler behind endpoint 0

  /// Which code decides what a request does.
  enum Handler: Hashable, Sendable {
    /// `DFUHandler` (lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc).
    case libXUA
    /// lib_dfu's (lib_dfu 2.x, lib_dfu/src/dfu.xc). Of the traits of the handler it knows none.
    case libDFU
  }

  /// Which code decides what a request does.
  private(set) var handler = Handler.libXUA

  /// Whether DETACH makes the device reboot by itself, at once, in every state. Else it starts the
  /// timer for a bus reset, in appIDLE only (lib_xua 4.2.0 and 5.3.0, lib_xua/src/dfu/dfu.xc).
  private(set) var rebootsOnDetach = false

  /// How the memory for an image is erased.
  enum Erase: Hashable, Sendable {
    /// The first DNLOAD is answered when all is erased (lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc).
    case inFirstBlock
    /// The first DNLOAD makes one call, and each GETSTATUS goes on for 400 ms; meanwhile the
    /// device is in dfuDNBUSY (lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc).
    case inGetStatus
  }

  /// How the memory for an image is erased.
  private(set) var erase = Erase.inFirstBlock

  /// Whether the old images are deleted by the first block of a download only where its number
  /// begins a page: 0, 4, 8… (lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc). Else by any first block.
  private(set) var deletesImagesAtPageOnly = false

  /// Whether a DNLOAD that fails is acknowledged (xmos/sc_usb_audio 02b07ed9,
  /// module_dfu/src/dfu.xc). Else its status stage is never answered, since the handler returns
  /// neither success nor what makes endpoint 0 stall (lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc).
  private(set) var acknowledgesFailedDownload = false

  /// Whether XMOS_DFU_SAVESTATE, XMOS_DFU_RESTORESTATE and requests that nobody defines stall
  /// (lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc). Else they are acknowledged without effect.
  private(set) var refusesUnknownRequests = false

  // MARK: - Endpoint 0 and resets

  /// How the data stage of a DFU request is read and sent.
  enum DataStage: Hashable, Sendable {
    /// One packet of 64 bytes. A stage that does not end with it leaves endpoint 0 waiting
    /// (lib_xua 4.2.0 and 5.3.0, lib_xua/src/core/endpoint0/xua_endpoint0.c).
    case onePacket
    /// As many bytes as were sent (lib_dfu 2.x, lib_dfu/src/usb/dfu_usb_requests.xc).
    case asSent
  }

  /// How the data stage of a DFU request is read and sent.
  private(set) var dataStage = DataStage.onePacket

  /// Whether XMOS_DFU_REVERTFACTORY is taken as a vendor request to the interface too
  /// (lib_xua 5.3.0, lib_xua/src/core/endpoint0/xua_endpoint0.c).
  private(set) var takesVendorRevert = false

  /// Whether every DFU request writes the boot flag, and all but those into DFU mode clear it
  /// (lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc). Else only XMOS_DFU_RESETINTODFU and
  /// XMOS_DFU_RESETFROMDFU do (xmos/sc_usb_audio 02b07ed9, module_dfu/src/dfu.xc).
  private(set) var everyRequestWritesBootFlag = true

  /// Whether the first SET_CONFIGURATION(1) clears the boot flag (lib_xua 1724fcd2,
  /// lib_xua/src/core/endpoint0/xua_endpoint0.c).
  private(set) var configurationClearsBootFlag = false

  /// Time from a bus reset that leads out of DFU mode to the reboot (lib_xua 4.2.0, 5.3.0 and
  /// 1724fcd2, lib_xua/src/core/endpoint0/xua_endpoint0.c).
  private(set) var rebootTimeAfterReset = VirtualTime.milliseconds(50)

  /// The most bytes of an upgrade image, where nothing else is asked for:
  /// FLASH_MAX_UPGRADE_SIZE (lib_xua 4.2.0 and 5.3.0, lib_xua/src/dfu/flash_interface.c).
  private(set) var maxUpgrade = 128 * 1024

  // MARK: - Descriptors

  /// bcdDevice of a factory image that names none.
  private(set) var release: UInt16

  /// What the descriptors hold (lib_xua 4.2.0 and 5.3.0, lib_xua/src/dfu/xua_dfu.h).
  private(set) var descriptors = Descriptors()

  /// The fields of the descriptors that differ.
  struct Descriptors: Hashable, Sendable {
    /// bcdUSB.
    var usbVersion: UInt16 = 0x0200
    /// bmAttributes of the functional descriptor.
    var attributes: FunctionalDescriptor.Attributes = [
      .canDnload, .canUpload, .manifestationTolerant,
    ]
    /// iSerialNumber of the run-time set.
    var serialNumber: UInt8 = 3
    /// What idProduct of the DFU mode has more than that of the run-time set.
    var dfuProductOffset: UInt16 = 0
    /// bmAttributes of the DFU-mode configuration: C0h is self-powered, 80h bus-powered.
    var dfuPower: UInt8 = 0xC0
    /// bMaxPower of the DFU-mode configuration, in units of 2 mA.
    var dfuMaxPower: UInt8 = 50
    /// iInterface of the DFU-mode interface.
    var dfuInterfaceString: UInt8 = 0
    /// Whether a BOS descriptor tells Windows of the DFU interface.
    var announcesWinUSB = false

    /// Those of lib_xua since 5.0.0 (lib_xua 5.3.0, lib_xua/src/dfu/xua_dfu.h).
    static let fifthGeneration = Descriptors(
      usbVersion: 0x0201,
      attributes: [.canDnload, .canUpload, .manifestationTolerant, .willDetach],
      serialNumber: 0, dfuProductOffset: 0xD000, dfuPower: 0x80, dfuMaxPower: 250,
      dfuInterfaceString: 4, announcesWinUSB: true)
  }
}

// MARK: - The generations

extension XMOSGeneration {
  /// sc_usb_audio before 6.12.2: the boot flag lasts, and a DNLOAD that fails is acknowledged.
  package static let audio6 = XMOSGeneration(
    acknowledgesFailedDownload: true, everyRequestWritesBootFlag: false, release: 0x0600)

  /// lib_xua up to 4.2.0: DETACH and a bus reset within a timeout; the erase is done in the first
  /// DNLOAD.
  package static let libXUA4 = XMOSGeneration(release: 0x0420)

  /// lib_xua 5.0.0 to 5.3.0: DETACH reboots; the erase is spread over GETSTATUS.
  package static let libXUA5 = XMOSGeneration(
    rebootsOnDetach: true, erase: .inGetStatus, deletesImagesAtPageOnly: true,
    refusesUnknownRequests: true, takesVendorRevert: true, maxUpgrade: 512 * 1024,
    release: 0x0530, descriptors: .fifthGeneration)

  /// lib_dfu 2.x, with the lib_xua that uses it (since April 2026): its descriptors are those of
  /// lib_xua 5, what requests do is all lib_dfu's.
  package static let libDFU2 = XMOSGeneration(
    handler: .libDFU, dataStage: .asSent, takesVendorRevert: true,
    configurationClearsBootFlag: true, rebootTimeAfterReset: .milliseconds(500),
    maxUpgrade: 512 * 1024, release: 0x0550, descriptors: .fifthGeneration)

  /// Every generation, oldest first.
  package static let all: [XMOSGeneration] = [.audio6, .libXUA4, .libXUA5, .libDFU2]
}
