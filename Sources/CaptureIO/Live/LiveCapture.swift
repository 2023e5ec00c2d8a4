import CPcap
import Glibc

/// How the watching of a bus ended.
package enum LiveEnd: Hashable, Sendable {
  /// The caller stopped it.
  case stopped
  /// The kernel gives no more records: the bus is gone, or reading failed.
  case failed(reason: String)
}

/// A bus that is watched through usbmon.
///
/// Records come in chunks. After each chunk the kernel's drop counter is read; reading clears it.
/// So a loss is located: it lies among the records of that chunk and those in the ring at that
/// moment. When libpcap opens a bus, it asks the devices for their descriptors; the records contain
/// these requests too.
@safe
package struct LiveCapture: ~Copyable {
  /// The interface as it was named.
  package let interface: String
  /// One of usbmon's two formats. The short one is used where its ring cannot be mapped.
  package let linkType: LinkType
  /// The most bytes of a record.
  package let snapLength: Int
  /// The size of the kernel's ring in bytes; nil if the kernel does not say it.
  package let ringBytes: Int?
  /// How many records the kernel has lost so far.
  package private(set) var dropped = 0
  private let handle: OpaquePointer
  private let chunk = Chunk()
  private var frame = 0
  private var fetched = 0
  /// A loss may lie before each of the next `doubtful` records. The end of the capture counts as
  /// one record.
  private var doubtful = 0

  /// The largest record, in bytes. libpcap makes the ring five times this size: 1200 KiB, the
  /// largest ring of the kernel. The kernel cuts a record's data at a fifth of the ring.
  package static let largestRecord = 245_760

  /// How long one wait for records lasts. It is short, so that a stop takes effect soon.
  private static let patienceMilliseconds: Int32 = 100

  /// Opens an interface, such as `usbmon1`. `recordBytes` limits a record and sets the ring's size.
  package init(
    interface: String, recordBytes: Int = Self.largestRecord
  ) throws(LiveError) {
    if let obstacle = Usbmon.obstacle(to: interface) { throw obstacle }
    let handle = try unsafe Self.open(interface, recordBytes)
    unsafe self.handle = handle
    self.interface = interface
    linkType = LinkType(rawValue: Int(unsafe pcap_datalink(handle)))
    snapLength = Int(unsafe pcap_snapshot(handle))
    let size = usbmon_ring_size(unsafe pcap_fileno(handle))
    ringBytes = size > 0 ? Int(size) : nil
  }

  deinit { unsafe pcap_close(handle) }

  private static func open(
    _ interface: String, _ recordBytes: Int
  ) throws(LiveError) -> OpaquePointer {
    var message = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
    func reason(_ text: [CChar]) -> String {
      String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
    guard let handle = unsafe pcap_create(interface, &message) else {
      throw .cannotOpen(interface: interface, reason: reason(message))
    }
    unsafe pcap_set_snaplen(handle, Int32(recordBytes))
    unsafe pcap_set_immediate_mode(handle, 1)
    let result = unsafe pcap_activate(handle)
    guard result >= 0, unsafe pcap_setnonblock(handle, 1, &message) == 0 else {
      defer { unsafe pcap_close(handle) }
      switch result {
      case PCAP_ERROR_PERM_DENIED: throw .noPermission(interface: interface)
      case PCAP_ERROR_NO_SUCH_DEVICE: throw .noModule(interface: interface)
      case 0...: throw .cannotOpen(interface: interface, reason: reason(message))
      default:
        let text = unsafe String(cString: pcap_geterr(handle))
        let status = unsafe String(cString: pcap_statustostr(result))
        throw .cannotOpen(interface: interface, reason: text.isEmpty ? status : text)
      }
    }
    return unsafe handle
  }

  /// Hands out records as they come, until `isStopped` returns true or `body` returns `.stop`.
  ///
  /// After `isStopped`, the records that are then in the ring are still handed out. `missing` is
  /// called wherever records may have been lost: before a record, or at the end. `idle` is called
  /// when no record is waiting, at least ten times a second.
  package mutating func forEach(
    until isStopped: () -> Bool, missing: () -> Void = {}, idle: () -> Void = {},
    _ body: (Span<UInt8>, RecordInfo) -> Flow
  ) -> LiveEnd {
    var left: Int?
    while left ?? 1 > 0 {
      if left == nil, isStopped() {
        guard let waiting = countLosses() else { return failure() }
        left = waiting
      }
      let count = Int(unsafe chunk.fetch(handle))
      guard count >= 0 else { return failure() }
      fetched += count
      if count == 0 {
        settleDoubt(missing)
        if left != nil { break }
        idle()
        rest()
        continue
      }
      left = left.map { $0 - count }
      guard countLosses(behind: count) != nil else { return failure() }
      guard handOut(missing, body) == .proceed else { return .stopped }
    }
    guard countLosses() != nil else { return failure() }
    settleDoubt(missing)
    return .stopped
  }

  private mutating func handOut(
    _ missing: () -> Void, _ body: (Span<UInt8>, RecordInfo) -> Flow
  ) -> Flow {
    let bytes = chunk.bytes
    for record in chunk.records {
      if doubtful > 0 {
        missing()
        doubtful -= 1
      }
      frame += 1
      let info = RecordInfo(
        frame: frame, nanoseconds: record.nanoseconds, capturedLength: record.bytes.count,
        originalLength: record.originalLength)
      if body(bytes.span.extracting(record.bytes), info) == .stop { return .stop }
    }
    return .proceed
  }

  /// The ring is empty, so the loss lies before this point: reports it once and ends the doubt.
  private mutating func settleDoubt(_ missing: () -> Void) {
    if doubtful > 0 { missing() }
    doubtful = 0
  }

  private func failure() -> LiveEnd {
    .failed(reason: unsafe String(cString: pcap_geterr(handle)))
  }

  // MARK: - The kernel's counters

  /// Reads the kernel's counter of losses, which reading clears. Returns how many records wait in
  /// the ring; nil if the kernel does not say it. `chunkLength` records are fetched but not handed
  /// out.
  private mutating func countLosses(behind chunkLength: Int = 0) -> Int? {
    var counters = pcap_stat()
    guard unsafe pcap_stats(handle, &counters) == 0 else { return nil }
    // libpcap gives the sum of read and waiting records, in 32 bits.
    let read = UInt32(truncatingIfNeeded: fetched)
    let waiting = max(0, Int(Int32(truncatingIfNeeded: counters.ps_recv &- read)))
    if counters.ps_drop > 0 {
      dropped += Int(counters.ps_drop)
      doubtful = chunkLength + waiting + 1
    }
    return waiting
  }

  /// Waits a short time for records.
  private func rest() {
    var descriptor = pollfd()
    descriptor.fd = unsafe pcap_get_selectable_fd(handle)
    descriptor.events = Int16(POLLIN)
    _ = unsafe poll(&descriptor, 1, Self.patienceMilliseconds)
  }
}
