import Files
import Vectors

/// The steps of one vector, written one after the other and not kept as values.
///
/// The last step waits, because it may still be replaced. The text goes into the spool in pieces,
/// so that the memory does not grow with the size of a download.
struct StepText {
  private let spool: Spool
  /// The places in the spool, in order.
  private var places: [Range<Int>] = []
  private var waiting: [UInt8] = []
  /// How many steps there are.
  private(set) var count = 0
  /// The last step, which is not written yet.
  private(set) var last: Vector.Step?
  private var expected: [Vector.Expectation] = []

  /// How many bytes wait before they go into the spool.
  private static let pieceLength = 1 << 16

  /// Starts without steps.
  init(_ spool: Spool) { self.spool = spool }

  /// Adds a step, and what a device may do in it.
  mutating func append(_ step: Vector.Step, expecting expected: [Vector.Expectation] = []) {
    write()
    (last, self.expected) = (step, expected)
    count += 1
  }

  /// Replaces the last step.
  mutating func replaceLast(with step: Vector.Step) { (last, expected) = (step, []) }

  /// Writes the last step; no more are added.
  mutating func close() {
    write()
    keep()
  }

  private mutating func write() {
    guard let last else { return }
    last.write(expecting: expected, isFirst: count == 1, to: &waiting)
    self.last = nil
    if waiting.count >= Self.pieceLength { keep() }
  }

  private mutating func keep() {
    guard !waiting.isEmpty else { return }
    let place = spool.keep(waiting)
    waiting = []
    if let before = places.last, before.upperBound == place.lowerBound {
      places[places.count - 1] = before.lowerBound..<place.upperBound
    } else {
      places.append(place)
    }
  }

  /// Passes the text of all steps to `body`, in pieces.
  func read(_ body: ([UInt8]) throws(SystemError) -> Void) throws(SystemError) {
    for place in places { try spool.read(place, body) }
  }
}
