package import DFU

/// What the application behind TinyUSB's DFU class driver answers, and the descriptors it shows.
package struct TinyUSBParameters: Hashable, Sendable {
  /// bmAttributes.
  package var attributes: FunctionalDescriptor.Attributes = [
    .canDnload, .canUpload, .manifestationTolerant, .willDetach,
  ]
  /// wTransferSize, and the size of the driver's buffer.
  package var transferSize: UInt16 = 4096
  /// bInterfaceNumber; 3 is behind the interfaces of an audio device.
  package var interface: UInt8 = 0
  /// How many alternate settings the interface has.
  package var alternates: UInt8 = 3
  /// bwPollTimeout while a block is programmed, in milliseconds.
  package var downloadTimeout: UInt32 = 10
  /// bwPollTimeout while the firmware is manifested, in milliseconds.
  package var manifestTimeout: UInt32 = 0
  /// Whether the application programs in the background and reports the end by itself; else it
  /// has finished before the next request is looked at.
  package var isAsynchronous = false
  /// How long a background programming takes.
  package var flashTime = VirtualTime.zero
  /// The status that a download reports: of the block `failingBlock`, or of every one.
  package var downloadStatus: UInt8 = 0
  /// The wBlockNum whose programming fails; nil is every one.
  package var failingBlock: UInt16?
  /// The status that the manifestation reports.
  package var manifestStatus: UInt8 = 0
  /// How many bytes there are to upload.
  package var uploadSize = 4096
  /// What goes wrong with a block.
  package var faults = FaultPlan()

  /// The application of xmos/sln_voice, on an interface of its own.
  package init() {}

  /// What an upload of alternate setting `alternate` brings from `offset` on.
  func upload(from offset: Int, count: Int, alternate: UInt8) -> [UInt8] {
    guard offset < uploadSize else { return [] }
    return (offset..<min(uploadSize, offset + count)).map {
      UInt8(truncatingIfNeeded: 7 &* $0 &+ 3 &+ Int(alternate))
    }
  }

  /// How the programming of a block ends; `count` blocks came before it.
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
