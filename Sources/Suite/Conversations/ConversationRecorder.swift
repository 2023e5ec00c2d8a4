import Checker
import DFU
import Report
import SpecTable
import USB

/// How many rows may still be kept. All sessions of a capture have one budget.
final class RowBudget {
  private var left = Report.ConversationRows.limit

  /// Takes room for a row; false when there is none.
  func take() -> Bool {
    guard left > 0 else { return false }
    left -= 1
    return true
  }
}

/// Keeps the conversation of a session while it is judged, with the states that the judging checker
/// believes in.
///
/// Polls that repeat each other become one row, but for the first `head` rows: an overlay that is
/// found late judges those exchanges again, and no row with a finding may be folded. They are
/// folded at the end.
struct ConversationRecorder {
  private var rows = RecordedRows()
  private var pool = TextPool()
  private var requests = AlternatingKeys<SetupPacket, Request>()
  private var replies = AlternatingKeys<ReplyKey, Int32>()
  private var devices: [Identity] = []
  /// By address, the ids that the device has shown there.
  private var ids: [DeviceAddress: Identity] = [:]
  private var further = 0
  private let budget: RowBudget
  private let head: Int

  /// The texts of a request: its words, and its name in the table.
  private struct Request {
    var text: Int32
    var trigger: Int32?
  }

  fileprivate struct Identity: Hashable {
    var address: DeviceAddress
    var vendor: UInt16?
    var product: UInt16?
  }

  /// Starts a conversation with no row; `head` rows are not folded before the end.
  init(_ budget: RowBudget, head: Int) {
    self.budget = budget
    self.head = head
  }

  // MARK: - What happens

  /// Adds an exchange that `checker` has just judged.
  mutating func exchange(_ transfer: ControlTransfer, _ checker: Checker, hasFinding: Bool) {
    // Texts are kept for rows only: without this they would grow with the capture.
    guard further == 0 else { return further += 1 }
    let report = ClassRequest(transfer.setup) == .getStatus ? StatusReport(transfer.data) : nil
    let request = request(transfer.setup, checker)
    let shown = Report.ConversationRow(
      frame: transfer.submitted.frame, completionFrame: transfer.completionFrame,
      nanoseconds: transfer.submitted.nanoseconds, device: place(transfer.device),
      text: request.text, reply: replyText(transfer, checker),
      statesBefore: checker.statesJudged.rawValue,
      statesAfter: checker.belief.states.rawValue,
      pollTimeoutMilliseconds: report?.pollTimeoutMilliseconds,
      bytes: Int32(clamping: transfer.actualLength ?? 0),
      outcome: Report.ConversationRow.Outcome(transfer.outcome), trigger: request.trigger)
    let row = RecordedRows.Row(
      shown, isPoll: transfer.isPoll, hasFinding: hasFinding, setup: transfer.setup)
    if rows.count > head, let last = rows.last, last.isRepeated(by: row) {
      return rows.foldIntoLast(shown)
    }
    if makeRoom() { rows.append(row, transfer.data) }
  }

  /// Adds an event that was just judged, with the states before and after it.
  mutating func event(_ observation: Observation, from before: StateSet, to after: StateSet) {
    if case .described(let set) = observation.event, let device = observation.device {
      ids[device] = Identity(
        address: device, vendor: set.device?.vendor, product: set.device?.product)
    }
    guard let words = observation.event.words, makeRoom() else { return }
    let trigger = observation.event.trigger?.rawValue
    rows.append(
      RecordedRows.Row(
        Report.ConversationRow(
          frame: observation.at.frame, nanoseconds: observation.at.nanoseconds,
          device: observation.device.flatMap { place($0) }, text: pool.index(of: words),
          statesBefore: before.rawValue, statesAfter: after.rawValue,
          trigger: trigger.map { pool.index(of: $0) })))
  }

  private mutating func makeRoom() -> Bool {
    let isThere = budget.take()
    if !isThere { further += 1 }
    return isThere
  }

  private mutating func request(_ setup: SetupPacket, _ checker: Checker) -> Request {
    if let known = requests.find(setup) { return known }
    let request = Request(
      text: pool.index(of: checker.requestText(setup)),
      trigger: checker.triggerName(setup).map { pool.index(of: $0) })
    requests.add(request, for: setup)
    return request
  }

  private mutating func replyText(_ transfer: ControlTransfer, _ checker: Checker) -> Int32 {
    guard let key = ReplyKey(transfer) else {
      return pool.index(of: checker.shortReplyText(transfer))
    }
    if let known = replies.find(key) { return known }
    let index = pool.index(of: checker.shortReplyText(transfer))
    replies.add(index, for: key)
    return index
  }

  /// The place in `devices` of what is known of the device at an address.
  private mutating func place(_ address: DeviceAddress) -> Int32? {
    let identity = ids[address] ?? Identity(address: address)
    if let known = devices.lastIndex(of: identity) { return Int32(known) }
    guard devices.count < SessionSummary.deviceLimit else { return nil }
    devices.append(identity)
    return Int32(devices.count - 1)
  }

  // MARK: - The result

  /// The conversation for the report: times count from `start`, devices are places in `devices`,
  /// and rows of `frames` show their bytes, because something was found there.
  func conversation(
    start: Int64, devices: [SessionSummary.Device], findingsAt frames: Set<Int>
  ) -> Report.ConversationRows {
    let places = self.devices.map { $0.place(in: devices) }
    var pool = pool
    var shown: [Report.ConversationRow] = []
    shown.reserveCapacity(rows.count)
    func show(_ row: RecordedRows.Row) {
      var line = row.shown
      line.nanoseconds -= start
      if line.repeats > 0 { line.lastNanoseconds -= start }
      line.device = line.device.flatMap { places[Int($0)] }
      if row.hasFinding, let setup = row.setup {
        line.setup = pool.index(of: Hex.pairs(setup.bytes))
        let data = rows.data(of: row)
        if !data.isEmpty { line.data = pool.index(of: Hex.pairs(data)) }
      }
      shown.append(line)
    }
    forEachFolded(frames, show)
    return Report.ConversationRows(texts: pool.texts, rows: shown, further: further)
  }

  /// Calls `body` with each row, in which the equal polls behind it are folded.
  private func forEachFolded(_ frames: Set<Int>, _ body: (RecordedRows.Row) -> Void) {
    var open: RecordedRows.Row?
    rows.forEach {
      var row = $0
      row.hasFinding = !frames.isEmpty && frames.contains(row.shown.frame)
      if let last = open, last.isRepeated(by: row) {
        open?.shown.fold(row.shown)
      } else {
        open.map(body)
        open = row
      }
    }
    open.map(body)
  }
}

extension ConversationRecorder.Identity {
  /// The place of the device with this address and these ids, else of the first at the address.
  fileprivate func place(in devices: [SessionSummary.Device]) -> Int32? {
    let exact = devices.firstIndex {
      $0.address == address && $0.vendor == vendor && $0.product == product
    }
    return (exact ?? devices.firstIndex { $0.address == address }).map(Int32.init)
  }
}

extension Report.ConversationRow.Outcome {
  fileprivate init(_ outcome: TransferOutcome) {
    self =
      switch outcome {
      case .acknowledged, .acknowledgedOrStalled, .overflowed: .answered
      case .stalled: .stalled
      case .timedOut, .cancelled, .wireError, .disconnected, .notSent, .unknown, .unanswered:
        .unanswered
      }
  }
}

extension Observation.Event {
  /// The event as the table names it; nil where it has no name.
  fileprivate var trigger: BusEvent? {
    switch self {
    case .configured: .configured
    case .interfaceSet: .interfaceSet
    case .reset: .busReset
    case .left: .deviceDetachAttach
    case .exchange, .described, .attached, .gap, .end: nil
    }
  }
}
