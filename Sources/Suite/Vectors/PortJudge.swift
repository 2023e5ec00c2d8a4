import DFU
import Report
import USB
import Vectors

/// Judges what happened at a port in the same way as a capture of it.
struct PortJudge {
  private(set) var judges: [SessionJudge] = []
  private var tracker = SessionTracker()
  private(set) var ledger = RecordLedger()
  private var last = Moment(frame: 0, nanoseconds: 0)
  /// Makes the judge of a new session.
  private let makeJudge: () -> SessionJudge

  init(_ makeJudge: @escaping () -> SessionJudge) { self.makeJudge = makeJudge }

  /// Judges the records that a runner reports.
  mutating func observe(_ records: [PortRecord]) {
    var seen: [(SessionID, Observation)] = []
    for record in records {
      switch record {
      case .transfer(let transfer):
        let disposition = tracker.accept(transfer) { seen.append(($0, $1)) }
        let records = transfer.completed == nil ? 1 : 2
        ledger.settle(transfer, records: records, as: disposition)
        last = transfer.ended
      case .reset(let device, let moment):
        tracker.recordedReset(of: device, at: moment) { seen.append(($0, $1)) }
      case .left(let device, let moment):
        tracker.recordedLeaving(of: device, at: moment) { seen.append(($0, $1)) }
      }
    }
    judge(seen)
  }

  /// Ends all sessions; no more records may follow.
  mutating func finish() {
    var seen: [(SessionID, Observation)] = []
    tracker.finish(at: last) { seen.append(($0, $1)) }
    judge(seen)
  }

  private mutating func judge(_ seen: [(SessionID, Observation)]) {
    for (session, observation) in seen {
      while judges.count <= session { judges.append(makeJudge()) }
      judges[session].observe(observation)
    }
  }

  /// Makes the sessions of the report; `start`: the port's time at the start, in nanoseconds.
  func sessions(start: Int64) -> [Report.Session] {
    zip(judges, tracker.sessions).map { judge, summary in
      SessionReport(judge: judge, start: start).session(summary)
    }
  }

  /// The number of the port's records in each bin.
  var bins: RecordLedger.Totals {
    ledger.totals(sessionAddresses: tracker.sessionAddresses)
  }
}
