import JSON

/// The largest number that a report may state: 2^40. No sum of the numbers in a report of the
/// longest kind overflows then.
private let mostCounted = 1 << 40

extension JSONReader {
  /// A number of things, or the number of a frame: from 0 to 2^40.
  mutating func count() throws(JSONFault) -> Int {
    _ = try peek()
    let start = offset
    let number = try integer()
    guard 0...mostCounted ~= number else {
      throw JSONFault("a number from 0 to \(mostCounted) is expected, not \(number)", at: start)
    }
    return number
  }

  /// Reads an object as `members` does, and refuses one that has a member twice: the later one
  /// would hide what the first one says.
  mutating func distinctMembers(
    _ body: (String, inout JSONReader) throws(JSONFault) -> Void
  ) throws(JSONFault) {
    var names = MemberNames()
    try members { name, reader throws(JSONFault) in
      guard names.insert(name) else { throw reader.fault("the member \(name) is there twice") }
      try body(name, &reader)
    }
  }

  /// The elements of an array, each read by `read`.
  mutating func list<T>(
    _ read: (inout JSONReader) throws(JSONFault) -> T
  ) throws(JSONFault) -> [T] {
    var items: [T] = []
    try elements { reader throws(JSONFault) in items.append(try read(&reader)) }
    return items
  }

  /// A string; nil for `null`.
  mutating func optionalString() throws(JSONFault) -> String? {
    try takeNull() ? nil : string()
  }

  /// Four hex digits in a string; nil for `null`.
  mutating func optionalHex() throws(JSONFault) -> UInt16? {
    guard let text = try optionalString() else { return nil }
    guard let value = UInt16(text, radix: 16) else {
      throw fault("four hex digits are expected, not \(text)")
    }
    return value
  }

  /// A word that stands for a value of `type`; `name` is the member's name in an error.
  mutating func word<T: RawRepresentable<String>>(
    _ type: T.Type, _ name: String
  ) throws(JSONFault) -> T {
    let text = try string()
    guard let value = T(rawValue: text) else { throw fault("\(name) cannot be \(text)") }
    return value
  }
}

/// The names of an object's members so far.
private struct MemberNames {
  /// The first ones. To compare a few names is faster than to hash them.
  private var first: [String] = []
  private var others: Set<String> = []

  private static let few = 32

  /// Takes the next name; returns false for one that was there before.
  mutating func insert(_ name: String) -> Bool {
    guard !first.contains(name) else { return false }
    guard first.count == Self.few else {
      first.append(name)
      return true
    }
    return others.insert(name).inserted
  }
}
