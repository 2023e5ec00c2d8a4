/// The data stages of a capture, as far as there is room, to find the first byte that differs.
struct DataStore {
  private var bytes: [UInt8] = []

  /// The most bytes that are kept of one capture. Beyond, only a digest tells that data differs.
  static let limit = 16 << 20

  /// Keeps the data of a transfer, or a digest of it; returns where it is.
  mutating func keep(_ data: [UInt8]) -> DiffExchange.DataPlace {
    guard data.count > 8 else { return .head }
    guard bytes.count + data.count <= Self.limit else { return .digest(Self.digest(data[...])) }
    defer { bytes += data }
    return .stored(UInt32(bytes.count))
  }

  /// The bytes of an exchange that the capture holds; nil when they were not kept.
  func data(of exchange: DiffExchange) -> ArraySlice<UInt8>? {
    switch exchange.place {
    case .head: exchange.headBytes[...]
    case .stored(let start): bytes[Int(start)..<Int(start) + Int(exchange.captured)]
    case .digest: nil
    }
  }

  /// Whether the data of an exchange is that of an exchange of another capture, to the last byte.
  func holdsSame(_ exchange: DiffExchange, as other: DiffExchange, in store: DataStore) -> Bool {
    guard exchange.captured == other.captured, exchange.head == other.head else { return false }
    if exchange.captured <= 8 { return true }
    if let ours = data(of: exchange), let theirs = store.data(of: other) { return ours == theirs }
    return digest(of: exchange) == store.digest(of: other)
  }

  private func digest(of exchange: DiffExchange) -> Int {
    switch exchange.place {
    case .head, .stored: data(of: exchange).map(Self.digest) ?? 0
    case .digest(let digest): digest
    }
  }

  private static func digest(_ data: ArraySlice<UInt8>) -> Int {
    var hasher = Hasher()
    var word: UInt64 = 0
    for (index, byte) in data.enumerated() {
      word = word << 8 | UInt64(byte)
      if index & 7 == 7 { hasher.combine(word) }
    }
    hasher.combine(word)
    return hasher.finalize()
  }
}
