/// A field in which two steps can differ.
enum DiffField: UInt8, Hashable {
  case requestType, request, value, index, requestLength, sentByte, wait, alternate, reset
  case configuration
  case outcome, status, state, pollTimeout, string, answerLength, answerByte, leaves, arrival, mode

  /// Whether the device decides it, also where the host does something else then: a device that
  /// leaves the bus is not reset.
  var isOfDeviceAlone: Bool { self == .leaves || self == .arrival || self == .mode }

  /// Whether the host decides it.
  var isOfHost: Bool { rawValue <= Self.configuration.rawValue }
}

/// A field with both values, as numbers. What the numbers mean is in `DiffWords`.
struct FieldDifference: Hashable {
  var field: DiffField
  var a: UInt64
  var b: UInt64

  /// Nil where the values are the same.
  init?<Value: BinaryInteger>(_ field: DiffField, _ a: Value, _ b: Value) {
    guard a != b else { return nil }
    self.field = field
    self.a = UInt64(truncatingIfNeeded: a)
    self.b = UInt64(truncatingIfNeeded: b)
  }

  /// Nil where the values are the same.
  init?(_ field: DiffField, _ a: Bool, _ b: Bool) {
    self.init(field, a ? 1 : 0, b ? 1 : 0)
  }
}
