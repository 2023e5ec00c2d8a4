import DFU
import Foundation
import SpecTable
import TestSupport
import Testing

/// The table holds every line of `Facts/*.csv`, which is the specification in this project's words.
/// A line is found by state, event, condition, reply, next state and status, not by a name.
@Suite struct TraceabilityTests {
  /// A line of `dfu-1.1-table.csv` or `dfu-1.1-readings.csv`.
  struct Line: CustomTestStringConvertible, Sendable {
    var number: Int
    var fields: [String: String]
    var testDescription: String {
      "line \(number): \(self["state"]) \(self["event"]) \(self["condition"])"
    }

    subscript(key: String) -> String { fields[key] ?? "" }
  }

  static func lines(_ file: String) throws -> [Line] {
    var rows = try CommaSeparated.rows(ofFacts: file)
    let header = rows.removeFirst()
    return rows.enumerated().map { index, row in
      Line(
        number: index + 2,
        fields: Dictionary(uniqueKeysWithValues: zip(header, row + ["", ""])))
    }
  }

  @Test func `all lines of the facts are there`() throws {
    #expect(try Self.lines("dfu-1.1-table.csv").count == 203)
    #expect(try Self.lines("dfu-1.1-readings.csv").count == 44)
    #expect(try Self.lines("dfu-1.1-verdicts.csv").count == 33)
  }

  // MARK: - The state tables

  @Test(arguments: try lines("dfu-1.1-table.csv"))
  func `a line of the state tables is an outcome`(_ line: Line) throws {
    let table = try Table.shipped()
    if let reason = Self.reason(line) {
      #expect(!reason.isEmpty)
      return
    }
    let rows = Self.rows(line, table)
    #expect(!rows.isEmpty, "no row")
    let fits = rows.contains { row in
      row.then.contains { outcome in
        outcome.verdict < .violation && Self.carries(outcome, line, in: row.state)
      }
    }
    #expect(fits, "no outcome")
  }

  /// Why a line needs no row: nothing happens that could be seen or that changes a state.
  private static func reason(_ line: Line) -> String? {
    let isStill = line["response"] == "NONE" && line["state"] == line["next_state"]
    if isStill { return "nothing happens and the state stays: a missing row says the same" }
    switch (line["event"], line["response"]) {
    case ("INTERNAL_ERROR", _):
      return "not seen by itself: the error edge is an outcome of GETSTATUS and GETSTATE"
    case ("GETSTATUS", "UNSPECIFIED") where line["state"] == "dfuMANIFEST-SYNC":
      return "unreachable if section 7 is followed; no outcome is right"
    case ("USB_RESET", _) where line["condition"].contains("detach_timer_running==0"):
      return "the timer has led to appIDLE already (DETACH_TIMEOUT), or the device detaches"
    default: return nil
    }
  }

  private static func rows(_ line: Line, _ table: Table) -> [Row] {
    guard let state = State(name: line["state"]) else { return [] }
    let wanted = conditions(line)
    return table.rows.filter { row in
      row.state == state && row.trigger == trigger(line)
        && !row.when.contains { wanted[$0.fact] == !$0.holds }
    }
  }

  private static func trigger(_ line: Line) -> Trigger {
    switch line["event"] {
    case "DNLOAD_DATA", "DNLOAD_ZERO": .request("DFU_DNLOAD")
    case "UNKNOWN_CLASS_REQUEST": .request("UNKNOWN_CLASS_REQUEST")
    case let name: BusEvent(rawValue: name).map { .event($0) } ?? .request("DFU_" + name)
    }
  }

  private static func conditions(_ line: Line) -> [Fact: Bool] {
    var facts: [Fact: Bool] = [.standardFields: true, .withinTransferSize: true]
    let names: [(String, Fact, Bool)] = [
      ("bitCanDnload==1", .bitCanDnload, true), ("bitCanDnload==0", .bitCanDnload, false),
      ("bitCanUpload==1", .bitCanUpload, true), ("bitCanUpload==0", .bitCanUpload, false),
      ("bitWillDetach==1", .bitWillDetach, true), ("bitWillDetach==0", .bitWillDetach, false),
      ("bitManifestationTolerant==1", .bitManifestationTolerant, true),
      ("bitManifestationTolerant==0", .bitManifestationTolerant, false),
      ("wLength>0", .wLengthNotZero, true), ("wLength==0", .wLengthNotZero, false),
    ]
    for (text, fact, holds) in names where line["condition"].contains(text) {
      facts[fact] = holds
    }
    if line["event"] == "DNLOAD_DATA" { facts[.wLengthNotZero] = true }
    if line["event"] == "DNLOAD_ZERO" { facts[.wLengthNotZero] = false }
    if line["event"] == "USB_RESET" { facts[.configured] = true }
    return facts
  }

  /// Whether an outcome says what the line says.
  static func carries(_ outcome: Outcome, _ line: Line, in state: State) -> Bool {
    let next = outcome.next(from: state).name
    guard replies(line["response"]).contains(outcome.reply) else { return false }
    guard line["next_state"].split(separator: " ").contains(Substring(next)) else {
      return line["next_state"] == "unspecified"
    }
    return allows(outcome.status, line["status"])
  }

  private static func replies(_ text: String) -> [Reply] {
    switch text {
    case "ACK": [.ack, .anyAnswer]
    case "STALL": [.stall, .anyAnswer]
    case "DATA6": [.data6]
    case "DATA1": [.data1]
    case "DATA_FULL": [.dataFull]
    case "DATA_SHORT": [.dataShort]
    case "DATA_FULL or DATA_SHORT": [.dataFull, .dataShort]
    case "UNSPECIFIED": [.silence, .anything]
    case "REENUM": [.reenumerates]
    case "NONE": [.nothing]
    default: []
    }
  }

  /// A status with a star is inferred: the table need not demand it.
  private static func allows(_ rule: StatusRule, _ text: String) -> Bool {
    if text.hasSuffix("*") || text.contains(" ") { return true }
    switch rule {
    case .unchanged, .unchangedError: return text == "unchanged" || text == "OK"
    case .clearedError, .otherError, .changedError: return text == "errXXX"
    case .oneOf(let set):
      if text == "unchanged" { return true }
      if text == "errXXX" { return set.isSubset(of: .anyError) }
      return Status(name: text).map { set.contains(StatusSet($0)) } ?? false
    }
  }

  @Test func `a line that says something else is not carried`() throws {
    let table = try Table.shipped()
    for line in try Self.lines("dfu-1.1-table.csv")
    where ["ACK", "DATA6", "DATA1"].contains(line["response"]) {
      var wrong = line
      wrong.fields["next_state"] =
        line["next_state"] == "dfuUPLOAD-IDLE" ? "appIDLE" : "dfuUPLOAD-IDLE"
      let fits = Self.rows(wrong, table).contains { row in
        row.then.contains { $0.verdict < .violation && Self.carries($0, wrong, in: row.state) }
      }
      #expect(!fits || line["state"] == "dfuUPLOAD-IDLE", "\(line.testDescription)")
    }
  }

  // MARK: - Readings and verdicts

  @Test(arguments: try lines("dfu-1.1-readings.csv"))
  func `a line of the readings is an outcome with a verdict`(_ line: Line) throws {
    let table = try Table.shipped()
    let amb = line["amb_id"]
    #expect(table.readings.contains { $0.id == amb })
    let fits = Self.states(line["state"]).contains { state in
      table.rows.contains { row in
        row.state == state && Self.speaks(row.trigger, of: line["event"])
          && row.then.contains { outcome in
            (outcome.reading == amb || row.reading == amb || outcome.verdict == .pass)
              && Self.replies(line["response"]).contains(outcome.reply)
          }
      }
    }
    #expect(fits || Self.carriedElsewhere[amb] != nil, "no outcome")
  }

  /// Readings that no row in the state of their line has as an outcome, and what holds them
  /// instead.
  private static let carriedElsewhere = [
    "AMB-03": "the device leaves and comes back: events, which the rows of dfuIDLE take",
    "AMB-05": "after the timeout the silent move has led on, and the row of the next state answers",
    "AMB-11": "the internal error shows as an outcome of GETSTATUS in dfuDNLOAD-SYNC",
    "AMB-06": "the device leaves the bus: an event, not an answer",
  ]

  private static func states(_ text: String) -> [State] {
    if text == "any 3..9" { return Array(State.allCases[3...9]) }
    return text.components(separatedBy: " / ").compactMap { State(name: $0) }
  }

  private static func speaks(_ trigger: Trigger, of event: String) -> Bool {
    switch event {
    case "any class request", "any unexpected":
      if case .request = trigger { true } else { false }
    default:
      trigger == Self.trigger(Line(number: 0, fields: ["event": event]))
    }
  }

  @Test func `the readings have the verdicts of the facts`() throws {
    let table = try Table.shipped()
    let lines = try Self.lines("dfu-1.1-verdicts.csv")
    #expect(lines.map { $0["amb_id"] } == table.readings.map(\.id))
    for (line, reading) in zip(lines, table.readings) {
      #expect(reading.device?.rawValue ?? "-" == line["device"], "\(reading.id)")
      #expect(reading.host?.rawValue ?? "-" == line["host"], "\(reading.id)")
    }
  }

  @Test func `obligations and timing rules have the verdict of their reading`() throws {
    let table = try Table.shipped()
    let breaches: [Level: Verdict] = [.must: .violation, .should: .warning, .may: .note]
    func check(_ id: String, _ level: Level, _ reading: String?) {
      guard let reading, let ruling = table.readings.first(where: { $0.id == reading }),
        let host = ruling.host, host != .pass
      else { return }
      #expect(breaches[level] == host, "\(id) against \(reading)")
    }
    for rule in table.obligations where rule.actor == .host {
      check(rule.id, rule.level, rule.reading)
    }
    for rule in table.timing where rule.actor == .host { check(rule.id, rule.level, rule.reading) }
  }

  @Test func `no outcome with a reading is milder than the facts allow`() throws {
    let table = try Table.shipped()
    for row in table.rows {
      for outcome in row.then {
        guard let id = outcome.reading, let ruling = table.readings.first(where: { $0.id == id }),
          let device = ruling.device
        else { continue }
        #expect(
          outcome.verdict >= min(device, .note) || outcome.verdict == .pass, "\(row.id) \(id)")
        if device == .violation { #expect(outcome.verdict == .violation, "\(row.id) \(id)") }
      }
    }
  }

  @Test func `every duty of the facts is a rule or an omission with its reason`() throws {
    let table = try Table.shipped()
    let ids = table.obligations.map(\.id) + table.timing.map(\.id) + table.omissions.map(\.id)
    for duty in (1...21).map({ $0 < 10 ? "H0\($0)" : "H\($0)" }) + (1...10).map({ "T\($0)" }) {
      #expect(ids.contains { $0 == duty || $0.hasPrefix(duty + ".") }, "\(duty)")
    }
  }
}
