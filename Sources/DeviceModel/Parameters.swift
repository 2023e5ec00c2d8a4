/// Why a device cannot be made.
package struct ModelError: Error, Hashable, Sendable {
  /// A sentence for the operator: which value is wrong, and which values are accepted.
  package var message: String

  /// Makes an error with this sentence, without a full stop.
  package init(_ message: String) { self.message = message }
}

/// The value of a personality's parameter, as a vector or `--config` writes it.
package enum ParameterValue: Hashable, Sendable {
  case number(Int)
  case numbers([Int])
  case text(String)
}

/// The parameters given for a device, by name.
///
/// A personality reads the parameters that it knows. A parameter that nothing has read is unknown,
/// which is an error.
package struct Parameters: Sendable {
  private var values: [String: ParameterValue]
  private var known: Set<String> = []

  /// Takes parameters; none of them counts as read yet.
  package init(_ values: [String: ParameterValue] = [:]) { self.values = values }

  /// Reads a whole number within `range` into `value`. If it is not given, `value` stays unchanged.
  package mutating func read<Number: FixedWidthInteger>(
    _ name: String, in range: ClosedRange<Number>, into value: inout Number
  ) throws(ModelError) {
    let bounds = Int(range.lowerBound)...Int(range.upperBound)
    if let given = try number(name, in: bounds) { value = Number(given) }
  }

  /// Reads 0 or 1 into `value`. If it is not given, `value` stays unchanged.
  package mutating func read(_ name: String, into value: inout Bool) throws(ModelError) {
    if let given = try number(name, in: 0...1) { value = given == 1 }
  }

  /// Reads a time into `value`, given in milliseconds, at most ten minutes. If it is not given,
  /// `value` stays unchanged.
  package mutating func read(_ name: String, into value: inout VirtualTime) throws(ModelError) {
    if let given = try number(name, in: 0...600_000) { value = .milliseconds(given) }
  }

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

  /// Throws if a parameter was not read; the error names the first such parameter by name order.
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
