/// A copy that is under way, in a place that can be optional.
final class Copy<Value: ~Copyable> {
  var value: Value

  init(_ value: consuming Value) { self.value = value }
}
