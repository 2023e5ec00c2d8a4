/// What decides the exit status, beside the failures.
struct ShardOutcome: Hashable {
  /// Whether a side broke the specification.
  var hasViolation = false
  /// Whether something is undecided, or a capture is partial.
  var isUndecided = false
}
