/// Why a device cannot be made.
package struct ModelError: Error, Hashable, Sendable {
  package var message: String

  package init(_ message: String) { self.message = message }
}

/// A value given for a parameter of a personality.
package enum ParameterValue: Hashable, Sendable {
  case number(Int)
  case numbers([Int])
  case text(String)
}

/// The parameters given for a device, read by name; what nobody reads is unknown.
package struct Parameters: Sendable {
  private var values: [String: ParameterValue]
  private var known: Set<String> = []

  package init(_ values: [String: ParameterValue] = [:]) { self.values = values }

  /// A whole number within `range`; nil when it is not given.
  package mutating func number(
    _ name: String, in range: ClosedRange<Int>
  ) throws(ModelError) -> Int? {
    switch take(name) {
    case nil: return nil
    case .number(let value)? where range.contains(value): return value
    case .number?, .numbers?, .text?:
      throw ModelError(
        "\(name) takes a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
  }

  /// A list of whole numbers, each within `range`; nil when it is not given.
  package mutating func numbers(
    _ name: String, in range: ClosedRange<Int>, atMost count: Int
  ) throws(ModelError) -> [Int]? {
    switch take(name) {
    case nil: return nil
    case .numbers(let values)? where values.count <= count && values.allSatisfy(range.contains):
      return values
    case .number?, .numbers?, .text?:
      throw ModelError(
        "\(name) takes up to \(count) whole numbers from \(range.lowerBound) to \(range.upperBound)"
      )
    }
  }

  /// One of `words`; nil when it is not given.
  package mutating func word(_ name: String, of words: [String]) throws(ModelError) -> String? {
    switch take(name) {
    case nil: return nil
    case .text(let value)? where words.contains(value): return value
    case .number?, .numbers?, .text?:
      throw ModelError("\(name) takes \(words.joined(separator: " or "))")
    }
  }

  /// 0 or 1; nil when it is not given.
  package mutating func flag(_ name: String) throws(ModelError) -> Bool? {
    try number(name, in: 0...1).map { $0 == 1 }
  }

  /// A time in milliseconds, up to ten minutes; nil when it is not given.
  package mutating func time(_ name: String) throws(ModelError) -> VirtualTime? {
    try number(name, in: 0...600_000).map(VirtualTime.milliseconds)
  }

  /// Objects to a parameter that nobody has read.
  package func finish(for personality: String) throws(ModelError) {
    guard let name = values.keys.sorted().first else { return }
    throw ModelError(
      "\(personality) has no parameter \(name); it has \(known.sorted().joined(separator: ", "))")
  }

  private mutating func take(_ name: String) -> ParameterValue? {
    known.insert(name)
    return values.removeValue(forKey: name)
  }
}
