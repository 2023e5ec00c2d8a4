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
    UInt64(littleEndian32(at: offset)) | UInt64(littleEndian32(at: offset + 4)) << 32
  }
}
