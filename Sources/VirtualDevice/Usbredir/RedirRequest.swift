import USB

/// A request of a usbredir guest to the side that has the device (usbredir protocol 0.7).
enum RedirRequest: Hashable, Sendable {
  /// The guest has sent its hello. The device can now be announced.
  case hello
  /// The guest resets the device.
  case reset
  case setConfiguration(id: UInt64, value: UInt8)
  case getConfiguration(id: UInt64)
  case setAlternate(id: UInt64, interface: UInt8, alternate: UInt8)
  case getAlternate(id: UInt64, interface: UInt8)
  case control(id: UInt64, endpoint: UInt8, setup: SetupPacket, payload: [UInt8])
  /// The guest withdraws the transfer with this id.
  case cancel(id: UInt64)
}

/// The kind of packet that answers a request.
enum RedirAnswer: Hashable, Sendable {
  case configuration(UInt8)
  case alternate(interface: UInt8, UInt8)
  case control(endpoint: UInt8, setup: SetupPacket, length: Int, data: [UInt8])
}

/// Cuts a guest's bytes into packets, so that the parser gets whole packets of a limited size.
struct RedirFrames: Sendable {
  /// The longest accepted packet, in bytes. It has room for 64 KiB of data and the headers.
  static let longestPacket = 1 << 17

  /// Whether ids have 64 bits. Both sides agree on this in their hello messages.
  var hasLongIDs = false
  private var bytes: [UInt8] = []

  /// Whether a part of a packet has arrived.
  var isWithinPacket: Bool { !bytes.isEmpty }

  /// Adds the next bytes from the guest, in a piece of any size.
  mutating func append(_ more: some Sequence<UInt8>) { bytes.append(contentsOf: more) }

  /// The next packet; nil until it is complete. Throws if it is too long.
  mutating func next() throws(RedirError) -> [UInt8]? {
    guard bytes.count >= 8 else { return nil }
    let length = Int(bytes.span.littleEndian32(at: 4))
    guard length <= Self.longestPacket else { throw .tooLong(length) }
    let total = (hasLongIDs ? 16 : 12) + length
    guard bytes.count >= total else { return nil }
    defer { bytes.removeFirst(total) }
    return Array(bytes[..<total])
  }
}

/// Why a guest's bytes are not usbredir.
enum RedirError: Error, Hashable, Sendable, CustomStringConvertible {
  case tooLong(Int)
  case malformed

  var description: String {
    switch self {
    case .tooLong(let length): "a packet of \(length) bytes"
    case .malformed: "a packet that is no usbredir"
    }
  }
}
