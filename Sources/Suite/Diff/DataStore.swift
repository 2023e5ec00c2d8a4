/// The data stages of a capture, as far as there is room, to find the first byte that differs.
struct DataStore {
  private var bytes: [UInt8] = []

  /// The most bytes that are kept of one capture. Beyond, only a digest tells that data differs.
  static let limit = 16 << 20

  /// Keeps the data of a transfer; returns where it begins, or nil when there is no room.
  mutating func keep(_ data: [UInt8]) -> UInt32? {
    guard data.count > 8, bytes.count + data.count <= Self.limit else { return nil }
    defer { bytes += data }
    return UInt32(bytes.count)
  }

  /// The bytes of an exchange that the capture holds; nil when they were not kept.
  func data(of exchange: DiffExchange) -> ArraySlice<UInt8>? {
    guard exchange.captured > 8 else { return exchange.headBytes[...] }
    return exchange.stored.map { bytes[Int($0)..<Int($0) + Int(exchange.captured)] }
  }
}
