/// Reads what a capture file says about itself and libpcap does not hand out: the unit of its
/// clock, and the records that its recorder lost.
///
/// It sees the file's bytes in pieces as they are read, so that a file and a pipe give the same.
/// It keeps at most the options of one block, up to `longestOptions` bytes. A pcapng file consists
/// of blocks (draft-ietf-opsawg-pcapng, 3.1); at a block that cannot be one the scan ends.
struct BlockScanner {
  /// What was found so far.
  private(set) var facts = ScannedFacts()
  private var format = Format.unknown
  private var order = ByteOrder.little
  private var stage = Stage.block
  /// How many bytes to pass over.
  private var skip = 0
  /// The beginning of a block that goes on in the next piece.
  private var carry: [UInt8] = []
  /// How many bytes `carry` needs before it can be read.
  private var needed = 0
  /// The number of packets so far; libpcap numbers them in the same way.
  private var packets = 0

  private enum Format { case unknown, pcapng, other }

  /// What is read next.
  private enum Stage {
    /// The beginning of a block.
    case block
    /// The options of a packet on this interface; `rest`: the bytes up to the end of its block.
    case packetOptions(interface: UInt32, rest: Int)
  }

  /// What to do after a look at the bytes.
  private enum Step {
    /// This many bytes must be there, from the same place on.
    case needs(Int)
    /// Go on this many bytes after the place.
    case skip(Int)
    case stop
  }

  /// The most bytes of options that are looked at in one block.
  static let longestOptions = 1 << 16

  /// Takes the notes before `frame`, or before a frame ahead of it.
  mutating func takeNotes(upTo frame: Int) -> [FileNote] { facts.take(upTo: frame) }

  /// Takes the next piece of the file.
  mutating func accept(_ bytes: Span<UInt8>) {
    var offset = 0
    while offset < bytes.count, format != .other {
      if skip > 0 {
        let passed = min(skip, bytes.count - offset)
        skip -= passed
        offset += passed
      } else if carry.isEmpty {
        let rest = bytes.extracting(offset...)
        if case .needs(let count) = take(rest) { offset += gather(rest, upTo: count) }
      } else {
        offset += gather(bytes.extracting(offset...), upTo: needed)
        if carry.count == needed { takeCarry() }
      }
    }
  }

  /// Keeps bytes until `count` are there; gives how many it took.
  private mutating func gather(_ bytes: Span<UInt8>, upTo count: Int) -> Int {
    needed = count
    let taken = min(count - carry.count, bytes.count)
    for index in 0..<taken { carry.append(bytes[index]) }
    return taken
  }

  private mutating func takeCarry() {
    let block = carry
    if case .needs(let count) = take(block.span) {
      needed = count
    } else {
      skip -= min(skip, block.count)
      carry.removeAll(keepingCapacity: true)
    }
  }

  /// Reads what stands at the beginning of `bytes`.
  private mutating func take(_ bytes: Span<UInt8>) -> Step {
    let step: Step =
      switch (format, stage) {
      case (.unknown, _): begin(bytes)
      case (_, .block): block(bytes)
      case (_, .packetOptions(let interface, let rest)):
        packetOptions(bytes, interface, rest)
      }
    switch step {
    case .needs: break
    case .skip(let count): skip = count
    case .stop: format = .other
    }
    return step
  }
}

// MARK: - Blocks

extension BlockScanner {
  private enum BlockType {
    static let section: UInt32 = 0x0A0D_0D0A
    static let interface: UInt32 = 1
    static let oldPacket: UInt32 = 2
    static let simplePacket: UInt32 = 3
    static let statistics: UInt32 = 5
    static let packet: UInt32 = 6
  }

  /// The shortest block: type, length, and the length again at the end.
  private static let shortest = 12
  /// The longest block: libpcap takes records of usbmon up to 128 MiB.
  private static let longest = 1 << 28
  /// The bytes of a packet's block before its data.
  private static let packetHead = 28

  /// Tells pcapng and pcap by the first four bytes. The magic number of pcap states the unit of its
  /// clock (draft-ietf-opsawg-pcap, 4).
  private mutating func begin(_ bytes: Span<UInt8>) -> Step {
    guard bytes.count >= 4 else { return .needs(4) }
    let magic = ByteOrder.little.word(bytes, 0)
    guard magic != BlockType.section else {
      format = .pcapng
      return block(bytes)
    }
    facts.clock(unit: [0xA1B2_3C4D, 0x4D3C_B2A1].contains(magic) ? 1 : 1_000, beforeFrame: 1)
    return .stop
  }

  private mutating func block(_ bytes: Span<UInt8>) -> Step {
    guard bytes.count >= Self.shortest else { return .needs(Self.shortest) }
    let type = order.word(bytes, 0)
    if type == BlockType.section, !beginSection(bytes) { return .stop }
    let length = Int(order.word(bytes, 4))
    guard Self.shortest...Self.longest ~= length, length % 4 == 0 else { return .stop }
    switch type {
    case BlockType.interface: return whole(bytes, length) { $0.interface($1) }
    case BlockType.statistics: return whole(bytes, length) { $0.statistics($1) }
    case BlockType.packet, BlockType.oldPacket:
      return packet(bytes, length, isOld: type == BlockType.oldPacket)
    case BlockType.simplePacket: packets += 1
    default: break
    }
    return .skip(length)
  }

  /// Takes the byte order of a new section; false if its magic number is none.
  private mutating func beginSection(_ bytes: Span<UInt8>) -> Bool {
    guard let order = ByteOrder.all.first(where: { $0.word(bytes, 8) == 0x1A2B_3C4D }) else {
      return false
    }
    self.order = order
    facts.beginSection()
    return true
  }

  /// Waits until the whole block is there, or as much of it as is looked at, and reads it.
  private mutating func whole(
    _ bytes: Span<UInt8>, _ length: Int, _ read: (inout Self, Span<UInt8>) -> Void
  ) -> Step {
    let count = min(length, Self.longestOptions)
    guard bytes.count >= count else { return .needs(count) }
    read(&self, bytes.extracting(..<min(count, length - 4)))
    return .skip(length)
  }

  private mutating func interface(_ block: Span<UInt8>) {
    var unit: Int64 = 1_000
    order.forEachOption(in: block, from: 16) { code, value in
      if code == 9, value.count == 1 { unit = Self.unit(resolution: value[0]) }
    }
    facts.clock(unit: unit, beforeFrame: packets + 1)
  }

  /// The unit that an if_tsresol states, in nanoseconds, rounded up.
  private static func unit(resolution: UInt8) -> Int64 {
    let exponent = Int(resolution & 0x7F)
    let second: Int64 = 1_000_000_000
    if resolution & 0x80 != 0 {
      return exponent < 30 ? (second + (1 << exponent) - 1) >> exponent : 1
    }
    return (0..<min(exponent, 9)).reduce(second) { unit, _ in unit / 10 }
  }

  /// Reads isb_ifdrop and isb_osdrop. They count from the beginning of the recording.
  private mutating func statistics(_ block: Span<UInt8>) {
    guard block.count >= 20 else { return }
    var lost: UInt64?
    order.forEachOption(in: block, from: 20) { code, value in
      guard code == 5 || code == 7, value.count == 8 else { return }
      lost = (lost ?? 0).addingSaturated(order.number(value))
    }
    if let lost { facts.state(lost, of: order.word(block, 8)) }
  }

  private mutating func packet(_ bytes: Span<UInt8>, _ length: Int, isOld: Bool) -> Step {
    guard length >= Self.packetHead + 4 else { return .stop }
    guard bytes.count >= Self.packetHead else { return .needs(Self.packetHead) }
    packets += 1
    if isOld {
      let numbers = order.halves(bytes, 8)
      // The value for "not known" is all ones (draft-ietf-opsawg-pcapng, appendix A).
      if numbers.1 != .max { lose(UInt64(numbers.1), UInt32(numbers.0)) }
      return .skip(length)
    }
    let end = Self.packetHead + (Int(order.word(bytes, 20)) + 3) / 4 * 4
    guard end + 8 <= length else { return .skip(length) }
    stage = .packetOptions(interface: order.word(bytes, 8), rest: length - end)
    return .skip(end)
  }

  /// Reads epb_dropcount: the records that were lost between the packet before and this one.
  private mutating func packetOptions(
    _ bytes: Span<UInt8>, _ interface: UInt32, _ rest: Int
  ) -> Step {
    let count = min(rest - 4, Self.longestOptions)
    guard bytes.count >= count else { return .needs(count) }
    var lost: UInt64?
    order.forEachOption(in: bytes.extracting(..<count), from: 0) { code, value in
      if code == 4, value.count == 8 { lost = order.number(value) }
    }
    if let lost { lose(lost, interface) }
    stage = .block
    return .skip(rest)
  }

  private mutating func lose(_ count: UInt64, _ interface: UInt32) {
    facts.lose(count, on: interface, beforeFrame: packets)
  }
}
