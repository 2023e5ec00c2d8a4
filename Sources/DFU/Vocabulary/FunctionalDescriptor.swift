import USB

/// The DFU functional descriptor (DFU 1.1, Table 4.2).
public struct FunctionalDescriptor: Hashable, Sendable {
  /// bDescriptorType (DFU 1.1, Table 4.2).
  static let type: UInt8 = 0x21

  /// bmAttributes.
  public var attributes: Attributes
  /// wDetachTimeOut: the longest wait for a reset after DETACH, in milliseconds.
  public var detachTimeoutMilliseconds: UInt16
  /// wTransferSize: the most bytes of one DNLOAD or UPLOAD.
  public var transferSize: UInt16
  /// bcdDFUVersion; nil in the 7-byte form of DFU 1.0, which has none.
  public var version: UInt16?
  /// The descriptor's original bytes, for the comparison of the two descriptor sets.
  public var bytes: [UInt8]

  /// bmAttributes of the functional descriptor; bits 7..4 are reserved.
  public struct Attributes: OptionSet, Hashable, Sendable {
    /// The byte as it stands in the descriptor.
    public var rawValue: UInt8

    /// Takes any byte and keeps reserved bits.
    public init(rawValue: UInt8) {
      self.rawValue = rawValue
    }

    /// bitCanDnload, bit 0.
    public static let canDnload = Attributes(rawValue: 0x01)
    /// bitCanUpload, bit 1.
    public static let canUpload = Attributes(rawValue: 0x02)
    /// bitManifestationTolerant, bit 2: the device answers after the manifestation.
    public static let manifestationTolerant = Attributes(rawValue: 0x04)
    /// bitWillDetach, bit 3: the device detaches by itself after DFU_DETACH.
    public static let willDetach = Attributes(rawValue: 0x08)
  }

  /// Makes a descriptor in its 9-byte form, or in the 7-byte form when `version` is nil.
  public init(
    attributes: Attributes, detachTimeoutMilliseconds: UInt16, transferSize: UInt16,
    version: UInt16? = 0x0110
  ) {
    self.attributes = attributes
    self.detachTimeoutMilliseconds = detachTimeoutMilliseconds
    self.transferSize = transferSize
    self.version = version
    var bytes: [UInt8] = [version == nil ? 7 : 9, Self.type, attributes.rawValue]
    for word in [detachTimeoutMilliseconds, transferSize] + (version.map { [$0] } ?? []) {
      bytes += [UInt8(truncatingIfNeeded: word), UInt8(word >> 8)]
    }
    self.bytes = bytes
  }

  /// Reads a descriptor of 7 or more bytes and type 21h; nil when it is shorter or of another type.
  public init?(_ bytes: [UInt8]) {
    guard bytes.count >= 7, bytes[1] == Self.type else { return nil }
    let span = bytes.span
    self.attributes = Attributes(rawValue: bytes[2])
    self.detachTimeoutMilliseconds = span.littleEndian16(at: 3)
    self.transferSize = span.littleEndian16(at: 5)
    self.version = bytes.count >= 9 ? span.littleEndian16(at: 7) : nil
    self.bytes = bytes
  }
}
