import DFU
import Evidence

/// The spans that are open for one device.
struct OpenSpans {
  private let spans: [CompiledSpan]
  /// One bit a span.
  var open: UInt64 = 0
  private let opening: RulesByMark
  private let closing: RulesByMark

  /// None is open.
  init(_ spans: [CompiledSpan]) {
    self.spans = spans
    opening = RulesByMark(spans.map(\.opensOn))
    closing = RulesByMark(spans.map(\.closesOn))
  }

  /// Closes spans and then opens some, as the marks of one observation say.
  mutating func turn(_ marks: MarkSet, _ facts: FactBits) {
    if open != 0 { open &= ~closing.rules(marks) }
    var candidates = opening.rules(marks)
    while candidates != 0 {
      let bit = candidates.trailingZeroBitCount
      candidates &= candidates &- 1
      if facts.proves(spans[bit].when) { open |= 1 &<< UInt64(bit) }
    }
  }

  mutating func closeAll() {
    open = 0
  }

  /// The obligations (by index) that are broken in each of `states`: those with an open span among
  /// `forbidding`, which has one bit a span.
  func broken(by forbidding: UInt64, in states: StateSet) -> [Int] {
    let hit = open & forbidding
    guard hit != 0 else { return [] }
    return spans.indices.filter {
      hit & 1 << UInt64($0) != 0 && states.isSubset(of: spans[$0].forbiddenIn)
    }.map { spans[$0].index }
  }
}
