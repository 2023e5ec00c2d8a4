/// Where the fields of a packet are (USB 2.0, 8.3 and 8.4). All bits come lowest first.
///
/// A record is one packet without its sync pattern and its end: the first byte is the PID
/// (tcpdump.org, LINKTYPE_USB_2_0).
enum WireLayout {
  /// The length of a token: PID, address, endpoint, checksum (USB 2.0, 8.4.1).
  static let tokenLength = 3
  /// The length of a split token (USB 2.0, 8.4.2.2).
  static let splitLength = 4
  /// The length of a data packet without payload: PID and checksum (USB 2.0, 8.4.4).
  static let emptyDataLength = 3
  /// The length of a handshake: PID alone (USB 2.0, 8.4.5).
  static let handshakeLength = 1

  /// The device address in a token.
  @inline(__always)
  static func address(_ token: UInt16) -> UInt8 { UInt8(truncatingIfNeeded: token & 0x7F) }

  /// The endpoint number in a token.
  @inline(__always)
  static func endpoint(_ token: UInt16) -> UInt16 { token >> 7 & 0x0F }

  /// Whether a split token completes a transaction; otherwise it starts one (USB 2.0, 8.4.2.2).
  static func isComplete(split record: Span<UInt8>) -> Bool { record[1] & 0x80 != 0 }
}
