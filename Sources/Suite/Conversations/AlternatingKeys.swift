/// Values by key. The two keys that were asked for last are found without a hash: blocks of an
/// image and polls alternate.
struct AlternatingKeys<Key: Hashable, Value> {
  private var all: [Key: Value] = [:]
  private var last: (key: Key, value: Value)?
  private var lastButOne: (key: Key, value: Value)?

  /// The value of a key; nil where it has none.
  mutating func find(_ key: Key) -> Value? {
    if let last, last.key == key { return last.value }
    if let lastButOne, lastButOne.key == key {
      swap(&last, &self.lastButOne)
      return lastButOne.value
    }
    guard let value = all[key] else { return nil }
    note(value, for: key)
    return value
  }

  /// Gives a key that has none a value.
  mutating func add(_ value: Value, for key: Key) {
    all[key] = value
    note(value, for: key)
  }

  private mutating func note(_ value: Value, for key: Key) {
    lastButOne = last
    last = (key, value)
  }
}
