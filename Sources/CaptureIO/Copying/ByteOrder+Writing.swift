// Numbers and options as they are written into blocks.

extension ByteOrder {
  /// Appends a number.
  func append<Number: FixedWidthInteger>(_ value: Number, to output: inout [UInt8]) {
    let ordered = self == .big ? value.bigEndian : value.littleEndian
    unsafe withUnsafeBytes(of: ordered) { unsafe output.append(contentsOf: $0) }
  }

  /// Writes a number in the place of another; none beyond the bytes.
  func put(_ value: UInt32, in bytes: inout MutableSpan<UInt8>, at offset: Int) {
    guard offset >= 0, offset <= bytes.count - 4 else { return }
    let ordered = self == .big ? value.bigEndian : value.littleEndian
    unsafe bytes.withUnsafeMutableBytes {
      unsafe $0.storeBytes(of: ordered, toByteOffset: offset, as: UInt32.self)
    }
  }

  /// Appends an option, filled up to four bytes (draft-ietf-opsawg-pcapng, 3.5). A value of more
  /// than 65 535 bytes is cut.
  func appendOption(_ code: UInt16, _ value: some Collection<UInt8>, to output: inout [UInt8]) {
    let value = value.prefix(Int(UInt16.max))
    append(code, to: &output)
    append(UInt16(value.count), to: &output)
    output += value
    output += repeatElement(0, count: Self.padding(value.count))
  }

  /// Appends a block around `body`, whose length is a multiple of four.
  func appendBlock(_ type: UInt32, _ body: [UInt8], to output: inout [UInt8]) {
    let length = UInt32(12 + body.count)
    append(type, to: &output)
    append(length, to: &output)
    output += body
    append(length, to: &output)
  }

  /// A block around `body`.
  func block(_ type: UInt32, _ body: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(12 + body.count)
    appendBlock(type, body, to: &bytes)
    return bytes
  }

  /// The bytes that fill `count` bytes up to a multiple of four.
  static func padding(_ count: Int) -> Int { (4 - count & 3) & 3 }
}

extension [UInt8] {
  /// The bytes at these places.
  init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    self = unsafe bytes.extracting(range).withUnsafeBufferPointer { unsafe Array($0) }
  }
}
