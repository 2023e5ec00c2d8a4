import USB

/// A transaction of a control or interrupt transfer: a token, perhaps data, perhaps a handshake
/// (USB 2.0, 8.5).
struct WrittenTransaction {
  /// The first packet (USB 2.0, table 8-1, with the check bits of 8.3.1).
  enum Token: UInt8 {
    case out = 0xE1
    case `in` = 0x69
    case setup = 0x2D
    case ping = 0xB4
  }

  /// The last packet (USB 2.0, table 8-1).
  enum Handshake: UInt8 {
    case ack = 0xD2
    case nak = 0x5A
    case stall = 0x1E
    case nyet = 0x96
  }

  var token: Token
  /// The data and whether it is DATA1; nil when no data packet is sent.
  var data: (bytes: [UInt8], isOdd: Bool)?
  /// Nil when the packet was lost.
  var handshake: Handshake?

  /// The transactions of a control transfer (USB 2.0, 8.5.3).
  ///
  /// A STALL answers the data stage towards the host, else the status stage. A transfer that did
  /// not end ends with a NAK.
  static func control(_ transfer: ControlTransfer, maxPacketSize: Int) -> [WrittenTransaction] {
    let isIn = transfer.setup.requestType.direction == .deviceToHost && transfer.setup.length > 0
    let setup = WrittenTransaction(
      token: .setup, data: (transfer.setup.bytes, false), handshake: .ack)
    let last: Handshake = transfer.outcome == .stalled ? .stall : .nak
    guard transfer.outcome == .acknowledged || !isIn else {
      return [setup, WrittenTransaction(token: .in, handshake: last)]
    }
    let stage = data(transfer, isIn: isIn, maxPacketSize)
    guard transfer.outcome == .acknowledged else {
      return [setup] + stage + [WrittenTransaction(token: .in, handshake: last)]
    }
    let status = WrittenTransaction(token: isIn ? .out : .in, data: ([], true), handshake: .ack)
    return [setup] + stage + [status]
  }

  /// The data stage: packets of the largest size, and a shorter one at the end if the data is less
  /// than was asked for (USB 2.0, 5.5.3 and 8.5.3.2).
  private static func data(
    _ transfer: ControlTransfer, isIn: Bool, _ size: Int
  ) -> [WrittenTransaction] {
    let data = transfer.data
    var packets = stride(from: 0, to: data.count, by: size).map {
      Array(data[$0..<min($0 + size, data.count)])
    }
    if isIn, data.count < Int(transfer.setup.length), data.count % size == 0 { packets.append([]) }
    return packets.enumerated().map { index, packet in
      WrittenTransaction(
        token: isIn ? .in : .out, data: (packet, index % 2 == 0), handshake: .ack)
    }
  }
}
