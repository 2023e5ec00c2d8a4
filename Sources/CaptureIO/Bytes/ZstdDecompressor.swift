import CCompression

/// Decodes zstd (RFC 8878), by libzstd. Frames to skip are skipped.
@safe
final class ZstdDecompressor: Decompressor {
  private let context: OpaquePointer?

  init() {
    unsafe context = ZSTD_createDCtx()
    _ = unsafe ZSTD_DCtx_setParameter(
      context, ZSTD_d_windowLogMax, Int32(Compression.windowLimitLog))
  }

  deinit { unsafe ZSTD_freeDCtx(context) }

  func decode(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> DecodedPiece {
    var from = unsafe ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
    var to = unsafe ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
    let result = unsafe ZSTD_decompressStream(context, &to, &from)
    return DecodedPiece(
      consumed: unsafe from.pos, produced: unsafe to.pos, state: state(result))
  }

  private func state(_ result: Int) -> DecodedPiece.State {
    guard ZSTD_isError(result) != 0 else { return result == 0 ? .ended : .goesOn }
    let message = unsafe String(cString: ZSTD_getErrorName(result))
    return .failed(
      reason: message.contains("too much memory") ? DecodedPiece.tooLarge : message)
  }
}
