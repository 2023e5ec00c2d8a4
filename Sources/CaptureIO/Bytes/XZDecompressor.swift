import CCompression

/// Decodes xz, by liblzma.
@safe
final class XZDecompressor: Decompressor {
  private let stream: UnsafeMutablePointer<lzma_stream>

  /// The most memory that a decoder may take: a window and 1 MiB for its tables.
  private static let memoryLimit = UInt64(1 << Compression.windowLimitLog) + 1 << 20

  init() {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: lzma_stream())
    _ = unsafe lzma_stream_decoder(stream, Self.memoryLimit, 0)
  }

  deinit {
    unsafe lzma_end(stream)
    unsafe stream.deallocate()
  }

  func decode(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> DecodedPiece {
    unsafe stream.pointee.next_in = input.bindMemory(to: UInt8.self).baseAddress
    unsafe stream.pointee.avail_in = input.count
    unsafe stream.pointee.next_out = output.bindMemory(to: UInt8.self).baseAddress
    unsafe stream.pointee.avail_out = output.count
    let result = unsafe lzma_code(stream, LZMA_RUN)
    return DecodedPiece(
      consumed: input.count - Int(unsafe stream.pointee.avail_in),
      produced: output.count - Int(unsafe stream.pointee.avail_out), state: state(result))
  }

  private func state(_ result: lzma_ret) -> DecodedPiece.State {
    switch result {
    case LZMA_STREAM_END:
      _ = unsafe lzma_stream_decoder(stream, Self.memoryLimit, 0)
      return .ended
    case LZMA_OK, LZMA_BUF_ERROR: return .goesOn
    case LZMA_MEMLIMIT_ERROR: return .failed(reason: DecodedPiece.tooLarge)
    case LZMA_FORMAT_ERROR: return .failed(reason: "no member begins where one must")
    case LZMA_DATA_ERROR: return .failed(reason: "a check sum does not match")
    case LZMA_OPTIONS_ERROR: return .failed(reason: "it uses a filter that liblzma does not know")
    default: return .failed(reason: "liblzma's error \(result.rawValue)")
    }
  }
}
