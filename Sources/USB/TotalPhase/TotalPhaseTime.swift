/// Times and durations as Total Phase Data Center prints them.
enum TotalPhaseTime {
  /// Reads a time such as `0:10.158.452`: minutes, seconds, milliseconds, microseconds and perhaps
  /// nanoseconds. Returns nanoseconds; nil for another form.
  static func nanoseconds(_ line: Span<UInt8>, _ range: Range<Int>) -> Int64? {
    guard let colon = range.first(where: { line[$0] == UInt8(ascii: ":") }),
      let minutes = number(line, range.lowerBound..<colon),
      let rest = parts(line, colon + 1..<range.upperBound), rest.count >= 3, rest.count <= 4
    else { return nil }
    return minutes * 60_000_000_000 + sum(rest, unit: 1_000_000_000)
  }

  /// Reads a duration such as `13.000 us` (microseconds, nanoseconds) or `31.007.125 ms`. Returns
  /// nanoseconds; nil for another form.
  static func duration(_ line: Span<UInt8>, _ range: Range<Int>) -> Int64? {
    guard let blank = range.first(where: { line[$0].isBlank }),
      let unit = unit(line, line.trimmed(blank..<range.upperBound)),
      let parts = parts(line, range.lowerBound..<blank)
    else { return nil }
    return sum(parts, unit: unit)
  }

  private static func unit(_ line: Span<UInt8>, _ range: Range<Int>) -> Int64? {
    if line.holds("s", at: range) { return 1_000_000_000 }
    if line.holds("ms", at: range) { return 1_000_000 }
    if line.holds("us", at: range) { return 1000 }
    return line.holds("ns", at: range) ? 1 : nil
  }

  /// Adds parts of which each has a thousandth of the unit of the part before it.
  private static func sum(_ parts: [Int64], unit: Int64) -> Int64 {
    var (total, unit) = (Int64(0), unit)
    for part in parts {
      total += part * unit
      unit /= 1000
    }
    return total
  }

  /// The numbers between points, or between commas where those are the decimal sign.
  private static func parts(_ line: Span<UInt8>, _ range: Range<Int>) -> [Int64]? {
    var parts: [Int64] = []
    var start = range.lowerBound
    for end in range.lowerBound...range.upperBound {
      guard
        end == range.upperBound || line[end] == UInt8(ascii: ".")
          || line[end] == UInt8(ascii: ",")
      else { continue }
      guard let part = number(line, start..<end) else { return nil }
      parts.append(part)
      start = end + 1
    }
    return parts
  }

  /// A number of at most seven digits, so that no sum overflows.
  private static func number(_ line: Span<UInt8>, _ range: Range<Int>) -> Int64? {
    range.count <= 7 ? line.decimal(range).flatMap { $0 >= 0 ? $0 : nil } : nil
  }
}
