import USB

/// Passes records or lines to a decoder, and books them as a capture's are booked.
struct DecoderRun<Decoder: TransferDecoder> {
  private var decoder: Decoder
  private var ledger = RecordLedger()
  private var count = 0

  private init(_ decoder: consuming Decoder) { self.decoder = decoder }

  /// Runs records: each has two bytes of length, at most 4095, and its bytes. The last may be cut.
  static func records(
    _ bytes: [UInt8], _ decoder: consuming Decoder
  ) throws(Fuzzer.Contradiction) {
    var run = Self(decoder)
    var start = 0
    while start + 2 <= bytes.count {
      let length = Int(bytes[start]) | Int(bytes[start + 1] & 0x0F) << 8
      let end = min(bytes.count, start + 2 + length)
      run.take(bytes.span.extracting(start + 2..<end))
      start = end
    }
    try run.finish()
  }

  private mutating func take(_ record: Span<UInt8>) {
    count += 1
    let moment = Moment(frame: count, nanoseconds: Int64(count) * 1_000)
    switch decoder.kind(of: record) {
    case .other(let device): ledger.countNonControl(device)
    case .undecodable: ledger.countUndecodable()
    case .bus:
      ledger.countBus()
      _ = decoder.takeBusEvent()
    case .control:
      let lost = decoder.accept(record, at: moment) { ledger.settle($0, records: $1, as: .used) }
      if lost != nil { ledger.countLostSubmission() }
    }
  }

  private mutating func finish() throws(Fuzzer.Contradiction) {
    decoder.finish { ledger.settle($0, records: $1, as: .used) }
    ledger.countCopies(decoder.copies)
    ledger.countStrays(decoder.strays)
    let counted = ledger.totals(sessionAddresses: []).sum
    guard counted == count else { throw Fuzzer.Contradiction(records: count, counted: counted) }
  }
}

extension DecoderRun where Decoder: LineDecoder {
  /// Runs lines of text.
  static func lines(_ bytes: [UInt8], _ decoder: consuming Decoder) throws(Fuzzer.Contradiction) {
    var run = Self(decoder)
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      let line = Array(line)
      if run.decoder.stamp(of: line.span) != .notARecord { run.take(line.span) }
    }
    try run.finish()
  }
}
