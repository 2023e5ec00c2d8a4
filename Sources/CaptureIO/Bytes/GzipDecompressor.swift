import CCompression

/// Decodes gzip (RFC 1952), by zlib.
@safe
final class GzipDecompressor: Decompressor {
  /// zlib keeps this address, so it does not move.
  private let stream: UnsafeMutablePointer<z_stream>

  init() {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    _ = unsafe gzip_begin(stream)
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  func decode(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> DecodedPiece {
    unsafe stream.pointee.next_in = UnsafeMutablePointer(
      mutating: input.bindMemory(to: UInt8.self).baseAddress)
    unsafe stream.pointee.avail_in = UInt32(input.count)
    unsafe stream.pointee.next_out = output.bindMemory(to: UInt8.self).baseAddress
    unsafe stream.pointee.avail_out = UInt32(output.count)
    let result = unsafe inflate(stream, Z_NO_FLUSH)
    return DecodedPiece(
      consumed: input.count - Int(unsafe stream.pointee.avail_in),
      produced: output.count - Int(unsafe stream.pointee.avail_out), state: state(result))
  }

  private func state(_ result: Int32) -> DecodedPiece.State {
    switch result {
    case Z_STREAM_END:
      _ = unsafe inflateReset(stream)
      return .ended
    case Z_OK, Z_BUF_ERROR: return .goesOn
    default:
      let message = unsafe stream.pointee.msg.map { unsafe String(cString: $0) }
      return .failed(reason: message ?? "zlib's error \(result)")
    }
  }
}
