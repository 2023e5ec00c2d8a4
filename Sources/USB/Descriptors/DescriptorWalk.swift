/// One descriptor inside a configuration (USB 2.0, 9.5): its type and all its bytes.
package struct RawDescriptor: Hashable, Sendable {
  /// bDescriptorType.
  package var type: UInt8
  /// The whole descriptor, bLength and bDescriptorType included; at least two bytes.
  package var bytes: [UInt8]
}

/// The descriptors of a configuration, in order (USB 2.0, 9.4.3).
///
/// The walk ends at the first descriptor that does not fit: its length is below 2, or it reaches
/// beyond the end of the configuration.
package func walkDescriptors(_ configuration: [UInt8]) -> [RawDescriptor] {
  var found: [RawDescriptor] = []
  var at = 0
  while at + 2 <= configuration.count {
    let length = Int(configuration[at])
    guard length >= 2, at + length <= configuration.count else { break }
    found.append(
      RawDescriptor(
        type: configuration[at + 1], bytes: Array(configuration[at..<(at + length)])))
    at += length
  }
  return found
}

/// A descriptor among others, as far as it goes.
package struct DescriptorPart: Hashable, Sendable {
  /// Where it begins, in bytes from the beginning of the whole.
  package let offset: Int
  /// Its bytes, as many as there are.
  package let bytes: [UInt8]
  /// The length that it states.
  package let statedLength: Int
  /// Whether nothing can be read behind it, because its length is too small for a descriptor.
  package let isMalformed: Bool

  /// Makes a part of which no length is known: it has the bytes that it is given.
  package init(offset: Int = 0, _ bytes: [UInt8]) {
    self.init(offset: offset, bytes: bytes, statedLength: bytes.count, isMalformed: false)
  }

  /// Makes one part of a whole answer, which states a length in its first byte.
  package init(answer bytes: [UInt8]) {
    self.init(
      offset: 0, bytes: bytes, statedLength: Int(bytes.first ?? 0), isMalformed: false)
  }

  private init(offset: Int, bytes: [UInt8], statedLength: Int, isMalformed: Bool) {
    self.offset = offset
    self.bytes = bytes
    self.statedLength = statedLength
    self.isMalformed = isMalformed
  }

  /// Takes `bytes` apart; the length of each descriptor has `lengthSize` bytes, 1 or 2, and the
  /// type as many. Unlike `walkDescriptors` it also gives the last one where it does not fit.
  package static func all(in bytes: [UInt8], lengthSize: Int = 1) -> [DescriptorPart] {
    var parts: [DescriptorPart] = []
    var at = 0
    while at < bytes.count {
      let rest = bytes.count - at
      let high = lengthSize == 2 && rest > 1 ? Int(bytes[at + 1]) << 8 : 0
      let stated = Int(bytes[at]) | high
      let isMalformed = stated < 2 * lengthSize
      let length = isMalformed ? rest : min(stated, rest)
      parts.append(
        DescriptorPart(
          offset: at, bytes: Array(bytes[at..<at + length]), statedLength: stated,
          isMalformed: isMalformed))
      at += length
    }
    return parts
  }
}
