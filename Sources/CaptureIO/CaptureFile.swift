// The module CaptureIO: opens a capture file or a live bus, hands out its records, writes records.
//
// It knows no USB: a record is bytes with a time and a number. Start here for files.
// Live/LiveCapture does the same for a bus; Writing/PcapngWriter writes. CaptureError lists what
// can go wrong, with the messages. C is called only through libpcap and glibc.

import CPcap
import Glibc

/// What the file states about one record.
package struct RecordInfo: Hashable, Sendable {
  /// The record's number as Wireshark shows it, from 1.
  package var frame: Int
  /// Nanoseconds since the epoch, limited to the years 1827 to 2112. An earlier or later time is
  /// set to the nearer limit, so that the difference of two times never overflows.
  package var nanoseconds: Int64
  /// How many bytes of the record the file holds.
  package var capturedLength: Int
  /// The length of the record before the recorder cut it, in bytes. For isochronous transfers
  /// towards the host libpcap calculates it, because their descriptors count too.
  package var originalLength: Int

  /// Makes the information without checks.
  @inline(__always)
  package init(frame: Int, nanoseconds: Int64, capturedLength: Int, originalLength: Int) {
    self.frame = frame
    self.nanoseconds = nanoseconds
    self.capturedLength = capturedLength
    self.originalLength = originalLength
  }
}

/// Whether to read on. The receiver of a record returns it.
package enum Flow: Hashable, Sendable {
  case proceed, stop
}

/// How the reading of a file ended.
package enum ReadEnd: Hashable, Sendable {
  /// The end of the file.
  case complete
  /// Everything up to `afterFrame` was read. The rest is cut off or damaged.
  case damaged(afterFrame: Int, reason: String)
  /// The receiver stopped the reading after this frame.
  case stopped(afterFrame: Int)
  /// The file tells something before the next record: `takeNotes` gives it.
  case noted
}

/// A pcap or pcapng file, read through libpcap from beginning to end.
///
/// Reading is synchronous and allocates nothing per record. The file is opened once, so that a pipe
/// can be read too. Opening reads the first record already, because libpcap refuses some files only
/// there.
@safe
package struct CaptureFile: ~Copyable {
  /// The file as it was named.
  package let path: String
  /// The link type of its records.
  package let linkType: LinkType
  /// The most bytes that a record of this file holds.
  package let snapLength: Int
  private let source: Source
  private var frame = 0
  /// The result of libpcap's last step, if its record was not handed out yet.
  private var waiting: Step?

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

  /// Opens a file, or standard input for `-`. Throws for link types outside `linkTypes`.
  package init(path: String, linkTypes: Set<LinkType>) throws(CaptureError) {
    try self.init(ByteSource(path: path), linkTypes: linkTypes)
  }

  /// Reads the records of an open file. Throws for link types outside `linkTypes`.
  package init(_ bytes: ByteSource, linkTypes: Set<LinkType>) throws(CaptureError) {
    let path = bytes.path
    guard bytes.holdsRecords else { throw bytes.refusal }
    let source = try Source(bytes)
    let linkType = LinkType(rawValue: Int(unsafe pcap_datalink(source.handle)))
    var first = Step()
    unsafe first.advance(source.handle)
    if first.result == PCAP_ERROR {
      try Self.refuseSeveralInterfaces(
        path, source.lastError, first: linkType, readable: linkTypes)
    }
    guard linkTypes.contains(linkType) else {
      throw .unsupportedLinkType(file: path, number: linkType.rawValue)
    }
    self.path = path
    self.linkType = linkType
    self.snapLength = Int(unsafe pcap_snapshot(source.handle))
    self.source = source
    self.waiting = first
  }

  /// What the records are read out of.
  package var content: ByteSource { source.input.source }

  /// The time of the first record, in nanoseconds, until that record is handed out; nil without a
  /// record.
  package var firstNanoseconds: Int64? {
    guard frame == 0, let waiting, waiting.result == 1, let record = unsafe waiting.header?.pointee
    else { return nil }
    return Self.nanoseconds(record.ts)
  }

  /// Hands out the records in order until the end, or until `body` returns `.stop`. With
  /// `stopsAtNotes`, also until a record before which the file tells something. The next call
  /// continues there.
  package mutating func forEach(
    stopsAtNotes: Bool = false, _ body: (Span<UInt8>, RecordInfo) -> Flow
  ) -> ReadEnd {
    let handle = unsafe source.handle
    let input = source.input
    var step = Step()
    if let waiting { step = waiting } else { unsafe step.advance(handle) }
    waiting = nil
    while step.result == 1, let record = unsafe step.header?.pointee, let start = unsafe step.bytes
    {
      if unsafe input.nextNote <= frame + 1, stopsAtNotes {
        waiting = step
        return .noted
      }
      frame += 1
      let info = RecordInfo(
        frame: frame, nanoseconds: Self.nanoseconds(record.ts),
        capturedLength: Int(record.caplen), originalLength: Int(record.len))
      let bytes = unsafe UnsafeBufferPointer(start: start, count: Int(record.caplen)).span
      guard case .proceed = body(bytes, info) else { return .stopped(afterFrame: frame) }
      unsafe step.advance(handle)
    }
    waiting = step
    if let damage = input.source.damage { return .damaged(afterFrame: frame, reason: damage) }
    if step.result == PCAP_ERROR_BREAK { return .complete }
    return .damaged(afterFrame: frame, reason: Self.reason(source.lastError))
  }

  /// Converts a time of libpcap. libpcap was set to nanoseconds and puts them into `tv_usec`.
  private static func nanoseconds(_ time: timeval) -> Int64 {
    let seconds = min(max(Int64(time.tv_sec), -4_500_000_000), 4_500_000_000)
    return seconds * 1_000_000_000 + Int64(time.tv_usec)
  }
}

// MARK: - What the file tells besides its records

extension CaptureFile {
  /// Takes what the file tells before the next record, in order.
  package func takeNotes() -> [FileNote] { source.input.takeNotes(upTo: frame + 1) }

  /// Reads what libpcap has left of the file, up to its end.
  package func readRest() { source.input.readRest() }

  /// How many records the recorder lost; nil if the file does not say it. A pcap file never does.
  /// Known after `readRest`.
  package var dropped: Int? { source.input.facts.lost }

  /// How many of the lost records the file does not place. Known after `readRest`.
  package var droppedAnywhere: Int { source.input.facts.lostAnywhere }
}

// MARK: - Interfaces that libpcap cannot read together

extension CaptureFile {
  /// Finds the interface that libpcap refuses: libpcap 1.10 stops at the first interface of a
  /// pcapng file that differs from the first one.
  private static func refuseSeveralInterfaces(
    _ path: String, _ message: String, first: LinkType, readable: Set<LinkType>
  ) throws(CaptureError) {
    if message.contains("different from the snapshot length") {
      if readable.contains(first) { throw .severalSnapLengths(file: path) }
    } else if message.contains("different from the type") {
      let other = message.split(separator: " ").compactMap { Int($0) }.first
      let all = [first] + (other.map { [LinkType(rawValue: $0)] } ?? [])
      if all.contains(where: readable.contains) {
        throw .severalLinkTypes(file: path, numbers: all.map(\.rawValue))
      }
    }
  }

  /// libpcap's message, with advice where the operator can do something.
  private static func reason(_ message: String) -> String {
    if message.contains("different from the snapshot length") {
      return message + ". Run: editcap -F pcap FILE NEW, then check NEW. "
        + CaptureError.countIsLost
    }
    if message.contains("different from the type") {
      return message + ". " + CaptureError.wayOut("FILE", [])
    }
    return message
  }
}
