import Foundation
import TestSupport

/// The specification as facts: lines of CSV, read without any change.
struct Facts: Sendable {
  /// A line of the state tables.
  struct Line: Sendable {
    var state: String
    var event: String
    var condition: String
    var response: String
    var next: String
    var status: String
    /// `pass` for a line of the tables; for a reading, the verdict that its `AMB-nn` has.
    var verdict: String
    /// `AMB-nn`; `words` has the reading in words. Both are empty for a line of the tables.
    var reading = ""
    var words = ""
  }

  private let lines: [String: [Line]]

  static let shared = Facts()

  private init() {
    let verdicts = Dictionary(
      uniqueKeysWithValues: Self.rows("dfu-1.1-verdicts.csv").map { ($0[0], $0[1]) })
    var lines: [String: [Line]] = [:]
    for row in Self.rows("dfu-1.1-table.csv") {
      let line = Line(
        state: row[0], event: row[1], condition: row[2], response: row[3], next: row[4],
        status: row[5], verdict: "pass")
      lines[line.state + line.event, default: []].append(line)
    }
    for row in Self.rows("dfu-1.1-readings.csv") {
      for state in Self.states(row[1]) {
        for event in Self.events(row[2]) {
          for next in row[5].components(separatedBy: " or ") {
            let line = Line(
              state: state, event: event, condition: row[3], response: row[4],
              next: next == "unchanged" ? state : next, status: row[6],
              verdict: verdicts[row[0]] ?? "pass", reading: row[0], words: row[7])
            lines[state + event, default: []].append(line)
          }
        }
      }
    }
    self.lines = lines
  }

  func lines(_ state: String, _ event: String) -> [Line] { lines[state + event] ?? [] }

  static let dfuStates = [
    "dfuIDLE", "dfuDNLOAD-SYNC", "dfuDNBUSY", "dfuDNLOAD-IDLE", "dfuMANIFEST-SYNC",
    "dfuMANIFEST", "dfuMANIFEST-WAIT-RESET", "dfuUPLOAD-IDLE", "dfuERROR",
  ]
  static let states = ["appIDLE", "appDETACH"] + dfuStates
  static let statuses = [
    "OK", "errTARGET", "errFILE", "errWRITE", "errERASE", "errCHECK_ERASED", "errPROG",
    "errVERIFY", "errADDRESS", "errNOTDONE", "errFIRMWARE", "errVENDOR", "errUSBR", "errPOR",
    "errUNKNOWN", "errSTALLEDPKT",
  ]

  private static func states(_ text: String) -> [String] {
    text == "any 3..9" ? Array(states[3...9]) : text.components(separatedBy: " / ")
  }

  private static func events(_ text: String) -> [String] {
    switch text {
    case "any class request":
      [
        "DETACH", "DNLOAD_DATA", "DNLOAD_ZERO", "UPLOAD", "CLRSTATUS", "ABORT", "GETSTATUS",
        "GETSTATE", "UNKNOWN_CLASS_REQUEST",
      ]
    // Only for dfuERROR, where CLRSTATUS, GETSTATUS and GETSTATE are expected (A.2.11).
    case "any unexpected":
      ["DETACH", "DNLOAD_DATA", "DNLOAD_ZERO", "UPLOAD", "ABORT", "UNKNOWN_CLASS_REQUEST"]
    default: [text]
    }
  }

  private static func rows(_ file: String) -> [[String]] {
    let rows = (try? CommaSeparated.rows(ofFacts: file)) ?? []
    return rows.dropFirst().map { $0 + [String](repeating: "", count: max(0, 8 - $0.count)) }
  }
}
