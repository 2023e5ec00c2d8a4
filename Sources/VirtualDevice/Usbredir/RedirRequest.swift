import USB

/// What a usbredir guest sends to the side that has the device (usbredir protocol 0.7).
enum RedirRequest: Hashable, Sendable {
  /// The guest has said hello; the device can be announced.
  case hello
  case reset
  case setConfiguration(id: UInt64, value: UInt8)
  case getConfiguration(id: UInt64)
  case setAlternate(id: UInt64, interface: UInt8, alternate: UInt8)
  case getAlternate(id: UInt64, interface: UInt8)
  case control(id: UInt64, endpoint: UInt8, setup: SetupPacket, payload: [UInt8])
  case cancel(id: UInt64)
}

/// What the side that has the device answers to a request.
enum RedirAnswer: Hashable, Sendable {
  case configuration(UInt8)
  case alternate(interface: UInt8, UInt8)
  case control(endpoint: UInt8, setup: SetupPacket, length: Int, data: [UInt8])
}

/// Cuts a guest's bytes into packets, so that the parser is given whole ones, of a bounded size.
struct RedirFrames: Sendable {
  /// No packet of a guest is longer: 64 KiB of data and its headers.
  static let longestPacket = 1 << 17

  /// Whether ids have 64 bits, as both sides may agree on with their hello.
  var hasLongIDs = false
  private var bytes: [UInt8] = []

  var isWithinPacket: Bool { !bytes.isEmpty }

  mutating func append(_ more: some Sequence<UInt8>) { bytes.append(contentsOf: more) }

  /// The next whole packet; nil until there is one.
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

/// Why a guest's bytes are no usbredir.
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
