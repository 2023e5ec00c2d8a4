// Checksums: finds bytes that were damaged or changed, through xxHash.
import CXXHash

/// A checksum of bytes that come one after the other: XXH3 with 64 bits and the seed 0.
///
/// It does not resist somebody who forges bytes.
@safe
package struct Checksum: ~Copyable {
  private let state: UnsafeMutableRawPointer

  /// Begins without bytes.
  package init() {
    unsafe state = .allocate(byteCount: xxh3_state_size, alignment: xxh3_state_alignment)
    unsafe xxh3_reset(state)
  }

  deinit { unsafe state.deallocate() }

  /// Adds bytes.
  package mutating func add(_ bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBytes { bytes in
      unsafe xxh3_update(state, bytes.baseAddress, bytes.count)
    }
  }

  /// The checksum of all bytes so far.
  package var value: UInt64 { unsafe xxh3_digest(state) }
}
