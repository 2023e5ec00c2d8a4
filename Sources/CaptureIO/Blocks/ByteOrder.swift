/// The order of the bytes in a section's numbers.
enum ByteOrder {
  case little, big

  static let all = [little, big]

  /// The number of 32 bits at an offset.
  @inline(__always)
  func word(_ bytes: Span<UInt8>, _ offset: Int) -> UInt32 {
    let low = UInt32(bytes[offset]) | UInt32(bytes[offset + 1]) << 8
    let number = low | UInt32(bytes[offset + 2]) << 16 | UInt32(bytes[offset + 3]) << 24
    return self == .big ? number.byteSwapped : number
  }

  /// The two numbers of 16 bits at an offset.
  @inline(__always)
  func halves(_ bytes: Span<UInt8>, _ offset: Int) -> (UInt16, UInt16) {
    let both = word(bytes, offset)
    let (low, high) = (UInt16(truncatingIfNeeded: both), UInt16(both >> 16))
    return self == .big ? (high, low) : (low, high)
  }

  /// The number that all the bytes make; at most eight.
  func number(_ bytes: Span<UInt8>) -> UInt64 {
    var number: UInt64 = 0
    for index in 0..<bytes.count {
      number = number << 8 | UInt64(bytes[self == .big ? index : bytes.count - 1 - index])
    }
    return number
  }

  /// Passes the options in a block to `body`, up to the first that is not whole. An option has a
  /// code, a length, and a value that is filled up to four bytes (draft-ietf-opsawg-pcapng, 3.5).
  func forEachOption(
    in block: Span<UInt8>, from start: Int, _ body: (UInt16, Span<UInt8>) -> Void
  ) {
    var offset = start
    while offset + 4 <= block.count {
      let (code, length) = halves(block, offset)
      offset += 4
      guard code != 0, offset + Int(length) <= block.count else { return }
      body(code, block.extracting(offset..<offset + Int(length)))
      offset += (Int(length) + 3) / 4 * 4
    }
  }
}

extension ByteOrder {
  /// Whether the bytes are options up to their end, or up to the option that ends them.
  func hasWholeOptions(_ bytes: Span<UInt8>) -> Bool {
    var offset = 0
    while offset + 4 <= bytes.count {
      let (code, length) = halves(bytes, offset)
      if code == 0 { return length == 0 }
      offset += 4 + (Int(length) + 3) / 4 * 4
    }
    return offset == bytes.count
  }
}

extension UInt64 {
  /// The sum, or the largest number where it does not fit.
  func addingSaturated(_ other: UInt64) -> UInt64 {
    let (sum, isTooLarge) = addingReportingOverflow(other)
    return isTooLarge ? .max : sum
  }
}
