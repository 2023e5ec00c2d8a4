extension Array where Element == UInt8 {
  /// A copy of part of a record. The bytes must be there.
  init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    let part = bytes.extracting(range)
    self = Array(repeating: 0, count: part.count)
    var copy = mutableSpan
    for position in part.indices { copy[position] = part[position] }
  }
}
