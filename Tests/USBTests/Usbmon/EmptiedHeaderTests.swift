import TestSupport
import Testing

@testable import USB

/// What becomes of an emptied record of usbmon is told by eight bytes of its header alone.
@Suite struct `An emptied header of usbmon` {
  private func number(_ record: [UInt8]) -> UInt64 { record.span.littleEndian64(at: 8) }

  /// A record of another endpoint than 0, or of no control transfer.
  private func record(_ form: UsbmonHeader, _ random: inout SeededRandom) -> [UInt8] {
    var record = random.bytes(form.length + Int.random(in: 0...40, using: &random))
    record[8] = random.pick([0x53, 0x43, 0x45]) ?? 0
    record[9] = random.pick([0, 1, 2, 3]) ?? 0
    record[10] = random.pick([0x01, 0x81, 0x82]) ?? 0
    record[14] = random.pick([0, 0x2D]) ?? 0
    record[15] = random.pick([0, 0x3C, 0x3E, 0x2D]) ?? 0
    return record
  }

  @Test(arguments: UsbmonHeader.allCases)
  func `is the same for all that agree in the bytes`(form: UsbmonHeader) {
    var random = SeededRandom(11)
    for _ in 0..<2_000 {
      let record = record(form, &random)
      var finder = UsbmonContents(form)
      let content = finder.content(of: record.span, frame: 1)
      guard case .endpoint = content.owner else { #expect(Bool(false)); continue }
      var emptied = record
      var span = emptied.mutableSpan
      #expect(finder.empty(&span) == form.length)
      let (staying, values) = UsbmonContents.emptied(form, number(record))
      let told = zip(record, zip(staying, values)).map { $0 & $1.0 | $1.1 }
      #expect(told == Array(emptied.prefix(form.length)))
    }
  }
}
