import CPcap

/// A copy of the records that libpcap hands out in one call. A copy is needed because the kernel
/// reuses usbmon's ring after the call.
@safe
final class Chunk {
  /// One record: the place of its bytes, its time, and its original length.
  struct Record {
    var bytes: Range<Int>
    var nanoseconds: Int64
    var originalLength: Int
  }

  private(set) var bytes: [UInt8] = []
  private(set) var records: [Record] = []

  /// Fetches what usbmon has, without waiting. Returns libpcap's result: the number of records, or
  /// an error.
  func fetch(_ handle: OpaquePointer) -> Int32 {
    bytes.removeAll(keepingCapacity: true)
    records.removeAll(keepingCapacity: true)
    let context = unsafe Unmanaged.passUnretained(self).toOpaque()
    return unsafe pcap_dispatch(
      handle, -1, Self.take, context.assumingMemoryBound(to: UInt8.self))
  }

  private static let take: pcap_handler = { context, header, start in
    guard let context = unsafe context, let header = unsafe header?.pointee,
      let start = unsafe start
    else { return }
    let chunk = unsafe Unmanaged<Chunk>.fromOpaque(UnsafeRawPointer(context))
      .takeUnretainedValue()
    let record = unsafe UnsafeBufferPointer(start: start, count: Int(header.caplen))
    let first = chunk.bytes.count
    unsafe chunk.bytes.append(contentsOf: record)
    chunk.records.append(
      Record(
        bytes: first..<chunk.bytes.count,
        nanoseconds: (Int64(header.ts.tv_sec) * 1_000_000 + Int64(header.ts.tv_usec)) * 1_000,
        originalLength: Int(header.len)))
  }
}
