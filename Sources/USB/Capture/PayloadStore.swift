/// Copies payloads into arrays that are used again once nobody holds them.
///
/// A new array costs some 500 instructions, more than all the rest of a transfer; in a stream
/// the last one of the same length has mostly been dropped by then. Where it has not, writing
/// to it makes a new one, so that what was handed out never changes.
struct PayloadStore: Sendable {
  /// The last array of each length, by the low bits of the length.
  private var arrays = [[UInt8]](repeating: [], count: 16)

  /// A copy of part of a record. The bytes must be there.
  mutating func copy(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
    if range.isEmpty { return [] }
    let part = bytes.extracting(range)
    let place = part.count & 15
    if arrays[place].count != part.count {
      arrays[place] = Array(repeating: 0, count: part.count)
    }
    var copy = arrays[place].mutableSpan
    for position in part.indices { copy[position] = part[position] }
    return arrays[place]
  }
}
