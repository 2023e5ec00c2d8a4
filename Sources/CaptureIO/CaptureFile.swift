import CPcap
import Glibc

/// What the file says of one record.
package struct RecordInfo: Hashable, Sendable {
  /// The record's number as Wireshark shows it, from 1.
  package var frame: Int
  /// Nanoseconds since the epoch.
  package var nanoseconds: Int64
}

/// How the reading of a file ended.
package enum ReadEnd: Hashable, Sendable {
  case complete
  /// Everything up to `afterFrame` was read; the rest is cut off or damaged.
  case damaged(afterFrame: Int, reason: String)
}

/// A pcap or pcapng file, read through libpcap from its beginning to its end.
///
/// Reading is synchronous and allocates nothing per record. Drop counters of pcapng files are
/// not reachable through libpcap.
@safe
package struct CaptureFile: ~Copyable {
  private let handle: OpaquePointer
  private let buffer: UnsafeMutablePointer<CChar>
  /// The file as it was named.
  package let path: String
  package let linkType: LinkType

  /// glibc ignores a buffer size without a buffer, so we hand it one; 256 KiB is the size
  /// beyond which nothing is gained.
  private static let bufferSize = 256 * 1024

  /// Opens a file, or standard input for `-`.
  package init(path: String) throws(CaptureError) {
    let stream = try unsafe Self.open(path)
    let buffer = UnsafeMutablePointer<CChar>.allocate(capacity: Self.bufferSize)
    unsafe setvbuf(stream, buffer, _IOFBF, Self.bufferSize)
    do throws(CaptureError) {
      let handle = try unsafe Self.start(stream, path)
      let linkType = try unsafe Self.linkType(handle, path)
      unsafe self.handle = handle
      unsafe self.buffer = buffer
      self.path = path
      self.linkType = linkType
    } catch {
      unsafe buffer.deallocate()
      throw error
    }
  }

  deinit {
    unsafe pcap_close(handle)
    unsafe buffer.deallocate()
  }

  /// Hands out every record in order until the end, or until `body` returns false.
  package func forEach<E: Error>(
    _ body: (Span<UInt8>, RecordInfo) throws(E) -> Bool
  ) throws(E) -> ReadEnd {
    var header: UnsafeMutablePointer<pcap_pkthdr>?
    var bytes: UnsafePointer<UInt8>?
    var frame = 0
    while true {
      let result = unsafe pcap_next_ex(handle, &header, &bytes)
      guard result == 1, let record = unsafe header?.pointee, let start = unsafe bytes else {
        if result == PCAP_ERROR_BREAK { return .complete }
        return .damaged(afterFrame: frame, reason: unsafe String(cString: pcap_geterr(handle)))
      }
      frame += 1
      let time = Int64(record.ts.tv_sec) * 1_000_000_000 + Int64(record.ts.tv_usec)
      let span = unsafe UnsafeBufferPointer(start: start, count: Int(record.caplen)).span
      guard try body(span, RecordInfo(frame: frame, nanoseconds: time)) else { return .complete }
    }
  }
}

// MARK: - Opening

extension CaptureFile {
  private static func open(_ path: String) throws(CaptureError) -> UnsafeMutablePointer<FILE> {
    if path == "-" { return unsafe dfutrace_stdin() }
    var status = stat()
    if unsafe stat(path, &status) != 0 { throw failure(path, errno) }
    if status.st_mode & S_IFMT == S_IFDIR { throw .isDirectory(file: path) }
    guard let stream = unsafe fopen(path, "rb") else { throw failure(path, errno) }
    return unsafe stream
  }

  private static func failure(_ path: String, _ code: Int32) -> CaptureError {
    switch code {
    case ENOENT, ENOTDIR: .missing(file: path)
    case EACCES, EPERM: .noPermission(file: path)
    default: .cannotOpen(file: path, reason: unsafe String(cString: strerror(code)))
    }
  }

  /// Hands the stream to libpcap, which then owns it; on failure it is closed here.
  private static func start(
    _ stream: UnsafeMutablePointer<FILE>, _ path: String
  ) throws(CaptureError) -> OpaquePointer {
    do throws(CaptureError) {
      try unsafe Signature.check(stream, path)
    } catch {
      unsafe fclose(stream)
      throw error
    }
    var message = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
    let handle = unsafe pcap_fopen_offline_with_tstamp_precision(
      stream, UInt32(PCAP_TSTAMP_PRECISION_NANO), &message)
    if let handle = unsafe handle { return unsafe handle }
    unsafe fclose(stream)
    let text = message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    throw .notACapture(file: path, reason: String(decoding: text, as: UTF8.self))
  }

  private static func linkType(
    _ handle: OpaquePointer, _ path: String
  ) throws(CaptureError) -> LinkType {
    let number = Int(unsafe pcap_datalink(handle))
    if let known = LinkType(rawValue: number) { return known }
    unsafe pcap_close(handle)
    throw .unsupportedLinkType(file: path, number: number)
  }
}

/// Tells by its first byte what a file is that is no capture, before libpcap reads it.
///
/// Only one byte can be put back on a stream for certain (C11, 7.21.7.10), and standard input
/// cannot be read twice; the first byte is enough to tell the forms apart.
enum Signature {
  static func check(
    _ stream: UnsafeMutablePointer<FILE>, _ path: String
  ) throws(CaptureError) {
    let first = unsafe getc(stream)
    guard first != EOF else { throw .empty(file: path) }
    unsafe ungetc(first, stream)
    switch UInt8(truncatingIfNeeded: first) {
    case 0x1F: throw .compressed(file: path, by: .gzip)
    case 0x28: throw .compressed(file: path, by: .zstd)
    case 0xFD: throw .compressed(file: path, by: .xz)
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"):
      throw .usbmonText(file: path)
    default: return
    }
  }
}
