import USB

/// What stands before the firmware in an image, for the boot code of one vendor. DFU 1.1 knows
/// none: the host sends it as part of the image.
///
/// The layouts are those that dfu-prefix of dfu-util 0.11 writes.
package enum VendorPrefix: Hashable, Sendable {
  /// NXP's LPC: 16 bytes, 1Ah 3Fh and the number of 512-byte pages of what follows.
  case lpc(pages: UInt16)
  /// TI's Stellaris and Tiva: 8 bytes, 01h 00h, the address in KiB and the number of bytes that
  /// follow (TI SPMA003).
  case stellaris(address: UInt32, length: UInt32)
  /// The beginning of a file of DfuSe: the host sent the file as it is (ST UM0391, 2.1).
  case dfuSeFile

  /// The bytes of an image that are needed to tell.
  package static let headSize = 16

  /// Reads the first bytes of an image of `length` bytes; nil where no known prefix is there.
  /// `length` counts no suffix.
  package init?(head: [UInt8], length: Int) {
    guard head.count >= 8 else { return nil }
    let span = head.span
    if head.count >= 16, head[0] == 0x1A, head[1] == 0x3F {
      self = .lpc(pages: span.littleEndian16(at: 2))
    } else if head[0] == 1, head[1] == 0, Int(span.littleEndian32(at: 4)) == length - 8 {
      self = .stellaris(
        address: UInt32(span.littleEndian16(at: 2)) << 10, length: span.littleEndian32(at: 4))
    } else if head.starts(with: DfuSeFile.signature) {
      self = .dfuSeFile
    } else {
      return nil
    }
  }
}
