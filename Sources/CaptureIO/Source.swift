import CPcap
import Glibc

/// An open libpcap handle and the buffer under it; closed and freed together.
@safe
struct Source: ~Copyable {
  let handle: OpaquePointer
  private let buffer: UnsafeMutablePointer<CChar>

  /// glibc ignores a buffer size without a buffer, so it is lent one. Nothing is gained beyond
  /// 256 KiB; the default of 4 KiB costs a system call per 50 records.
  private static let bufferSize = 256 * 1024

  /// Opens a file, or standard input for `-`, up to its first record.
  init(path: String) throws(CaptureError) {
    let stream = try unsafe Self.open(path)
    // At the start of a page: the kernel copies half as slowly again into memory that is not
    // aligned to a cache line.
    let buffer = unsafe UnsafeMutableRawPointer.allocate(
      byteCount: Self.bufferSize, alignment: 4096
    ).initializeMemory(as: CChar.self, repeating: 0, count: Self.bufferSize)
    unsafe setvbuf(stream, buffer, _IOFBF, Self.bufferSize)
    unsafe stream_without_lock(stream)
    do throws(CaptureError) {
      unsafe self.handle = try Self.start(stream, lent: buffer, path)
      unsafe self.buffer = buffer
    } catch {
      unsafe fclose(stream)
      unsafe buffer.deallocate()
      throw error
    }
  }

  deinit {
    // The stream, which libpcap closes, uses the buffer to its end.
    unsafe pcap_close(handle)
    unsafe buffer.deallocate()
  }

  /// What libpcap says of its last failure.
  var lastError: String { unsafe String(cString: pcap_geterr(handle)) }

  // MARK: - Opening

  /// A stream of the file's own, which libpcap may close, for standard input too.
  private static func open(_ path: String) throws(CaptureError) -> UnsafeMutablePointer<FILE> {
    if path == "-" {
      guard let stream = unsafe fdopen(dup(STDIN_FILENO), "rb") else { throw failure(path, errno) }
      return unsafe stream
    }
    guard let stream = unsafe fopen(path, "rb") else { throw failure(path, errno) }
    return unsafe stream
  }

  private static func failure(_ path: String, _ code: Int32) -> CaptureError {
    switch code {
    case ENOENT, ENOTDIR: .missing(file: path)
    case EISDIR: .isDirectory(file: path)
    case EACCES, EPERM: .noPermission(file: path)
    default: .cannotOpen(file: path, reason: unsafe String(cString: strerror(code)))
    }
  }

  /// Hands the stream to libpcap, which owns it from then on unless this throws.
  private static func start(
    _ stream: UnsafeMutablePointer<FILE>, lent buffer: UnsafeMutablePointer<CChar>, _ path: String
  ) throws(CaptureError) -> OpaquePointer {
    let first = unsafe getc(stream)
    guard first != EOF else {
      throw unsafe ferror(stream) == 0 ? .empty(file: path) : failure(path, errno)
    }
    // C promises only that one byte can be put back (C11, 7.21.7.10). One is enough: the stream has
    // read more into the buffer that we lent it, and looking there takes nothing from the stream.
    unsafe ungetc(first, stream)
    let beginning = unsafe UnsafeBufferPointer(start: buffer, count: 512).map {
      UInt8(bitPattern: $0)
    }
    var message = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
    let handle = unsafe pcap_fopen_offline_with_tstamp_precision(
      stream, UInt32(PCAP_TSTAMP_PRECISION_NANO), &message)
    if let handle = unsafe handle { return unsafe handle }
    let text = message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    throw Signature.refusal(path, beginning, reason: String(decoding: text, as: UTF8.self))
  }
}
