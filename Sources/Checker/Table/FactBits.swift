import DFU
import SpecTable

/// Conditions as two masks, one bit a fact: which facts they ask for, and which of those must hold.
struct FactMask: Hashable, Sendable {
  var mask: UInt64 = 0
  var value: UInt64 = 0

  init(_ conditions: [Condition]) {
    for condition in conditions {
      let bit: UInt64 = 1 << UInt64(condition.fact.rawValue)
      mask |= bit
      if condition.holds { value |= bit }
    }
  }
}

/// The facts of one exchange, one bit a fact: which are known, and which of those hold.
struct FactBits: Hashable, Sendable {
  var known: UInt64 = 0
  var value: UInt64 = 0
  /// The error code that the exchange before has cleared; empty where it cleared none.
  var cleared = StatusSet()

  /// Only the facts of a mask.
  func only(_ mask: UInt64) -> FactBits {
    var bits = self
    bits.known &= mask
    bits.value &= mask
    return bits
  }

  /// Whether no known fact contradicts the conditions.
  func admits(_ wanted: FactMask) -> Bool {
    (value ^ wanted.value) & wanted.mask & known == 0
  }

  /// Whether every condition is known to hold.
  func proves(_ wanted: FactMask) -> Bool {
    known & wanted.mask == wanted.mask && admits(wanted)
  }
}
