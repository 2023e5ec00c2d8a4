import TestSupport
import Testing

@testable import USB

/// A record that agrees in the bits with one of a stream is of the same device, and no control
/// record: so it needs not be read.
@Suite struct `The bits of usbmon's streams` {
  private func number(_ record: [UInt8], _ bits: StreamBits) -> UInt64 {
    record.span.littleEndian64(at: bits.offset) & bits.mask
  }

  /// A header with values that occur, and some that do not.
  private func header(_ length: Int, _ random: inout SeededRandom) -> [UInt8] {
    var record = random.bytes(length)
    guard length >= 16 else { return record }
    let kinds: [UInt8] = [0x53, 0x43, 0x45, 0x55, 0x52]
    record[8] = random.pick(kinds) ?? 0
    record[9] = UInt8.random(in: 0...4, using: &random)
    record[10] = random.pick([0x00, 0x80, 0x01, 0x81]) ?? 0
    record[11] = UInt8.random(in: 1...2, using: &random)
    record[12] = UInt8.random(in: 1...2, using: &random)
    record[13] = random.once(in: 4) ? 1 : 0
    record[14] = random.pick([0, 0x2D]) ?? 0
    return record
  }

  @Test(arguments: UsbmonHeader.allCases)
  func `tell the same device`(header form: UsbmonHeader) throws {
    var random = SeededRandom(5)
    let dialect = UsbmonURBs(form)
    let bits = try #require(dialect.streamBits)
    let records = (0..<1_500).map { _ in
      header(random.once(in: 9) ? 47 : form.length, &random)
    }
    var agreeing = 0
    for stream in records where stream.count >= bits.shortest {
      guard case .other = dialect.kind(of: stream.span), dialect.isOfStream(stream.span) else {
        continue
      }
      for other in records where other.count >= bits.shortest {
        guard number(stream, bits) == number(other, bits) else { continue }
        agreeing += 1
        #expect(dialect.kind(of: other.span) == dialect.kind(of: stream.span))
      }
    }
    #expect(agreeing > 1_000)
  }

  @Test func `are the same for both events and all endpoints of a device`() throws {
    let dialect = UsbmonURBs(.long)
    let bits = try #require(dialect.streamBits)
    var record = [UInt8](repeating: 0, count: 64)
    record.replaceSubrange(8..<14, with: [0x53, 1, 0x01, 5, 1, 0])
    let first = number(record, bits)
    record.replaceSubrange(8..<11, with: [0x43, 1, 0x82])
    let isOfStream = dialect.isOfStream(record.span)
    #expect(isOfStream && number(record, bits) == first)
    record[11] = 6
    #expect(number(record, bits) != first)
    record[8] = 0x45
    let errorIsOfStream = dialect.isOfStream(record.span)
    #expect(!errorIsOfStream)
  }
}
