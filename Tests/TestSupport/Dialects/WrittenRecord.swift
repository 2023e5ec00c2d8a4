/// A record of a capture, before a container is written around it.
package struct WrittenRecord: Hashable, Sendable {
  /// Nanoseconds since the epoch.
  package var nanoseconds: Int64
  /// What was captured.
  package var bytes: [UInt8]
  /// The length of the whole record, which may be more than what was captured.
  package var originalLength: Int

  /// Makes a record; all of it was captured, or only a part of `originalLength` bytes.
  package init(_ nanoseconds: Int64, _ bytes: [UInt8], originalLength: Int? = nil) {
    self.nanoseconds = nanoseconds
    self.bytes = bytes
    self.originalLength = originalLength ?? bytes.count
  }
}

extension FixedWidthInteger {
  /// The bytes of the number, the lowest first or the highest first.
  func bytes(bigEndian: Bool = false) -> [UInt8] {
    let ordered = bigEndian ? self.bigEndian : littleEndian
    return (0..<Self.bitWidth / 8).map { UInt8(truncatingIfNeeded: ordered >> ($0 * 8)) }
  }
}
