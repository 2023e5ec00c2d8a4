import USB

/// Receives a client's bytes in any pieces, and returns complete messages.
///
/// A message that is too long is refused when its header has arrived, so that no client can fill
/// the memory. The longest message has a header, `longestTransfer` bytes and `mostPackets` packets.
package struct USBIPReader: Sendable {
  /// The most data bytes, because wLength has 16 bits. Other endpoints do not exist, so no transfer
  /// can be longer.
  private static let longestTransfer: UInt32 = 0xFFFF
  /// The most isochronous packets: Linux's own limit.
  private static let mostPackets: UInt32 = 1024
  /// The length of an isochronous packet's descriptor after the data, in bytes.
  private static let packetLength = 16

  private var bytes: [UInt8] = []
  /// The start of the next message in `bytes`.
  private var position = 0

  /// Makes a reader without bytes.
  package init() {}

  /// Whether a part of a message has arrived.
  package var isWithinMessage: Bool { position < bytes.count }

  /// Adds the next bytes from the client, in a piece of any size.
  package mutating func append(_ more: some Sequence<UInt8>) {
    if position > 0 {
      bytes.removeFirst(position)
      position = 0
    }
    bytes.append(contentsOf: more)
  }

  /// The client's request; nil until it is complete. Throws if the bytes are not a request.
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

  /// The client's next command; nil until it is complete. Throws if the bytes are not a command.
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
    // number_of_packets is 0 or FFFFFFFFh if the transfer is not isochronous.
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

  /// The big-endian number at `offset` in the next message.
  private func word(at offset: Int) -> UInt32 {
    bytes[position + offset..<position + offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }
}
