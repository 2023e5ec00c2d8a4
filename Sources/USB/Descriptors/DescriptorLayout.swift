/// The fields of a kind of descriptor, in order from its first byte.
package struct DescriptorLayout: Sendable {
  /// The name of the kind, as its specification writes it.
  package let name: String
  /// The fields.
  package let fields: [Field]

  /// Makes a layout.
  package init(_ name: String, _ fields: [Field]) {
    self.name = name
    self.fields = fields
  }

  /// One field of a descriptor.
  package struct Field: Sendable {
    /// The field's name, as its specification writes it.
    let name: String
    /// Its length in bytes; nil where it takes all that is left.
    let size: Int?
    /// How its value is written.
    let form: Form
    /// What a value means, in words; nil where there is nothing to say.
    let meaning: @Sendable (UInt64) -> String?

    /// Makes a field.
    package init(
      _ name: String, _ size: Int?, _ form: Form,
      meaning: @escaping @Sendable (UInt64) -> String? = { _ in nil }
    ) {
      self.name = name
      self.size = size
      self.form = form
      self.meaning = meaning
    }
  }

  /// How the value of a field is written.
  package enum Form: Hashable, Sendable {
    /// In decimal.
    case number
    /// In hex digits, as the USB specifications write it: `FEh`.
    case code
    /// In hex digits, and as a version: `0201h` is 2.01.
    case version
    /// The index of a string descriptor; 0 is none.
    case stringIndex
    /// In hex digits, and each of these parts by itself.
    case flags([Part])
    /// Bytes in hex digits.
    case bytes
    /// A UUID, whose first three groups are little-endian (RFC 4122, 4.1.2).
    case uuid
    /// Characters of 8 bits, filled up with zeros.
    case ascii
    /// Characters of 16 bits (UTF-16), little-endian.
    case utf16
  }

  /// A group of bits in a field.
  package struct Part: Hashable, Sendable {
    let name: String
    let bits: ClosedRange<Int>

    /// Makes a part of one bit or of several.
    package init(_ name: String, _ bits: ClosedRange<Int>) {
      self.name = name
      self.bits = bits
    }
  }
}

/// A field of a descriptor with its value.
package struct DescriptorFieldValue: Hashable, Sendable {
  /// The field's name. A part of a field has a name of its own.
  package var name: String
  /// Where it begins, in bytes from the beginning of the descriptor.
  package var offset: Int
  /// Its value; nil where it is no number.
  package var value: UInt64?
  /// The value, as the specifications write it.
  package var text: String
  /// What the value means, in words; nil where there is nothing to say.
  package var meaning: String?
  /// Whether the value is the index of a string descriptor.
  package var isStringIndex = false
  /// Whether it is a part of the field before it.
  package var isPart = false
}

extension DescriptorLayout {
  /// Reads the fields that the bytes hold in full.
  package func values(of bytes: [UInt8]) -> [DescriptorFieldValue] {
    var values: [DescriptorFieldValue] = []
    var at = 0
    for field in fields {
      let end = field.size.map { at + $0 } ?? bytes.count
      guard end <= bytes.count, end > at else { break }
      values += field.values(of: bytes[at..<end])
      at = end
    }
    return values
  }
}

extension DescriptorLayout.Field {
  /// Its value, and then its parts. `bytes` begins at its offset.
  fileprivate func values(of bytes: ArraySlice<UInt8>) -> [DescriptorFieldValue] {
    let number = bytes.count > 8 ? nil : bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let whole = DescriptorFieldValue(
      name: name, offset: bytes.startIndex, value: form.isNumber ? number : nil,
      text: form.text(bytes, number ?? 0),
      meaning: form.meaning(number ?? 0) ?? number.flatMap(meaning),
      isStringIndex: form == .stringIndex)
    guard case .flags(let parts) = form, let number else { return [whole] }
    return [whole]
      + parts.map { part in
        let value = number >> UInt64(part.bits.lowerBound) & (1 << UInt64(part.bits.count) - 1)
        return DescriptorFieldValue(
          name: part.name, offset: bytes.startIndex, value: value, text: "\(value)", isPart: true)
      }
  }
}

extension DescriptorLayout.Form {
  fileprivate var isNumber: Bool {
    switch self {
    case .number, .code, .version, .stringIndex, .flags: true
    case .bytes, .uuid, .ascii, .utf16: false
    }
  }

  fileprivate func text(_ bytes: ArraySlice<UInt8>, _ number: UInt64) -> String {
    switch self {
    case .number, .stringIndex: "\(number)"
    case .code, .version, .flags: Hex.specText(number, width: 2 * bytes.count)
    case .bytes: bytes.map { Hex.text($0, width: 2) }.joined(separator: " ")
    case .uuid: Self.uuid(Array(bytes))
    case .ascii: String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    case .utf16: DescriptorText.utf16(bytes)
    }
  }

  fileprivate func meaning(_ number: UInt64) -> String? {
    guard self == .version else { return nil }
    let minor = String(number & 0xFF, radix: 16)
    return String(number >> 8, radix: 16) + "." + (minor.count < 2 ? "0" : "") + minor
  }

  private static func uuid(_ bytes: [UInt8]) -> String {
    guard bytes.count == 16 else { return Hex.pairs(bytes) }
    let groups = [bytes[0..<4], bytes[4..<6], bytes[6..<8]].map { Array($0.reversed()) }
    let ends = [Array(bytes[8..<10]), Array(bytes[10...])]
    return (groups + ends).map { Hex.pairs($0) }.joined(separator: "-")
  }
}

/// The text in descriptors.
package enum DescriptorText {
  /// Reads UTF-16, little-endian, without the zeros at its end. What is no character becomes
  /// U+FFFD.
  package static func utf16(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: units(bytes), as: UTF16.self)
  }

  /// Whether each half of a character is beside its other half.
  package static func isWellFormed(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.count.isMultiple(of: 2) && Array(utf16(bytes).utf16) == units(bytes)
  }

  private static func units(_ bytes: ArraySlice<UInt8>) -> [UInt16] {
    var units = stride(from: 0, to: bytes.count - 1, by: 2).map {
      bytes.span.littleEndian16(at: $0)
    }
    while units.last == 0 { units.removeLast() }
    return units
  }
}
