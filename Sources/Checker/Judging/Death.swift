/// The outcome (by its row, an index into the table) after which endpoint 0 is dead.
struct Death {
  var row: Int
  var outcome: Int
  /// The frame of the request that had this outcome.
  var frame = 0
}
