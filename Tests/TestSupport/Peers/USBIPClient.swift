package import USB

/// A host at a USB/IP server. It was written from the protocol's description, without the server's
/// code.
package struct USBIPClient {
  /// USBIP_RET_SUBMIT or USBIP_RET_UNLINK.
  package struct Reply: Hashable, Sendable {
    /// 3 or 4.
    package var command: UInt32
    package var number: UInt32
    package var status: Int32
    package var actualLength: Int
    package var data: [UInt8]
  }

  package let peer: TestPeer
  /// The 312 bytes that describe the device in OP_REP_IMPORT.
  package let details: [UInt8]
  private var last: UInt32 = 0

  /// Imports the device; nil when the server refuses.
  package init?(port: Int, busID: String = "1-1") throws {
    peer = try TestPeer(port: port)
    let name = Array(busID.utf8)
    peer.send(
      [1, 0x11, 0x80, 3, 0, 0, 0, 0] + name + [UInt8](repeating: 0, count: 32 - name.count))
    guard let head = peer.receive(8), head == [1, 0x11, 0, 3, 0, 0, 0, 0],
      let details = peer.receive(312)
    else { return nil }
    self.details = details
  }

  /// The bytes of a USBIP_CMD_SUBMIT.
  package static func submit(
    _ number: UInt32, _ setup: SetupPacket, payload: [UInt8] = [], endpoint: UInt32 = 0,
    flags: UInt32 = 0
  ) -> [UInt8] {
    let isIn = setup.requestType.direction == .deviceToHost && setup.length > 0
    let words: [UInt32] = [
      1, number, 0x10002, isIn ? 1 : 0, endpoint, flags, UInt32(setup.length), 0, .max, 0,
    ]
    return words.flatMap(bigEndian) + setup.bytes + payload
  }

  /// The bytes of a USBIP_CMD_UNLINK.
  package static func unlink(_ number: UInt32, target: UInt32) -> [UInt8] {
    let words: [UInt32] = [2, number, 0x10002, 0, 0, target, 0, 0, 0, 0, 0, 0]
    return words.flatMap(bigEndian)
  }

  /// Submits a transfer and returns its number.
  package mutating func submit(
    _ setup: SetupPacket, payload: [UInt8] = [], endpoint: UInt32 = 0, flags: UInt32 = 0
  ) -> UInt32 {
    last += 1
    peer.send(
      Self.submit(last, setup, payload: payload, endpoint: endpoint, flags: flags))
    return last
  }

  /// Withdraws a transfer.
  package mutating func unlink(_ target: UInt32) -> UInt32 {
    last += 1
    peer.send(Self.unlink(last, target: target))
    return last
  }

  /// The next reply. `isIn`: whether it contains data.
  package func reply(isIn: Bool = false, within seconds: Double = 10) -> Reply? {
    guard let head = peer.receive(48, within: seconds) else { return nil }
    let length = Int(Self.word(head, 24))
    let hasData = isIn && Self.word(head, 0) == 3
    guard let data = hasData ? peer.receive(length) : [] else { return nil }
    return Reply(
      command: Self.word(head, 0), number: Self.word(head, 4),
      status: Int32(bitPattern: Self.word(head, 20)), actualLength: length, data: data)
  }

  /// Makes a control transfer; nil when the connection ends before its reply.
  package mutating func control(_ setup: SetupPacket, payload: [UInt8] = []) -> Reply? {
    let number = submit(setup, payload: payload)
    let isIn = setup.requestType.direction == .deviceToHost && setup.length > 0
    guard let reply = reply(isIn: isIn), reply.number == number else { return nil }
    return reply
  }

  private static func bigEndian(_ word: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> $0) }
  }

  private static func word(_ bytes: [UInt8], _ offset: Int) -> UInt32 {
    bytes[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }
}
