package import DFU

/// The answers of the application behind TinyUSB's DFU class driver, and the descriptors.
package struct TinyUSBParameters: Hashable, Sendable {
  /// bmAttributes.
  package var attributes: FunctionalDescriptor.Attributes = [
    .canDnload, .canUpload, .manifestationTolerant, .willDetach,
  ]
  /// wTransferSize in bytes, also the size of the driver's buffer.
  package var transferSize: UInt16 = 4096
  /// wDetachTimeOut, in milliseconds.
  package var detachTimeout: UInt16 = 1000
  /// bcdDevice.
  package var release: UInt16 = 0x0001
  /// bInterfaceNumber. With 3 it comes after the interfaces of an audio device.
  package var interface: UInt8 = 0
  /// The number of alternate settings of the interface.
  package var alternates: UInt8 = 3
  /// bwPollTimeout during the programming of a block, in milliseconds.
  package var downloadTimeout: UInt32 = 10
  /// bwPollTimeout during the manifestation, in milliseconds.
  package var manifestTimeout: UInt32 = 0
  /// Whether the application programs in the background and reports the end later. Else it finishes
  /// before the next request is handled.
  package var isAsynchronous = false
  /// The time of programming in the background.
  package var flashTime = VirtualTime.zero
  /// The bStatus that programming reports: for the block `failingBlock`, or for every block.
  package var downloadStatus: UInt8 = 0
  /// The wBlockNum whose programming fails; nil means every block.
  package var failingBlock: UInt16?
  /// The bStatus that the manifestation reports.
  package var manifestStatus: UInt8 = 0
  /// The number of bytes that can be uploaded.
  package var uploadSize = 4096
  /// What an upload of any alternate setting returns; nil means the pattern of `upload`.
  var uploadContent: [UInt8]?
  /// Faults of a block.
  package var faults = FaultPlan()

  /// Makes the application of xmos/sln_voice, with the DFU interface alone.
  package init() {}

  /// The data that an upload of alternate setting `alternate` returns from `offset` on.
  func upload(from offset: Int, count: Int, alternate: UInt8) -> [UInt8] {
    if let uploadContent { return Array(uploadContent.dropFirst(offset).prefix(count)) }
    guard offset < uploadSize else { return [] }
    return (offset..<min(uploadSize, offset + count)).map {
      UInt8(truncatingIfNeeded: 7 &* $0 &+ 3 &+ Int(alternate))
    }
  }

  /// The result of programming a block; `count` blocks were programmed before it.
  func status(ofBlock number: UInt16, after count: Int) -> UInt8 {
    if let failing = faults.failingBlock, failing.number == count {
      switch failing.fault {
      case .erase: return Status.errERASE.rawValue
      case .write: return Status.errWRITE.rawValue
      case .verify: return Status.errVERIFY.rawValue
      }
    }
    return failingBlock.map { $0 == number } ?? true ? downloadStatus : 0
  }
}
