// The table of a bus analyser, as Total Phase Data Center exports it.
//
// Start here: this decoder reads the captures. Then read TotalPhaseColumns (the line that names the
// columns), TotalPhaseRow (a line to a row) and TotalPhaseTransfer (rows to a control transfer).
//
// Total Phase describes the columns in its Data Center Software User Manual ("Transaction Window",
// "Exporting a Capture"), but not the text of every row. What is read here is seen in exports of
// versions 6.63 and later that others published.

/// Reads the CSV export of Total Phase Data Center, of a Beagle analyser.
///
/// A row is a transaction, the packets in it, a title over several transactions, or a state of the
/// bus. Control transfers are put together from the transactions (USB 2.0, 8.5.3); from the packets
/// where no row shows a transaction.
package struct TotalPhaseDecoder: LineDecoder {
  private var columns: TotalPhaseColumns?
  /// The last line, if it is a row.
  private var row: TotalPhaseRow?
  /// The transfers that go on, by device address.
  private var open: [UInt8: TotalPhaseTransfer] = [:]
  /// A title under which no row has come yet.
  private var title: (device: DeviceAddress, level: Int?)?
  private var isReset = false
  private var showsTransactions = false
  /// What packets without transactions make; nil as long as there are none.
  private var packets: WireDecoder?
  /// Whether a row has told a state of the bus: those rows can be left out of an export.
  private var showsStates = false
  /// Whether a row tells a reset or something else that looks the same.
  private var hasDoubtfulReset = false
  /// The number of rows that only repeat what others tell: packets, and titles of transactions.
  private var repeated = 0
  /// The number of titles at which the records end.
  private var lastTitles = 0

  /// A decoder of a table whose columns are not known yet.
  package init() {}

  /// The dialect's name.
  package var name: String? { "Total Phase CSV" }

  /// What the table does not show.
  package var limits: [String] {
    var limits = [
      "Long data is shown without its end.",
      "The number of the bus is not shown: 0 stands for it.",
      "A frame is a line of the file, counted from 1.",
    ]
    if !showsStates { limits.append("No row shows a state of the bus: a reset can be hidden.") }
    if hasDoubtfulReset {
      limits.append("Whether the bus was reset or the device left is not shown in some rows.")
    }
    if packets != nil {
      limits.append("Without transactions, a packet that is shown without its end is lost.")
    }
    if columns == nil {
      limits.append("No row can be read: export m:s.ms.us, Dev, Ep, Record and Data or Summary.")
    }
    return limits
  }

  /// The number of rows that only repeat others.
  package var copies: Int { repeated + (packets?.copies ?? 0) }

  /// The number of rows that belong to no transfer.
  package var strays: Int { lastTitles + (packets?.strays ?? 0) }

  /// Whether a bus reset can happen without a row that tells it.
  package var hidesResets: Bool { !showsStates || hasDoubtfulReset }

  /// Whether a text is such a table: it names its program in a comment, or its columns.
  package static func recognises(_ beginning: Span<UInt8>) -> Bool {
    var position = 0
    while let range = beginning.nextLine(&position) {
      let bytes = beginning.extracting(range)
      let line = bytes.extracting(markLength(bytes)..<bytes.count)
      if TotalPhaseColumns(line) != nil { return true }
      if line.begins(with: "# Total Phase Data Center", at: 0..<line.count) { return true }
      guard isComment(line) else { return false }
    }
    return false
  }

  /// The time of a row. Comments and the names of the columns are no rows.
  package mutating func stamp(of text: Span<UInt8>) -> LineStamp {
    let line = text.extracting(Self.markLength(text)..<text.count)
    row = nil
    if let columns = TotalPhaseColumns(line) {
      self.columns = columns
      return .notARecord
    }
    guard !Self.isComment(line) else { return .notARecord }
    row = columns.flatMap { TotalPhaseRow(line, $0) }
    return row.map { .at(nanoseconds: $0.nanoseconds) } ?? .unknown
  }

  /// Classifies the line whose time was read last.
  package mutating func kind(of line: Span<UInt8>) -> RecordKind {
    guard let row else { return .undecodable(.malformed) }
    guard let address = row.device, let endpoint = row.endpoint else {
      noteState(row.kind)
      return .bus
    }
    guard endpoint == 0 else { return .other(Self.device(address)) }
    switch row.kind {
    case .setup, .transaction: showsTransactions = true
    case .packet where !showsTransactions: return packetKind(row)
    case .packet, .notReady, .title: break
    case .reset, .resetOrNot, .state, .bus: return .bus
    }
    return .control
  }

  /// Classifies a packet as one on the wire. Its row may show no bytes.
  private mutating func packetKind(_ row: TotalPhaseRow) -> RecordKind {
    guard !row.data.isEmpty else { return .undecodable(.packetAlone) }
    if packets == nil { packets = WireDecoder(.unknown) }
    return packets?.kind(of: row.data.span) ?? .undecodable(.packetAlone)
  }

  private mutating func noteState(_ kind: TotalPhaseRow.Kind) {
    isReset = false
    switch kind {
    case .reset:
      isReset = true
      showsStates = true
    case .resetOrNot:
      hasDoubtfulReset = true
      showsStates = true
    case .state: showsStates = true
    case .setup, .transaction, .notReady, .packet, .bus, .title: break
    }
  }

  /// The bus reset that the last row shows.
  package mutating func takeBusEvent() -> RecordedEvent? {
    defer { isReset = false }
    return isReset ? RecordedEvent(.reset, bus: 0) : nil
  }

  /// Takes in the row of a control transfer.
  package mutating func accept(
    _ line: Span<UInt8>, at moment: Moment, emit: TransferEmit
  ) -> DeviceAddress? {
    guard let row, let address = row.device else { return nil }
    let untold = settleTitle(before: row)
    guard let lost = take(row, address, at: moment, emit) else { return untold }
    if untold != nil { lastTitles += 1 }
    return lost
  }

  /// Emits the transfers that go on, oldest first.
  package mutating func finish(emit: TransferEmit) {
    if title.take() != nil { lastTitles += 1 }
    packets?.finish(emit: emit)
    for waiting in open.values.sorted(by: { $0.transfer.submitted < $1.transfer.submitted }) {
      emit(waiting.transfer, waiting.records)
    }
    open.removeAll()
  }

  /// Whether a transfer goes on although a later one has begun.
  package var isOvertaken: Bool { open.count > 1 || packets?.isOvertaken ?? false }

  /// The moment of the transfer to this device that began before `moment` and goes on.
  package func waiting(at device: DeviceAddress, before moment: Moment) -> Moment? {
    guard let began = open[device.address]?.transfer.submitted, began < moment else {
      return packets?.waiting(at: device, before: moment)
    }
    return began
  }

  // MARK: - Rows

  /// Settles the title before this row. Its transactions stand deeper in the tree. If this row does
  /// not, they were not exported; then returns their device.
  private mutating func settleTitle(before row: TotalPhaseRow) -> DeviceAddress? {
    guard let title = title.take() else { return nil }
    if let level = row.level, let above = title.level, level <= above { return title.device }
    repeated += 1
    return nil
  }

  /// Takes in a row. Returns its device if the SETUP of its transfer is not in the capture.
  private mutating func take(
    _ row: TotalPhaseRow, _ address: UInt8, at moment: Moment, _ emit: TransferEmit
  ) -> DeviceAddress? {
    switch row.kind {
    case .setup: begin(row, address, at: moment, emit)
    case .transaction(let isIn, let handshake):
      guard var transfer = open.removeValue(forKey: address) else { return Self.device(address) }
      if transfer.take(row, isIn: isIn, handshake, at: moment) {
        emit(transfer.transfer, transfer.records)
      } else {
        open[address] = transfer
      }
    case .notReady where packets != nil && !showsTransactions: repeated += 1
    case .notReady:
      guard open[address]?.noteRefusal(at: moment) != nil else { return Self.device(address) }
    case .title: title = (Self.device(address), row.level)
    case .packet where showsTransactions: repeated += 1
    case .packet: return packets?.accept(row.data.span, at: moment, emit: emit) ?? nil
    case .reset, .resetOrNot, .state, .bus: break
    }
    return nil
  }

  private mutating func begin(
    _ row: TotalPhaseRow, _ address: UInt8, at moment: Moment, _ emit: TransferEmit
  ) {
    guard let setup = SetupPacket(row.data.span) else { return }
    var next = TotalPhaseTransfer(row, setup, device: Self.device(address), at: moment)
    if var earlier = open[address], !next.repeats(earlier) {
      earlier.giveUp()
      emit(earlier.transfer, earlier.records)
    }
    open[address] = next
  }

  private static func device(_ address: UInt8) -> DeviceAddress {
    DeviceAddress(bus: 0, address: address)
  }

  private static func isComment(_ line: Span<UInt8>) -> Bool {
    let text = line.trimmed(0..<line.count)
    return text.isEmpty || line[text.lowerBound] == UInt8(ascii: "#")
  }

  /// The length of UTF-8's byte-order mark, which may begin a file; 0 where there is none.
  private static func markLength(_ line: Span<UInt8>) -> Int {
    line.count >= 3 && line[0] == 0xEF && line[1] == 0xBB && line[2] == 0xBF ? 3 : 0
  }
}
