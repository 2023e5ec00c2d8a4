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

  /// Opens a file, or standard input for `-`, up to its first record. `listener` receives every
  /// piece of the file that is read.
  init(path: String, _ listener: (([UInt8]) -> Void)?) throws(CaptureError) {
    let descriptor = try Self.open(path)
    let input = WatchedInput(descriptor, listener)
    guard let stream = unsafe input.stream() else { throw Self.failure(path, errno) }
    // The buffer starts on a page: into memory that is not aligned to a cache line, the kernel
    // copies at about two thirds of the speed.
    let buffer = unsafe UnsafeMutableRawPointer.allocate(
      byteCount: Self.bufferSize, alignment: 4096
    ).initializeMemory(as: CChar.self, repeating: 0, count: Self.bufferSize)
    unsafe setvbuf(stream, buffer, _IOFBF, Self.bufferSize)
    unsafe stream_without_lock(stream)
    do throws(CaptureError) {
      unsafe self.handle = try Self.start(stream, lent: buffer, path)
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

  private static func open(_ path: String) throws(CaptureError) -> Int32 {
    let descriptor =
      path == "-" ? dup(STDIN_FILENO) : unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path, errno) }
    return descriptor
  }

  private static func failure(_ path: String, _ code: Int32) -> CaptureError {
    switch code {
    case ENOENT, ENOTDIR: .missing(file: path)
    case EISDIR: .isDirectory(file: path)
    case EACCES, EPERM: .noPermission(file: path)
    default: .cannotOpen(file: path, reason: unsafe String(cString: strerror(code)))
    }
  }

  /// Gives the stream to libpcap, which then owns it. If this throws, the caller still owns it.
  private static func start(
    _ stream: UnsafeMutablePointer<FILE>, lent buffer: UnsafeMutablePointer<CChar>, _ path: String
  ) throws(CaptureError) -> OpaquePointer {
    let first = unsafe getc(stream)
    guard first != EOF else {
      throw unsafe ferror(stream) == 0 ? .empty(file: path) : failure(path, errno)
    }
    // C guarantees only one byte of put-back (C11, 7.21.7.10). One byte is enough: the stream has
    // read more into our buffer, and reading the buffer directly takes nothing from the stream.
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
