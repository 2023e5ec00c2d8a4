/// Copies payloads into an array, and reuses the array when nothing else holds it.
///
/// A new array costs about 500 instructions, more than the rest of a transfer. In a stream, the
/// previous payload mostly has the same length, or is short too, and has been released. If it is
/// still held, writing makes a new array (copy on write). So a payload that was handed out never
/// changes.
struct PayloadStore: Sendable {
  /// Nil while it is lent: an empty array would be released by a call.
  private var free: [UInt8]?
  /// The most bytes of an array that is used for another length too. Where a short payload is kept,
  /// a longer array would waste memory.
  private static let resizable = 64

  /// A copy of `range` of a record. The caller guarantees that the range lies in the record.
  @inline(__always)
  mutating func copy(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
    let part = bytes.extracting(range)
    var array = free.take() ?? []
    if part.count != array.count { Self.resize(&array, to: part.count) }
    var copy = array.mutableSpan
    for position in part.indices { copy[position] = part[position] }
    return array
  }

  /// Gives an array another length. What is in it does not count.
  private static func resize(_ array: inout [UInt8], to count: Int) {
    guard count <= array.capacity, array.capacity <= resizable else {
      array = Array(repeating: 0, count: count)
      return
    }
    if count < array.count {
      array.removeLast(array.count - count)
    } else {
      array.append(contentsOf: repeatElement(0, count: count - array.count))
    }
  }

  /// Takes back an array that `copy` returned, for reuse.
  mutating func giveBack(_ array: consuming [UInt8]) {
    if !array.isEmpty { free = array }
  }
}
