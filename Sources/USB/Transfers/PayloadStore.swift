/// Copies payloads into an array that is used again once nobody holds it.
///
/// A new array costs some 500 instructions, more than all the rest of a transfer. In a stream
/// the payload before has mostly the same length and has been dropped by then. Where it has
/// not, writing to it makes a new array, so that what was handed out never changes.
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
