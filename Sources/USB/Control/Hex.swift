/// Hexadecimal digits. All reading and writing of them is here.
package enum Hex {
  private static let digits = Array("0123456789abcdef".utf8)

  /// The value, 0 to 15, of an ASCII digit of either case; nil for any other character.
  package static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  /// The bytes of a text of digit pairs, such as `0aFF`; nil if the text holds anything else.
  package static func bytes(_ text: String) -> [UInt8]? {
    let digits = Array(text.utf8)
    guard digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count / 2)
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let high = value(digits[index]), let low = value(digits[index + 1]) else { return nil }
      bytes.append(high << 4 | low)
    }
    return bytes
  }

  /// Appends two lower-case digits for each byte, as UTF-8.
  package static func write(_ bytes: [UInt8], to text: inout [UInt8]) {
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
  }

  /// Two lower-case digits for each byte, without spaces: `0aff`.
  package static func pairs(_ bytes: some Sequence<UInt8>) -> String {
    var text: [UInt8] = []
    write(Array(bytes), to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// A number in lower-case digits, with leading zeros up to `width` digits: `00ff`.
  package static func text(_ value: some UnsignedInteger, width: Int) -> String {
    padded(String(value, radix: 16), width)
  }

  /// A number as the USB specifications write it: upper case with an `h`, such as `0AFFh`. `width`
  /// is the number of digits, with leading zeros.
  package static func specText(_ value: some UnsignedInteger, width: Int) -> String {
    padded(String(value, radix: 16, uppercase: true), width) + "h"
  }

  private static func padded(_ digits: String, _ width: Int) -> String {
    String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
