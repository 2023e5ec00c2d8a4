package import DFU

/// The STM32 around the bootloader: its flash and the times of it, its pins, its application.
package struct DfuSeParameters: Hashable, Sendable {
  /// bmAttributes: download, upload, will detach; not manifestation-tolerant (ST AN2662, 4.5.5).
  package var attributes: FunctionalDescriptor.Attributes = [.canDnload, .canUpload, .willDetach]
  /// wTransferSize, in bytes.
  package var transferSize: UInt16 = 2048
  /// bcdDevice of the bootloader.
  package var release: UInt16 = 0x2200
  /// The sectors of the flash: 64 of 2 KiB, as an STM32F105 has them.
  var layout = [DfuSeFlash.Run(count: 64, kibibytes: 2)]
  /// The application that is in the flash at first.
  var firmware = Flash.image(0, 4096)
  /// Whether the flash is protected against reading.
  package var isReadProtected = false
  /// The time to erase one sector.
  package var eraseTime = VirtualTime.milliseconds(40)
  /// The time to erase the whole flash.
  package var massEraseTime = VirtualTime.milliseconds(40)
  /// The time to program one block.
  package var writeTime = VirtualTime.milliseconds(72)
  /// The bwPollTimeout that is told instead of the time that the work takes; nil tells the truth.
  package var announcedTime: VirtualTime?
  /// The time from the answer dfuMANIFEST to the start of the application.
  package var leaveTime = VirtualTime.milliseconds(20)
  /// Whether the pin BOOT0 selects the bootloader at each system reset. If not, the bootloader
  /// starts only when the flash is empty (ST AN2606, "Bootloader activation").
  package var startsBootloader = true
  /// bStatus with which the bootloader starts. With another one than OK it starts in dfuERROR.
  package var firstStatus = Status.ok
  /// Whether the application has a run-time DFU interface, whose DETACH starts the bootloader.
  package var applicationHasDFU = true
  /// bInterfaceProtocol of the application's DFU interface.
  package var applicationProtocol: UInt8 = 1
  /// bcdDFUVersion of the application; that of the bootloader by default.
  package var applicationVersion: UInt16 = 0x011A
  /// Faults of a block or of the application.
  package var faults = FaultPlan()

  /// Makes an STM32 with 128 KiB of flash, an application and the boot pin on the bootloader.
  package init() {}

  /// The time of an erase under the plan of faults.
  func erasing(_ time: VirtualTime) -> VirtualTime {
    let factor = Int64(max(1, min(1000, faults.eraseFactor)))
    return VirtualTime(nanoseconds: time.nanoseconds * factor)
  }
}
