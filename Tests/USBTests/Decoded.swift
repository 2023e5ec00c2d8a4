import TestSupport
import USB

/// What a decoder makes of records, in order.
struct Decoded {
  private(set) var transfers: [ControlTransfer] = []
  /// The number of records of each transfer.
  private(set) var counts: [Int] = []
  /// The devices of records whose beginning is missing.
  private(set) var lost: [DeviceAddress] = []
  private(set) var others: [DeviceAddress] = []
  private(set) var undecodable: [Undecodable] = []
  /// The number of records that belong to no device.
  private(set) var bus = 0

  /// Decodes these records, one each millisecond, numbered from 1.
  init(_ decoder: consuming some TransferDecoder, _ records: [[UInt8]]) {
    for (index, bytes) in records.enumerated() {
      let moment = Moment(frame: index + 1, nanoseconds: Int64(index) * 1_000_000)
      switch decoder.kind(of: bytes.span) {
      case .control:
        if let device = decoder.accept(bytes.span, at: moment, emit: { take($0, $1) }) {
          lost.append(device)
        }
      case .other(let device): others.append(device)
      case .bus: bus += 1
      case .undecodable(let why): undecodable.append(why)
      }
    }
    decoder.finish { take($0, $1) }
  }

  private mutating func take(_ transfer: ControlTransfer, _ count: Int) {
    transfers.append(transfer)
    counts.append(count)
  }

  /// The records that are counted somewhere.
  var sum: Int { counts.reduce(0, +) + lost.count + others.count + undecodable.count + bus }

  /// One text for each transfer: its first and last frame, and the outcome.
  var summary: [String] {
    transfers.map {
      "\($0.submitted.frame)-\($0.completed.map { "\($0.frame)" } ?? "") \($0.outcome)"
    }
  }
}

/// Any bytes at all, and records of which some bytes are changed.
func damaged(_ records: [[UInt8]], seed: UInt64) -> [[UInt8]] {
  var random = SeededRandom(seed)
  return (0..<400).map { _ in
    var bytes = records.randomElement(using: &random) ?? []
    for _ in 0..<Int.random(in: 0...3, using: &random) where !bytes.isEmpty {
      let offset = Int.random(in: bytes.indices, using: &random)
      bytes[offset] = UInt8.random(in: 0...255, using: &random)
    }
    return Array(bytes.prefix(Int.random(in: 0...bytes.count * 2, using: &random)))
  }
}
