import USB

/// What is needed of DfuSe, ST's dialect, to tell its commands from the data of an image.
package enum DfuSeDialect {
  /// The value of bcdDFUVersion that names the dialect.
  package static let version: UInt16 = 0x011A

  /// The first byte of a command (ST AN2662, 4.5).
  package enum CommandCode: UInt8, CaseIterable, Sendable {
    /// An address follows.
    case setAddress = 0x21
    /// An address follows, or nothing: then everything is erased.
    case erase = 0x41
    /// Nothing follows.
    case readUnprotect = 0x92
  }

  /// Whether the data of a DNLOAD with wBlockNum 0 has the form of a command.
  package static func isCommand(_ data: [UInt8]) -> Bool { Command(data) != nil }

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
      switch (data.first.flatMap { CommandCode(rawValue: $0) }, data.count) {
      case (.setAddress?, 5): self = .setAddress(data.span.littleEndian32(at: 1))
      case (.erase?, 5): self = .erase(data.span.littleEndian32(at: 1))
      case (.erase?, 1): self = .massErase
      case (.readUnprotect?, 1): self = .readUnprotect
      case (.setAddress?, _), (.erase?, _), (.readUnprotect?, _), (nil, _): return nil
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
