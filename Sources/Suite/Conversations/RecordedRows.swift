import Report
import USB

/// The rows of a conversation while it is recorded. They are kept in pieces, so that no row moves
/// when more come.
struct RecordedRows {
  /// A row, and what it needs only when something was found in it.
  struct Row {
    var shown: Report.ConversationRow
    let isPoll: Bool
    var hasFinding: Bool
    /// None for an event.
    let setup: SetupPacket?
    /// Where its first data bytes lie among those of all rows.
    fileprivate var data: Range<Int32> = 0..<0

    init(
      _ shown: Report.ConversationRow, isPoll: Bool = false, hasFinding: Bool = false,
      setup: SetupPacket? = nil
    ) {
      self.shown = shown
      self.isPoll = isPoll
      self.hasFinding = hasFinding
      self.setup = setup
    }

    func isRepeated(by next: Row) -> Bool {
      isPoll && next.isPoll && !hasFinding && !next.hasFinding
        && shown.hasSameContent(as: next.shown)
    }
  }

  private var pieces: [[Row]] = []
  /// The first data bytes of all rows, one after the other.
  private var bytes: [UInt8] = []
  private(set) var count = 0

  private static let rowsOfPiece = 256
  /// How many data bytes a row keeps.
  private static let dataLimit = 64

  /// The last row; nil where there is none.
  var last: Row? { pieces.last?.last }

  /// Takes a poll that shows the same into the last row.
  mutating func foldIntoLast(_ poll: Report.ConversationRow) {
    guard let piece = pieces.indices.last, let row = pieces[piece].indices.last else { return }
    pieces[piece][row].shown.fold(poll)
  }

  /// Adds a row, with the data that it moved.
  mutating func append(_ row: Row, _ data: [UInt8] = []) {
    if count % Self.rowsOfPiece == 0 {
      pieces.append([])
      pieces[pieces.count - 1].reserveCapacity(Self.rowsOfPiece)
    }
    let start = Int32(bytes.count)
    bytes += data.prefix(Self.dataLimit)
    var row = row
    row.data = start..<Int32(bytes.count)
    pieces[pieces.count - 1].append(row)
    count += 1
  }

  /// The first data bytes of a row of these.
  func data(of row: Row) -> ArraySlice<UInt8> {
    bytes[Int(row.data.lowerBound)..<Int(row.data.upperBound)]
  }

  /// Calls `body` with each row, in order.
  func forEach(_ body: (Row) -> Void) {
    for piece in pieces { piece.forEach(body) }
  }
}
