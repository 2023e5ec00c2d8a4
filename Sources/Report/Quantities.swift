/// Four lower-case hex digits, the form of ids and BCD versions.
func hex4(_ value: UInt16) -> String {
  let digits = String(value, radix: 16)
  return String(repeating: "0", count: 4 - digits.count) + digits
}

/// Two upper-case hex digits and an `h`, the form of bytes in the specification.
func byteText(_ value: UInt8) -> String {
  (value < 16 ? "0" : "") + String(value, radix: 16, uppercase: true) + "h"
}

/// Divides `value` by 10 to the power of `digits`, exactly. The text has no trailing zeros:
/// `decimal(1_500_000, digits: 6)` is `1.5`.
func decimal(_ value: Int64, digits: Int) -> String {
  let magnitude = String(value.magnitude)
  let padded = String(repeating: "0", count: max(0, digits + 1 - magnitude.count)) + magnitude
  let whole = padded.dropLast(digits)
  var fraction = padded.suffix(digits)
  while fraction.last == "0" { fraction.removeLast() }
  return (value < 0 ? "-" : "") + whole + (fraction.isEmpty ? "" : "." + fraction)
}

/// Nanoseconds as milliseconds: `1.5 ms`.
func millisecondText(_ nanoseconds: Int64) -> String {
  decimal(nanoseconds, digits: 6) + " ms"
}

/// Nanoseconds as seconds, always with six decimals to align columns: `0.001500 s`.
func secondText(_ nanoseconds: Int64) -> String {
  let microseconds = (nanoseconds.magnitude + 500) / 1000
  let fraction = String(microseconds % 1_000_000)
  let zeros = String(repeating: "0", count: 6 - fraction.count)
  return (nanoseconds < 0 ? "-" : "") + "\(microseconds / 1_000_000).\(zeros)\(fraction) s"
}

/// `part` of `whole` in per cent with one decimal; 0.0 when `whole` is 0.
func percentText(_ part: Int, of whole: Int) -> String {
  let permille = whole == 0 ? 0 : (part * 1000 + whole / 2) / whole
  return "\(permille / 10).\(permille % 10) %"
}

/// `1 finding`, `2 findings`.
func counted(_ number: Int, _ noun: String) -> String {
  "\(number) \(noun)\(number == 1 ? "" : "s")"
}
