import CCompression

/// Decodes lz4 frames, by liblz4. Frames to skip are skipped.
@safe
final class LZ4Decompressor: Decompressor {
  private var context: OpaquePointer?

  init() { _ = unsafe LZ4F_createDecompressionContext(&context, UInt32(LZ4F_VERSION)) }

  deinit { unsafe LZ4F_freeDecompressionContext(context) }

  func decode(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> DecodedPiece {
    var (consumed, produced) = (input.count, output.count)
    let result = unsafe LZ4F_decompress(
      context, output.baseAddress, &produced, input.baseAddress, &consumed, nil)
    guard LZ4F_isError(result) == 0 else {
      let reason = unsafe String(cString: LZ4F_getErrorName(result))
      return DecodedPiece(consumed: 0, produced: 0, state: .failed(reason: reason))
    }
    return DecodedPiece(
      consumed: consumed, produced: produced, state: result == 0 ? .ended : .goesOn)
  }
}
