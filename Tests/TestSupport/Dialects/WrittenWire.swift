import USB

/// Writes the packets on the wire, as a hardware analyser sees them: link types 288 (any speed),
/// 293 (low), 294 (full) and 295 (high).
///
/// A record is one packet from its PID to its CRC (tcpdump.org/linktypes; USB 2.0, 8.3 and 8.4).
/// A bus reset is not a packet, so these link types do not show it; nor do packets show the number
/// of the bus. The first packet of a control transfer has the time of its beginning, the last one
/// that of its end.
package struct WrittenWire: Hashable, Sendable {
  /// The speed of the bus, and with it the link type.
  package enum Speed: UInt32, Sendable { case any = 288, low = 293, full = 294, high = 295 }

  /// What else happens on the wire.
  package enum Trouble: Sendable {
    case none
    /// The device is not ready at first: it answers NAK (USB 2.0, 8.4.5).
    case naks
    /// A handshake is lost, and the packet is sent again with the same toggle (USB 2.0, 8.6.4).
    case retries
    /// The device has full speed and is behind a hub of high speed (USB 2.0, 8.4.2).
    case split
  }

  /// The speed of the bus.
  package var speed = Speed.full
  /// What else happens.
  package var trouble = Trouble.none

  /// The hub of `split`, and the port with the device.
  private static let hub: (address: UInt32, port: UInt32) = (12, 2)

  /// The records of a story.
  func records(of story: BusStory) -> [WrittenRecord] {
    var records: [WrittenRecord] = []
    var isOdd = false
    for event in story.events {
      switch event {
      case .control(let transfer):
        let begin = transfer.submitted.nanoseconds
        if speed != .low { records.append(startOfFrame(before: begin)) }
        let packets = WrittenTransaction.control(
          transfer, maxPacketSize: Int(story.maxPacketSize)
        ).flatMap { self.packets($0, transfer.device, endpoint: 0) }
        let step = (transfer.ended.nanoseconds - begin) / Int64(max(1, packets.count - 1))
        records += packets.enumerated().map { index, packet in
          let isLast = index == packets.count - 1
          return WrittenRecord(
            isLast ? transfer.ended.nanoseconds : begin + step * Int64(index), packet)
        }
      case .interrupt(let device, let endpoint, let data, let time):
        let transaction = WrittenTransaction(token: .in, data: (data, isOdd), handshake: .ack)
        isOdd.toggle()
        records += packets(transaction, device, endpoint: endpoint).enumerated().map {
          WrittenRecord(time + 2_000 * Int64($0), $1)
        }
      case .rootHub, .reset: break
      }
    }
    return records
  }

  // MARK: - Transactions

  private func packets(
    _ transaction: WrittenTransaction, _ device: DeviceAddress, endpoint: UInt8
  ) -> [[UInt8]] {
    let token = Self.token(transaction.token, device, endpoint)
    let data = transaction.data.map { [Self.data($0.bytes, isOdd: $0.isOdd)] } ?? []
    let end = transaction.handshake.map { [[$0.rawValue]] } ?? []
    let whole = [token] + data + end
    switch trouble {
    case .none: return speed == .high ? highSpeed(transaction, whole, device) : whole
    case .naks: return refusal(transaction, token, data) + whole
    case .retries: return transaction.handshake == .ack ? [token] + data + whole : whole
    case .split: return split(transaction, token, data)
    }
  }

  /// The same transaction, answered with NAK. A SETUP is never refused so (USB 2.0, 8.4.6.4).
  private func refusal(
    _ transaction: WrittenTransaction, _ token: [UInt8], _ data: [[UInt8]]
  ) -> [[UInt8]] {
    let nak = [WrittenTransaction.Handshake.nak.rawValue]
    switch transaction.token {
    case .setup: return []
    case .in, .ping: return [token, nak]
    case .out: return [token] + data + [nak]
    }
  }

  /// At high speed, the device may say that it has no room for the next packet, and the host asks
  /// before it sends one (USB 2.0, 8.5.1).
  private func highSpeed(
    _ transaction: WrittenTransaction, _ whole: [[UInt8]], _ device: DeviceAddress
  ) -> [[UInt8]] {
    guard transaction.token == .out, transaction.handshake == .ack,
      transaction.data?.bytes.isEmpty == false
    else { return whole }
    let ping = Self.token(.ping, device, 0)
    let answers: [WrittenTransaction.Handshake] = [.nak, .ack]
    let sent = Array(whole.dropLast()) + [[WrittenTransaction.Handshake.nyet.rawValue]]
    return sent + answers.flatMap { [ping, [$0.rawValue]] }
  }

  /// A split transaction: it is started at the hub, which acknowledges it, and its result is
  /// fetched later. The first time the hub has none yet (USB 2.0, 8.4.2, 11.17 and 11.20).
  private func split(
    _ transaction: WrittenTransaction, _ token: [UInt8], _ data: [[UInt8]]
  ) -> [[UInt8]] {
    let isIn = transaction.token == .in
    let start = [Self.splitToken(isCompletion: false), token] + (isIn ? [] : data)
    let completion = [Self.splitToken(isCompletion: true), token]
    let result = isIn && !data.isEmpty ? data : transaction.handshake.map { [[$0.rawValue]] } ?? []
    return start + [[WrittenTransaction.Handshake.ack.rawValue]]
      + completion + [[WrittenTransaction.Handshake.nyet.rawValue]] + completion + result
  }

  // MARK: - Packets

  /// A token: 7 bits of address, 4 of endpoint, CRC5 (USB 2.0, 8.4.1).
  static func token(
    _ token: WrittenTransaction.Token, _ device: DeviceAddress, _ endpoint: UInt8
  ) -> [UInt8] {
    let field = UInt32(device.address) | UInt32(endpoint) << 7
    return [token.rawValue]
      + UInt16(field | WireChecksum.crc5(field, bits: 11) << 11).bytes()
  }

  /// DATA0 or DATA1 with CRC16 (USB 2.0, 8.4.4).
  private static func data(_ bytes: [UInt8], isOdd: Bool) -> [UInt8] {
    [isOdd ? 0x4B : 0xC3] + bytes + WireChecksum.crc16(bytes).bytes()
  }

  /// SPLIT: the hub's address, whether it completes, the port, S, E or U, the endpoint's type
  /// (control: 0), CRC5 (USB 2.0, 8.4.2.2).
  private static func splitToken(isCompletion: Bool) -> [UInt8] {
    let field = hub.address | (isCompletion ? 1 << 7 : 0) | hub.port << 8
    return [0x78] + (field | WireChecksum.crc5(field, bits: 19) << 19).bytes().prefix(3)
  }

  /// SOF: 11 bits of frame number, CRC5 (USB 2.0, 8.4.3).
  private func startOfFrame(before time: Int64) -> WrittenRecord {
    let number = UInt32(time / 1_000_000 & 0x7FF)
    return WrittenRecord(
      time - 10_000,
      [0xA5] + UInt16(number | WireChecksum.crc5(number, bits: 11) << 11).bytes())
  }
}
