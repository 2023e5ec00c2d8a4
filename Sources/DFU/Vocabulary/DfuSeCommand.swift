import USB

/// What is needed of DfuSe, ST's dialect, to tell its commands from the data of an image.
package enum DfuSeDialect {
  /// The value of bcdDFUVersion that names the dialect.
  package static let version: UInt16 = 0x011A

  /// Whether the data of a DNLOAD with wBlockNum 0 has the form of a command.
  ///
  /// A command is 21h or 41h followed by a 4-byte address, or 41h or 92h alone (ST AN3156 family;
  /// facts from dfu-util's `dfuse.c`).
  package static func isCommand(_ data: [UInt8]) -> Bool {
    switch (data.first, data.count) {
    case (0x21, 5), (0x41, 5), (0x41, 1), (0x92, 1): true
    default: false
    }
  }

  /// A command, sent by a DNLOAD with wBlockNum 0 (ST AN2662, 4.5).
  package enum Command: Hashable, Sendable {
    /// Sets the address pointer.
    case setAddress(UInt32)
    /// Erases the page that holds the address.
    case erase(UInt32)
    /// Erases everything.
    case massErase
    /// Takes the read protection away. It erases everything.
    case readUnprotect

    /// Reads the data of the DNLOAD; nil where it has not the form of a command.
    package init?(_ data: [UInt8]) {
      guard DfuSeDialect.isCommand(data) else { return nil }
      switch (data[0], data.count) {
      case (0x21, _): self = .setAddress(data.span.littleEndian32(at: 1))
      case (0x41, 5): self = .erase(data.span.littleEndian32(at: 1))
      case (0x41, _): self = .massErase
      default: self = .readUnprotect
      }
    }
  }

  /// The first block that holds data (ST AN2662, 4.4 and 4.5).
  package static let firstBlock: UInt16 = 2

  /// The address of the data of a block: (wBlockNum - 2) * wTransferSize + pointer (ST AN2662, 4.4
  /// and 4.5.1); nil for a block without data, and for an address that no 32 bits hold.
  package static func address(
    ofBlock number: UInt16, transferSize: Int, pointer: UInt32
  ) -> UInt32? {
    guard number >= firstBlock else { return nil }
    return UInt32(exactly: Int(number - firstBlock) * transferSize + Int(pointer))
  }
}
