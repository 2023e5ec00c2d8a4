import CPcap
import Glibc

/// An open libpcap handle and its stream buffer. Both are released together.
@safe
struct Source: ~Copyable {
  let handle: OpaquePointer
  let input: WatchedInput
  private let buffer: UnsafeMutablePointer<CChar>

  /// The size of the stream's buffer. glibc ignores a size without a buffer, so we give it our own.
  /// Above 256 KiB nothing is gained; the default of 4 KiB costs a system call per 50 records.
  private static let bufferSize = 256 * 1024

  /// Begins to read a capture, up to its first record.
  init(_ bytes: ByteSource) throws(CaptureError) {
    let input = WatchedInput(bytes)
    guard let stream = unsafe input.stream() else { throw CaptureError(opening: bytes.path, errno) }
    // The buffer starts on a page: into memory that is not aligned to a cache line, the kernel
    // copies at about two thirds of the speed.
    let buffer = unsafe UnsafeMutableRawPointer.allocate(
      byteCount: Self.bufferSize, alignment: 4096
    ).initializeMemory(as: CChar.self, repeating: 0, count: Self.bufferSize)
    unsafe setvbuf(stream, buffer, _IOFBF, Self.bufferSize)
    unsafe stream_without_lock(stream)
    do throws(CaptureError) {
      unsafe self.handle = try Self.start(stream, bytes)
      unsafe self.buffer = buffer
      self.input = input
    } catch {
      unsafe fclose(stream)
      unsafe buffer.deallocate()
      throw error
    }
  }

  deinit {
    // libpcap closes the stream, which uses the buffer until then.
    unsafe pcap_close(handle)
    unsafe buffer.deallocate()
  }

  /// libpcap's message about its last failure.
  var lastError: String { unsafe String(cString: pcap_geterr(handle)) }

  // MARK: - Opening

  /// Gives the stream to libpcap, which then owns it. If this throws, the caller still owns it.
  private static func start(
    _ stream: UnsafeMutablePointer<FILE>, _ bytes: ByteSource
  ) throws(CaptureError) -> OpaquePointer {
    var message = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
    let handle = unsafe pcap_fopen_offline_with_tstamp_precision(
      stream, UInt32(PCAP_TSTAMP_PRECISION_NANO), &message)
    if let handle = unsafe handle { return unsafe handle }
    let text = message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    throw .notACapture(file: bytes.path, reason: String(decoding: text, as: UTF8.self))
  }
}
