/// The types of blocks in a pcapng file (draft-ietf-opsawg-pcapng, 10.1).
enum BlockType {
  static let section: UInt32 = 0x0A0D_0D0A
  static let interface: UInt32 = 1
  static let oldPacket: UInt32 = 2
  static let simplePacket: UInt32 = 3
  static let statistics: UInt32 = 5
  static let packet: UInt32 = 6
  private static let journal: UInt32 = 9
  private static let sysdigEvent: UInt32 = 0x204
  /// A block of a single program that may be copied.
  static let copiedCustom: UInt32 = 0xBAD
  private static let custom: [UInt32] = [copiedCustom, 0x4000_0BAD]

  /// The shortest block: type, length, and the length again at the end.
  static let shortest = 12
  /// The longest block that is read. libpcap has the same limit.
  static let longest = 1 << 24
  /// The bytes of a packet's block before its data.
  static let packetHead = 28

  /// Whether Wireshark 4.0 gives such a block a frame number although it holds no packet. (Seen
  /// with tshark 4.0.17, for one block of each type.)
  static func isNumbered(_ type: UInt32) -> Bool {
    type == journal || type == sysdigEvent || custom.contains(type)
  }

  /// Whether it is a block of a single program.
  static func isCustom(_ type: UInt32) -> Bool { custom.contains(type) }

  /// Whether such a block may stand in a file: it is registered, or its type is free for local use.
  static func isKnown(_ type: UInt32) -> Bool {
    1...11 ~= type || 0x101...0x102 ~= type || 0x201...0x2FF ~= type || custom.contains(type)
      || type == section || type >= 0x8000_0000
  }
}
