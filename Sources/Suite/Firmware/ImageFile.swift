import DFU
import Files

/// The bytes of a file that holds an image.
package struct ImageFile {
  /// What a file holds.
  package enum Form: Hashable, Sendable {
    /// The bytes of the image as they went over the bus.
    case raw
    /// A DFU file: the image, for DfuSe with its addresses (ST UM0391), and a suffix (DFU 1.1,
    /// Appendix B).
    case dfu
  }

  private let image: FirmwareImage
  private let form: Form

  init(_ image: FirmwareImage, _ form: Form) {
    self.image = image
    self.form = form
  }

  /// Passes the file to `body`, in pieces.
  func write(_ body: ([UInt8]) throws(SystemError) -> Void) throws(SystemError) {
    var crc = SuffixCRC()
    func pass(_ bytes: [UInt8]) throws(SystemError) {
      crc.take(bytes)
      try body(bytes)
    }
    let hasAddresses = form == .dfu && image.target.isDfuSe
    let elements = image.layout.elements
    if hasAddresses {
      let alternate = UInt8(truncatingIfNeeded: image.target.alternate)
      try pass(DfuSeFile.head(alternate: alternate, elementSizes: elements.map(\.length)))
    }
    for element in elements {
      if hasAddresses {
        try pass(DfuSeFile.head(ofElementAt: element.address ?? 0, size: element.length))
      }
      try image.read(element) { bytes, _ throws(SystemError) in try pass(bytes) }
    }
    // An image that was sent with its suffix is a DFU file already.
    if form == .dfu, image.suffix?.isRight != true { try body(suffix.bytes(after: crc)) }
  }

  /// The suffix for the device of the image. What the capture does not show does not matter: FFFFh.
  private var suffix: FileSuffix {
    let device = image.target.device
    return FileSuffix(
      device: device?.deviceVersion ?? 0xFFFF, product: device?.product ?? 0xFFFF,
      vendor: device?.vendor ?? 0xFFFF,
      version: image.target.isDfuSe ? DfuSeDialect.version : 0x0100)
  }
}
