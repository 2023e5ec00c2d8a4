import Testing

@testable import USB

/// Payloads share memory only with those that were given back and are held by nobody.
@Suite struct PayloadStoreTests {
  /// The lengths of descriptors and status reports (USB 2.0, 9.6; DFU 1.1, 6.1.2), and of blocks.
  private static let lengths = [18, 9, 27, 6, 18, 200, 6, 64, 65, 0, 1, 27]

  @Test func `a payload that is still held keeps its bytes`() {
    var store = PayloadStore()
    var held: [(payload: [UInt8], bytes: [UInt8])] = []
    for (round, length) in Self.lengths.enumerated() {
      let record = (0..<300).map { UInt8(truncatingIfNeeded: $0 + 7 * round) }
      let payload = store.copy(record.span, 40..<40 + length)
      held.append((payload, Array(record[40..<40 + length])))
      store.giveBack(payload)
    }
    for (payload, bytes) in held { #expect(payload == bytes) }
  }

  @Test func `a payload that nobody holds has its own bytes too`() {
    var store = PayloadStore()
    for (round, length) in Self.lengths.enumerated() {
      let record = (0..<300).map { UInt8(truncatingIfNeeded: $0 + 7 * round) }
      let payload = store.copy(record.span, 40..<40 + length)
      #expect(payload == Array(record[40..<40 + length]))
      store.giveBack(payload)
    }
  }

  @Test func `a short payload is not kept in the memory of a long one`() {
    var store = PayloadStore()
    let record = [UInt8](repeating: 1, count: 4096)
    store.giveBack(store.copy(record.span, 0..<4096))
    #expect(store.copy(record.span, 0..<6).capacity <= 64)
  }
}
