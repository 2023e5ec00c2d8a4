extension Report {
  /// Which part of a run a report holds. A report of a whole run has none.
  ///
  /// A run has inputs, numbered from 0 in their order. Each is judged in one shard, and becomes a
  /// capture or a failure, or both.
  package struct Shard: Hashable, Sendable {
    /// A digest of the names of all inputs and of all settings. Shards of one run agree in it.
    package var run: String
    /// The number of shards of the run.
    package var count: Int
    /// The number of inputs of the run.
    package var inputs: Int
    /// The shards that are in the report, from 1, in order.
    package var shards: [Int]
    /// The number of the input of each capture.
    package var captures: [Int]
    /// The number of the input of each failure.
    package var failures: [Int]

    /// Makes a part.
    package init(
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
    package mutating func note(input: Int, captures: Int, failures: Int) {
      while self.captures.count < captures { self.captures.append(input) }
      while self.failures.count < failures { self.failures.append(input) }
    }
  }
}
