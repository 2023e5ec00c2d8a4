/// One row of the table that Total Phase Data Center exports.
struct TotalPhaseRow {
  /// What a row is, as its field `Record` says.
  enum Kind {
    /// `SETUP txn`.
    case setup
    /// `IN txn` or `OUT txn`; `isIn`: data goes towards the host.
    case transaction(isIn: Bool, Handshake)
    /// The host asked, once or many times, and no data moved: `[63 IN-NAK]`, `PING-ACK`.
    case notReady
    /// One packet of a transaction, such as `ACK packet`. Its data are its bytes on the wire, with
    /// the type and the check bits.
    case packet
    /// The bus is driven to reset, such as `<Reset> / <Chirp K> / <Tiny K>`.
    case reset
    /// The bus is driven to reset, or something else that looks the same, such as
    /// `<Reset> / <Target disconnected>`.
    case resetOrNot
    /// Another state of the bus, such as `<Suspend>`.
    case state
    /// Frames of the bus, such as `[32 SOF]`, or a row of the recorder.
    case bus
    /// The title of several transactions, such as `Control Transfer` or `Get Device Descriptor`.
    case title
  }

  /// How the device answered a transaction.
  enum Handshake {
    /// It took the data, or sent some.
    case acknowledged
    case stalled
    /// NAK: it was not ready.
    case notReady
  }

  var kind: Kind
  /// The depth in the tree of rows, from 0; nil where the file does not show it.
  var level: Int?
  /// The time in nanoseconds: of a transaction after the SETUP the end, else the beginning.
  var nanoseconds: Int64
  /// The device address and the endpoint number; nil for a row of the bus.
  var device: UInt8?
  var endpoint: UInt8?
  /// The number of data bytes; nil where the file does not tell.
  var length: Int?
  /// Whether the analyser marked an error.
  var hasError: Bool
  /// The data that the row shows.
  var data: [UInt8] = []

  /// Reads a row; nil where it lacks a field or has one of another form.
  init?(_ line: Span<UInt8>, _ columns: TotalPhaseColumns) {
    let fields = CSVLine.fields(of: line, separator: columns.separator)
    func field(_ column: Int?) -> Range<Int>? {
      guard let column, column < fields.count, !fields[column].isEmpty else { return nil }
      return fields[column]
    }
    guard let record = field(columns.record), let time = field(columns.time),
      let beginning = TotalPhaseTime.nanoseconds(line, time),
      let kind = Self.kind(line, record)
    else { return nil }
    self.kind = kind
    level = field(columns.level).flatMap { line.decimal($0) }.flatMap { Int(exactly: $0) }
    hasError = field(columns.error) != nil
    let duration = field(columns.duration).flatMap { TotalPhaseTime.duration(line, $0) }
    nanoseconds = beginning + (kind.isTimedByEnd ? duration ?? 0 : 0)
    guard readPlace(line, field(columns.device), field(columns.endpoint)) else { return nil }
    guard kind.hasData else { return }
    guard readData(line, length: field(columns.length), field(columns.data)) else { return nil }
    if case .setup = kind, data.count != 8 { return nil }
  }

  /// Reads device and endpoint. Both are decimal numbers; both are missing in a row of the bus.
  private mutating func readPlace(
    _ line: Span<UInt8>, _ address: Range<Int>?, _ number: Range<Int>?
  ) -> Bool {
    guard let address, let number else { return address == nil && number == nil }
    guard let value = line.decimal(address), (0...127).contains(value),
      let endpoint = line.decimal(number), (0...15).contains(endpoint)
    else { return false }
    (device, self.endpoint) = (UInt8(value), UInt8(endpoint))
    return true
  }

  /// Reads the length, such as `18 B`, and the data. Long data is cut and ends with an ellipsis.
  private mutating func readData(
    _ line: Span<UInt8>, length field: Range<Int>?, _ text: Range<Int>?
  ) -> Bool {
    var isWhole = true
    if let text {
      var position = 0
      let words = line.extracting(text)
      while isWhole, let word = words.nextWord(&position) {
        isWhole = words.appendHexadecimal(word.prefix(2), to: &data) && word.count == 2
      }
    }
    guard let field else {
      length = isWhole ? data.count : nil
      return true
    }
    var position = 0
    guard let number = line.extracting(field).nextDecimal(&position),
      (0...65_535).contains(number), data.count <= number
    else { return false }
    length = Int(number)
    return true
  }
}

extension TotalPhaseRow.Kind {
  /// Whether the time of the row is when it ended: the analyser folds the NAK before an answer
  /// into its row, which then begins with the first of them.
  fileprivate var isTimedByEnd: Bool {
    switch self {
    case .transaction, .notReady: true
    case .setup, .packet, .reset, .resetOrNot, .state, .bus, .title: false
    }
  }

  /// Whether the row shows the data of its transaction, or of its packet.
  fileprivate var hasData: Bool {
    switch self {
    case .setup, .transaction, .packet: true
    case .notReady, .reset, .resetOrNot, .state, .bus, .title: false
    }
  }
}

// MARK: - The field `Record`

extension TotalPhaseRow {
  private static func kind(_ line: Span<UInt8>, _ record: Range<Int>) -> Kind? {
    if line.begins(with: "SETUP txn", at: record) {
      return line.holds("SETUP txn", at: record) ? .setup : nil
    }
    if line.begins(with: "IN txn", at: record) {
      return handshake(line, record.dropFirst(6)).map { .transaction(isIn: true, $0) }
    }
    if line.begins(with: "OUT txn", at: record) {
      return handshake(line, record.dropFirst(7)).map { .transaction(isIn: false, $0) }
    }
    let isPolling = line.contains("-NAK", in: record) || line.contains("PING-", in: record)
    return isPolling ? .notReady : otherKind(line, record)
  }

  private static func otherKind(_ line: Span<UInt8>, _ record: Range<Int>) -> Kind {
    if line.ends(with: " packet", at: record) { return .packet }
    if line.begins(with: "<", at: record) { return state(line, record) }
    let isBus = line.contains(" SOF]", in: record) || line.begins(with: "Capture", at: record)
    return isBus ? .bus : .title
  }

  /// The analyser names all that a state can be. A long low level is a reset, or the device has
  /// left, or (at low speed, where it is short) keeps the device awake (USB 2.0, 7.1.7.5).
  private static func state(_ line: Span<UInt8>, _ record: Range<Int>) -> Kind {
    guard line.begins(with: "<Reset>", at: record) else { return .state }
    let isClear =
      !line.contains("disconnected", in: record) && !line.contains("Keep-alive", in: record)
    return isClear ? .reset : .resetOrNot
  }

  /// What follows `IN txn` or `OUT txn`: nothing, `(STALL)`, `(NAK)`, `(NYET)`, or the number of
  /// times that the host asked, such as `[9 POLL]`. Nil for anything else.
  private static func handshake(_ line: Span<UInt8>, _ range: Range<Int>) -> Handshake? {
    let rest = line.trimmed(range)
    if rest.isEmpty || line.begins(with: "[", at: rest) || line.holds("(NYET)", at: rest) {
      return .acknowledged
    }
    if line.begins(with: "(STALL)", at: rest) { return .stalled }
    return line.begins(with: "(NAK)", at: rest) ? .notReady : nil
  }
}
