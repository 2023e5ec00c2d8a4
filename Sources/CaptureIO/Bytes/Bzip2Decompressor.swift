import CCompression

/// Decodes bzip2, by libbz2.
@safe
final class Bzip2Decompressor: Decompressor {
  /// libbz2 keeps this address, so it does not move.
  private let stream: UnsafeMutablePointer<bz_stream>

  init() {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: bz_stream())
    _ = unsafe BZ2_bzDecompressInit(stream, 0, 0)
  }

  deinit {
    unsafe BZ2_bzDecompressEnd(stream)
    unsafe stream.deallocate()
  }

  func decode(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> DecodedPiece {
    unsafe stream.pointee.next_in = UnsafeMutablePointer(
      mutating: input.bindMemory(to: CChar.self).baseAddress)
    unsafe stream.pointee.avail_in = UInt32(input.count)
    unsafe stream.pointee.next_out = output.bindMemory(to: CChar.self).baseAddress
    unsafe stream.pointee.avail_out = UInt32(output.count)
    let result = unsafe BZ2_bzDecompress(stream)
    return DecodedPiece(
      consumed: input.count - Int(unsafe stream.pointee.avail_in),
      produced: output.count - Int(unsafe stream.pointee.avail_out), state: state(result))
  }

  private func state(_ result: Int32) -> DecodedPiece.State {
    switch result {
    case BZ_STREAM_END:
      _ = unsafe BZ2_bzDecompressEnd(stream)
      _ = unsafe BZ2_bzDecompressInit(stream, 0, 0)
      return .ended
    case BZ_OK: return .goesOn
    case BZ_DATA_ERROR: return .failed(reason: "a check sum does not match")
    case BZ_DATA_ERROR_MAGIC: return .failed(reason: "no member begins where one must")
    default: return .failed(reason: "libbz2's error \(result)")
    }
  }
}
