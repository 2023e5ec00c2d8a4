import USB

/// Takes a client's bytes as they come and hands out its messages.
///
/// What it keeps is bounded: a message is at most `longestMessage` bytes, and a longer one is
/// refused by its header.
package struct USBIPReader: Sendable {
  /// wLength is 16 bits wide; other endpoints have no more to take.
  private static let longestTransfer: UInt32 = 0xFFFF
  private static let mostPackets: UInt32 = 1024
  private static let packetLength = 16
  /// The longest message that is waited for.
  package static let longestMessage =
    USBIP.headerLength + Int(longestTransfer) + packetLength * Int(mostPackets)

  private var bytes: [UInt8] = []
  private var position = 0

  package init() {}

  /// Whether a message has begun and not ended.
  package var isWithinMessage: Bool { position < bytes.count }

  package mutating func append(_ more: some Sequence<UInt8>) {
    if position > 0 {
      bytes.removeFirst(position)
      position = 0
    }
    bytes.append(contentsOf: more)
  }

  /// The client's request; nil until it is whole.
  package mutating func nextRequest() throws(USBIPError) -> USBIPRequest? {
    guard available >= 8 else { return nil }
    let version = UInt16(truncatingIfNeeded: word(at: 0) >> 16)
    guard version == USBIP.version else { throw .version(version) }
    let code = UInt16(truncatingIfNeeded: word(at: 0))
    switch code {
    case USBIP.requestListDevices:
      position += 8
      return .listDevices
    case USBIP.requestImport:
      guard available >= 8 + USBIP.busIDLength else { return nil }
      let text = bytes[position + 8..<position + 8 + USBIP.busIDLength].prefix { $0 != 0 }
      position += 8 + USBIP.busIDLength
      return .importDevice(busID: String(decoding: text, as: UTF8.self))
    default: throw .requestCode(code)
    }
  }

  /// The client's next command; nil until one is whole.
  package mutating func nextCommand() throws(USBIPError) -> USBIPCommand? {
    guard available >= USBIP.headerLength else { return nil }
    switch word(at: 0) {
    case USBIP.commandSubmit: return try submit()
    case USBIP.commandUnlink:
      defer { position += USBIP.headerLength }
      return .unlink(number: word(at: 4), target: word(at: 20))
    default: throw .command(word(at: 0))
    }
  }

  private mutating func submit() throws(USBIPError) -> USBIPCommand? {
    guard word(at: 12) <= 1 else { throw .direction(word(at: 12)) }
    guard word(at: 16) <= 15 else { throw .endpoint(word(at: 16)) }
    let length = word(at: 24)
    guard length <= Self.longestTransfer else { throw .transferLength(length) }
    // Zero or FFFFFFFFh where it is not isochronous.
    let packets = word(at: 32) == .max ? 0 : word(at: 32)
    guard packets <= Self.mostPackets else { throw .packetCount(packets) }
    let isIn = word(at: 12) == 1
    let sent = isIn ? 0 : Int(length)
    let total = USBIP.headerLength + sent + Int(packets) * Self.packetLength
    guard available >= total, let setup = SetupPacket(bytes.span, at: position + 40) else {
      return nil
    }
    let start = position + USBIP.headerLength
    let submit = USBIPSubmit(
      number: word(at: 4), isIn: isIn, endpoint: UInt8(truncatingIfNeeded: word(at: 16)),
      flags: word(at: 20), length: Int(length), setup: setup,
      payload: Array(bytes[start..<start + sent]))
    position += total
    return .submit(submit)
  }

  private var available: Int { bytes.count - position }

  /// The big-endian number at `offset` of the message that is read.
  private func word(at offset: Int) -> UInt32 {
    bytes[position + offset..<position + offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }
}
