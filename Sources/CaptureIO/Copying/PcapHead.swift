/// The head of a pcap file (draft-ietf-opsawg-pcap, 4), and how its records begin.
struct PcapHead {
  let order: ByteOrder
  /// Whether times have nanoseconds, and not microseconds.
  let isFine: Bool
  let snapLength: UInt32
  let linkType: LinkType
  /// The number of bytes before a record's data.
  let recordHead: Int
  /// Whether some writers of this version put the two lengths of a record the wrong way round.
  private let mayBeTurned: Bool
  private let isTurned: Bool
  /// The most bytes of a record.
  private let longest: UInt32

  /// The number of bytes of the head.
  static let length = 24
  /// The longest records that libpcap takes (pcap-int.h: MAXIMUM_SNAPLEN; for USB 128 MiB).
  private static let longestOfAny: UInt32 = 262_144
  private static let longestOfUSB: UInt32 = 128 << 20

  /// What stands before a record's data.
  struct Record {
    let seconds: UInt32
    /// The part of a second, in the unit of the file.
    let part: UInt32
    let captured: Int
    let original: UInt32
  }

  /// Reads the head; nil when it is none. The magic number with CD at its end is that of a patch of
  /// libpcap, whose records begin with 8 more bytes.
  init?(_ bytes: [UInt8]) {
    guard bytes.count >= Self.length else { return nil }
    let magics: [UInt32] = [0xA1B2_C3D4, 0xA1B2_3C4D, 0xA1B2_CD34]
    let found = ByteOrder.all.first { magics.contains($0.word(bytes.span, 0)) }
    guard let order = found else { return nil }
    self.order = order
    let magic = order.word(bytes.span, 0)
    isFine = magic == 0xA1B2_3C4D
    recordHead = magic == 0xA1B2_CD34 ? 24 : 16
    let (major, minor) = order.halves(bytes.span, 4)
    isTurned = major == 2 && minor < 3 || major == 543
    mayBeTurned = isTurned || major == 2 && minor == 3
    snapLength = order.word(bytes.span, 16)
    linkType = LinkType(rawValue: Int(order.word(bytes.span, 20) & 0x03FF_FFFF))
    let ofUSB = LinkType.ofUsbmon.union([.usbPcap, .usbDarwin])
    longest = ofUSB.contains(linkType) ? Self.longestOfUSB : Self.longestOfAny
  }

  /// What stands before a record's data in a file of version 2.4, whose lengths are never the wrong
  /// way round; nil where no record can begin so.
  @inline(__always)
  func record(_ head: RecordHead) -> Record? {
    guard head.captured <= longest else { return nil }
    return Record(
      seconds: head.seconds, part: head.part, captured: Int(head.captured),
      original: head.original)
  }

  /// Reads what stands before a record's data; nil where no record can begin so.
  @inline(__always)
  func record(_ window: borrowing BlockWindow) -> Record? {
    func word(_ offset: Int) -> UInt32 {
      order == .big ? window.word(offset).byteSwapped : window.word(offset)
    }
    var (captured, original) = (word(8), word(12))
    if mayBeTurned, isTurned || captured > original { swap(&captured, &original) }
    guard captured <= longest else { return nil }
    return Record(seconds: word(0), part: word(4), captured: Int(captured), original: original)
  }
}
