/// The first byte of a packet: its type, and the complement of the type as a check (USB 2.0,
/// 8.3.1).
///
/// Bits 0..3 are the type. A byte whose upper half is not the complement is of no packet.
enum PacketID: UInt8 {
  /// Tokens (USB 2.0, 8.4.1 to 8.4.3).
  case out = 0xE1
  case `in` = 0x69
  case startOfFrame = 0xA5
  case setup = 0x2D
  /// Data (USB 2.0, 8.4.4). Control transfers use the first two only.
  case data0 = 0xC3
  case data1 = 0x4B
  case data2 = 0x87
  case moreData = 0x0F
  /// Handshakes (USB 2.0, 8.4.5).
  case ack = 0xD2
  case nak = 0x5A
  case stall = 0x1E
  case notYet = 0x96
  /// From the host, a preamble before packets at low speed (USB 2.0, 8.6.5). From a hub, the error
  /// handshake of a complete-split (USB 2.0, 8.4.5).
  case preambleOrError = 0x3C
  /// The token before a transaction of a device behind a hub (USB 2.0, 8.4.2).
  case split = 0x78
  /// The question whether there is room for data, at high speed (USB 2.0, 8.5.1).
  case ping = 0xB4
  /// Reserved in USB 2.0; the first token of an extended transaction (Link Power Management
  /// addendum, 2.1).
  case extended = 0xF0
}
