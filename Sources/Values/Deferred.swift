// Values: a value that is made when somebody asks for it. Most findings of a long session are only
// counted, and their words would cost more than the judging.

/// A value that is made each time that it is asked for. Two are equal when their values are.
package struct Deferred<Value: Hashable & Sendable>: Hashable, Sendable {
  private let make: @Sendable () -> Value

  /// Remembers how the value is made.
  package init(_ make: @escaping @Sendable () -> Value) { self.make = make }

  /// Makes the value.
  package var value: Value { make() }

  /// Changes the value when it is made.
  package func changed(_ change: @escaping @Sendable (inout Value) -> Void) -> Deferred {
    Deferred { [make] in
      var value = make()
      change(&value)
      return value
    }
  }

  /// Compares the values, which are made for it.
  package static func == (a: Deferred, b: Deferred) -> Bool { a.value == b.value }

  /// Hashes the value, which is made for it.
  package func hash(into hasher: inout Hasher) { hasher.combine(value) }
}
