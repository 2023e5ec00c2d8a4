extension Span where Element == UInt8 {
  /// The 16-bit little-endian value at `offset` (USB 2.0, 8.1: all of USB is little-endian). The
  /// caller guarantees two bytes there.
  @inlinable
  @inline(__always)
  package func littleEndian16(at offset: Int) -> UInt16 {
    UInt16(self[offset]) | UInt16(self[offset + 1]) << 8
  }

  /// The 32-bit little-endian value at `offset`. The caller guarantees four bytes there.
  @inlinable
  @inline(__always)
  package func littleEndian32(at offset: Int) -> UInt32 {
    UInt32(littleEndian16(at: offset)) | UInt32(littleEndian16(at: offset + 2)) << 16
  }

  /// The 64-bit little-endian value at `offset`. The caller guarantees eight bytes there.
  @inlinable
  @inline(__always)
  package func littleEndian64(at offset: Int) -> UInt64 {
    // The compiler knows the length of a part, so it checks bounds once and not for each byte.
    let part = extracting(offset..<offset + 8)
    return UInt64(part.littleEndian32(at: 0)) | UInt64(part.littleEndian32(at: 4)) << 32
  }
}
