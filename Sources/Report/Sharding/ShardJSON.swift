import JSON

extension Report.Shard {
  /// `lengths`: the number of bytes of each capture in the report.
  func value(_ outcome: ShardOutcome, lengths: [Int]) -> JSONValue {
    func list(_ numbers: [Int]) -> JSONValue { .array(numbers.map(JSONValue.int)) }
    return .object([
      ("run", .string(run)), ("count", .int(count)), ("inputs", .int(inputs)),
      ("shards", list(shards)), ("captures", list(captures)), ("failures", list(failures)),
      ("violation", .bool(outcome.hasViolation)), ("undecided", .bool(outcome.isUndecided)),
      ("lengths", list(lengths)),
    ])
  }
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
