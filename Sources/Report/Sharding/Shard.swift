import JSON

extension Report {
  /// Which part of a run a report holds. A report of a whole run has none.
  ///
  /// A run has inputs, numbered from 0 in their order. Each is judged in one shard, and becomes a
  /// capture or a failure, or both.
  public struct Shard: Hashable, Sendable {
    /// A digest of the names of all inputs and of all settings. Shards of one run agree in it.
    public var run: String
    /// The number of shards of the run.
    public var count: Int
    /// The number of inputs of the run.
    public var inputs: Int
    /// The shards that are in the report, from 1, in order.
    public var shards: [Int]
    /// The number of the input of each capture.
    public var captures: [Int]
    /// The number of the input of each failure.
    public var failures: [Int]

    /// Makes a part.
    public init(
      run: String, count: Int, inputs: Int, shards: [Int], captures: [Int] = [],
      failures: [Int] = []
    ) {
      self.run = run
      self.count = count
      self.inputs = inputs
      self.shards = shards
      self.captures = captures
      self.failures = failures
    }

    /// Remembers that the captures and failures since the last call are of this input.
    public mutating func note(input: Int, captures: Int, failures: Int) {
      while self.captures.count < captures { self.captures.append(input) }
      while self.failures.count < failures { self.failures.append(input) }
    }

    func value(_ outcome: ShardOutcome) -> JSONValue {
      func list(_ numbers: [Int]) -> JSONValue { .array(numbers.map(JSONValue.int)) }
      return .object([
        ("run", .string(run)), ("count", .int(count)), ("inputs", .int(inputs)),
        ("shards", list(shards)), ("captures", list(captures)), ("failures", list(failures)),
        ("violation", .bool(outcome.hasViolation)), ("undecided", .bool(outcome.isUndecided)),
      ])
    }
  }
}

/// What decides the exit status, beside the failures.
struct ShardOutcome: Hashable {
  /// Whether a side broke the specification.
  var hasViolation = false
  /// Whether something is undecided, or a capture is partial.
  var isUndecided = false
}

extension Report.Document {
  /// What the captures of a shard say for the exit status.
  var shardOutcome: ShardOutcome {
    let judged = Report.Document(captures: captures)
    return ShardOutcome(
      hasViolation: ExitStatus.of(judged) == .violation,
      isUndecided: captures.contains {
        $0.integrity == .partial || $0.sessions.contains(where: \.isUndecided)
      })
  }
}
