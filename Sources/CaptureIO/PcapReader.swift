import CPcap
import Glibc

/// A pcap file, read through libpcap.
///
/// Opening reads the first record already, because libpcap refuses some files only there.
@safe
struct PcapReader: ~Copyable {
  /// The number of nanoseconds in which the file counts time.
  let unit: Int64
  private let source: ByteSource
  private let handle: OpaquePointer
  private let buffer: UnsafeMutablePointer<CChar>
  private var frame = 0
  /// The result of libpcap's last step, if its record was not handed out yet.
  private var waiting = Step()

  /// The size of the stream's buffer. glibc ignores a size without a buffer, so we give it our own.
  /// Above 256 KiB nothing is gained; the default of 4 KiB costs a system call per 50 records.
  private static let bufferSize = 256 * 1024

  /// One step of libpcap: its result, and the record, which stays in libpcap's memory.
  @safe
  private struct Step {
    var result: Int32 = 0
    var header: UnsafeMutablePointer<pcap_pkthdr>?
    var bytes: UnsafePointer<UInt8>?

    @inline(__always)
    mutating func advance(_ handle: OpaquePointer) {
      unsafe result = pcap_next_ex(handle, &header, &bytes)
    }
  }

  /// Begins to read a capture, up to its first record.
  init(_ source: ByteSource) throws(CaptureError) {
    guard let stream = unsafe Self.stream(source) else {
      throw CaptureError(opening: source.path, errno)
    }
    // The buffer starts on a page: into memory that is not aligned to a cache line, the kernel
    // copies at about two thirds of the speed.
    let buffer = unsafe UnsafeMutableRawPointer.allocate(
      byteCount: Self.bufferSize, alignment: 4096
    ).initializeMemory(as: CChar.self, repeating: 0, count: Self.bufferSize)
    unsafe setvbuf(stream, buffer, _IOFBF, Self.bufferSize)
    unsafe stream_without_lock(stream)
    do throws(CaptureError) {
      unsafe self.handle = try Self.start(stream, source)
      unsafe self.buffer = buffer
    } catch {
      unsafe fclose(stream)
      unsafe buffer.deallocate()
      throw error
    }
    self.source = source
    // The magic number tells the unit (draft-ietf-opsawg-pcap, 4).
    unit = source.beginning.prefix(4).contains(0x3C) ? 1 : 1_000
    unsafe waiting.advance(handle)
  }

  deinit {
    // libpcap closes the stream, which uses the buffer until then.
    unsafe pcap_close(handle)
    unsafe buffer.deallocate()
  }

  /// The link type of the records.
  var linkType: LinkType { LinkType(rawValue: Int(unsafe pcap_datalink(handle))) }

  /// The most bytes of a record.
  var snapLength: Int { Int(unsafe pcap_snapshot(handle)) }

  /// The time of the first record, until that record is handed out; nil without a record.
  var firstNanoseconds: Int64? {
    guard frame == 0, waiting.result == 1, let record = unsafe waiting.header?.pointee else {
      return nil
    }
    return Self.nanoseconds(record.ts)
  }

  /// Hands out the records: see `CaptureFile.forEach`.
  mutating func forEach(_ body: (Span<UInt8>, RecordInfo) -> Flow) -> ReadEnd {
    let handle = unsafe handle
    var step = waiting
    defer { waiting = step }
    while step.result == 1, let record = unsafe step.header?.pointee, let start = unsafe step.bytes
    {
      frame += 1
      let info = RecordInfo(
        frame: frame, nanoseconds: Self.nanoseconds(record.ts),
        capturedLength: Int(record.caplen), originalLength: Int(record.len))
      let bytes = unsafe UnsafeBufferPointer(start: start, count: Int(record.caplen)).span
      let flow = body(bytes, info)
      unsafe step.advance(handle)
      if flow == .stop { return .stopped(afterFrame: frame) }
    }
    if let damage = source.damage { return .damaged(afterFrame: frame, reason: damage) }
    if step.result == PCAP_ERROR_BREAK { return .complete }
    return .damaged(afterFrame: frame, reason: unsafe String(cString: pcap_geterr(handle)))
  }

  /// Converts a time of libpcap. libpcap was set to nanoseconds and puts them into `tv_usec`.
  private static func nanoseconds(_ time: timeval) -> Int64 {
    let seconds = min(max(Int64(time.tv_sec), -4_500_000_000), 4_500_000_000)
    return seconds * 1_000_000_000 + Int64(time.tv_usec)
  }

  // MARK: - Opening

  /// Makes a stream that reads `source`, which must live as long as the stream.
  private static func stream(_ source: ByteSource) -> UnsafeMutablePointer<FILE>? {
    let cookie = unsafe Unmanaged.passUnretained(source).toOpaque()
    return unsafe stream_that_reads(cookie) { cookie, buffer, count in
      guard let cookie = unsafe cookie, let buffer = unsafe buffer else { return 0 }
      let source = unsafe Unmanaged<ByteSource>.fromOpaque(cookie).takeUnretainedValue()
      return unsafe source.read(
        into: UnsafeMutableRawBufferPointer(start: buffer, count: count))
    }
  }

  /// Gives the stream to libpcap, which then owns it. If this throws, the caller still owns it.
  private static func start(
    _ stream: UnsafeMutablePointer<FILE>, _ source: ByteSource
  ) throws(CaptureError) -> OpaquePointer {
    var message = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
    let handle = unsafe pcap_fopen_offline_with_tstamp_precision(
      stream, UInt32(PCAP_TSTAMP_PRECISION_NANO), &message)
    if let handle = unsafe handle { return unsafe handle }
    let text = message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    throw .notACapture(
      file: source.path, reason: source.damage ?? String(decoding: text, as: UTF8.self))
  }
}
