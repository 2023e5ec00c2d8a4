import Report
import USB

/// The rows of a conversation while it is recorded. It grows by pieces, so that no row moves and
/// nothing is copied when more come.
struct RecordedRows {
  /// A row, and what it needs only when something was found in it.
  struct Row {
    var shown: Report.ConversationRow
    var isPoll = false
    var hasFinding = false
    /// None for an event.
    var setup: SetupPacket?

    func isRepeated(by next: Row) -> Bool {
      isPoll && next.isPoll && !hasFinding && !next.hasFinding
        && shown.hasSameContent(as: next.shown)
    }
  }

  /// Some rows with their first data bytes.
  private struct Piece {
    var rows: [Row] = []
    /// The bytes of all rows, one after the other, and where those of each row end.
    var bytes: [UInt8] = []
    var ends: [UInt16] = []

    init() {
      rows.reserveCapacity(rowsOfPiece)
      ends.reserveCapacity(rowsOfPiece)
    }

    mutating func append(_ row: Row, _ data: ArraySlice<UInt8>) {
      rows.append(row)
      bytes += data
      ends.append(UInt16(bytes.count))
    }
  }

  private var pieces: [Piece] = []
  private(set) var count = 0

  /// How many data bytes a row keeps, and how many rows a piece has; 16 bits count all its bytes.
  private static let dataLimit = 64
  private static let rowsOfPiece = 256

  /// The last row; nil where there is none.
  var last: Row? { pieces.last?.rows.last }

  /// Takes a poll that shows the same into the last row.
  mutating func foldIntoLast(_ poll: Report.ConversationRow) {
    guard let piece = pieces.indices.last, let row = pieces[piece].rows.indices.last else { return }
    pieces[piece].rows[row].shown.fold(poll)
  }

  /// Adds a row, with the data that it moved.
  mutating func append(_ row: Row, _ data: [UInt8] = []) {
    if count % Self.rowsOfPiece == 0 { pieces.append(Piece()) }
    pieces[pieces.count - 1].append(row, data.prefix(Self.dataLimit))
    count += 1
  }

  /// Calls `body` with each row and its first data bytes, in order.
  func forEach(_ body: (Row, ArraySlice<UInt8>) -> Void) {
    for piece in pieces {
      var start = 0
      for (row, end) in zip(piece.rows, piece.ends) {
        body(row, piece.bytes[start..<Int(end)])
        start = Int(end)
      }
    }
  }
}
