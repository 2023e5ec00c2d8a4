/// The check sums of packets on the wire (USB 2.0, 8.3.5).
package enum WireChecksum {
  /// CRC5 of the lowest `count` bits of `value`, in the order of the wire: generator
  /// x^5 + x^2 + 1 (USB 2.0, 8.3.5.1).
  static func crc5(_ value: UInt32, bits count: UInt32) -> UInt32 {
    var rest: UInt32 = 0x1F
    for position in 0..<count {
      let bit = (value >> position ^ rest) & 1
      rest = rest >> 1 ^ (bit == 1 ? 0x14 : 0)
    }
    return rest ^ 0x1F
  }

  /// CRC16 of the data of a packet: generator x^16 + x^15 + x^2 + 1 (USB 2.0, 8.3.5.2).
  package static func crc16(_ data: [UInt8]) -> UInt16 {
    var rest: UInt16 = 0xFFFF
    for byte in data {
      rest ^= UInt16(byte)
      for _ in 0..<8 { rest = rest >> 1 ^ (rest & 1 == 1 ? 0xA001 : 0) }
    }
    return ~rest
  }
}
