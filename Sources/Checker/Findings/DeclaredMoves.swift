/// The events and exchanges of which an overlay declares an outcome. Each of them explains where
/// the device is up to the next exchange.
package struct DeclaredMoves: Hashable, Sendable {
  private var moves: [Move] = []
  /// The moves from this index on wait for the next exchange.
  private var open = 0

  private struct Move: Hashable {
    var rule: String
    var first: Int
    var last: Int
  }

  /// A bound on memory: a capture of several days may hold any number of resets.
  private static let limit = 10_000

  /// Takes note that `rule`, the path of a declaration, explains what happened at `frame`.
  mutating func note(_ rule: String, at frame: Int) {
    guard moves.count < Self.limit else { return }
    moves.append(Move(rule: rule, first: frame, last: .max))
  }

  /// The next exchange is at `frame`; the moves before it explain nothing after it.
  mutating func close(at frame: Int) {
    guard open < moves.count else { return }
    for index in open..<moves.count { moves[index].last = frame }
    open = moves.count
  }

  /// The path of the declaration that explains what is at `frame`; nil when none does.
  package func rule(explaining frame: Int) -> String? {
    guard let move = moves.last(where: { $0.first <= frame }), frame <= move.last else {
      return nil
    }
    return move.rule
  }
}
