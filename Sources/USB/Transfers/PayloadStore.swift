/// Copies payloads into an array that is used again when nobody holds it any more.
///
/// A new array costs about 500 instructions, more than the rest of a transfer. In a stream, the
/// payload before mostly has the same length and is no longer held. If somebody still holds it,
/// writing makes a new array (copy on write), so a payload that was handed out never changes.
struct PayloadStore: Sendable {
  private var free: [UInt8] = []

  /// A copy of part of a record. The bytes must be there.
  mutating func copy(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
    let part = bytes.extracting(range)
    var array: [UInt8] = []
    swap(&array, &free)
    if part.count != array.count { array = Array(repeating: 0, count: part.count) }
    var copy = array.mutableSpan
    for position in part.indices { copy[position] = part[position] }
    return array
  }

  /// Takes back what `copy` gave.
  mutating func giveBack(_ array: consuming [UInt8]) { free = array }
}
