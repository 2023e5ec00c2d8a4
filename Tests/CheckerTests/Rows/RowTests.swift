import Checker
import DFU
import SpecTable
import Testing
import USB

/// Every row of the shipped table, in its own state and with its own facts, is tried with every
/// reply that can come back.
@Suite struct RowTests {
  private static let table = Result { try Table.shipped() }

  /// Runs every probe of every row on `rules`; `wanted` is the table that says what is right.
  private func examine(_ wanted: Table, on rules: CompiledTable) -> RowReport {
    var report = RowReport()
    for row in wanted.rows {
      let stage = RowStage(row: row)
      let fresh = stage.checker(rules)
      for setup in stage.setups(wanted) {
        for probe in RowProbe.all(setup) { report.take(probe, of: row, stage, fresh) }
      }
    }
    return report
  }

  /// Outcomes that only a DFU_CLRSTATUS just before leads to; `Scenarios.cleared` has them.
  private static let behindClearing = ["dfuIDLE.GETSTATUS#3"]

  @Test func `every outcome gives its verdict, every neighbour breaks its row`() throws {
    let table = try Self.table.get()
    let report = examine(table, on: CompiledTable(table))
    #expect(report.wrong.isEmpty, "\(report.wrong.prefix(20).joined(separator: "\n"))")
    #expect(report.count > 5_000)
    let untripped = HiddenOutcome.all.flatMap(\.ids) + Self.behindClearing
    #expect(Set(report.untripped(table)) == Set(untripped))
    #expect(report.unbroken(table) == [])
  }

  @Test func `what a reply hides the next answer tells`() throws {
    let table = try Self.table.get()
    let rules = CompiledTable(table)
    let rows = Dictionary(uniqueKeysWithValues: table.rows.map { ($0.id, $0) })
    for id in HiddenOutcome.all.flatMap(\.ids) {
      let parts = id.split(separator: "#")
      let row = try #require(rows[String(parts[0])])
      let index = try #require(Int(parts[1]))
      let after = try #require(verdict(after: row.then[index], of: row, table, rules))
      #expect(after == row.then[index].verdict, "\(id): \(after)")
    }
  }

  /// The findings about an answer that shows where `outcome` has led.
  private func verdict(
    after outcome: Outcome, of row: Row, _ table: Table, _ rules: CompiledTable
  ) -> Verdict? {
    let stage = RowStage(row: row)
    let probe = stage.setups(table).flatMap(RowProbe.all).first {
      $0.fits(outcome, of: row, before: stage.status)
    }
    guard let probe, let code = outcome.statuses(stage.status).statuses.first else { return nil }
    var checker = stage.checker(rules)
    checker.observe(Observation(.exchange(probe.transfer), at: RowProbe.moment))
    let later = Moment(
      frame: RowProbe.moment.frame + 2, nanoseconds: RowProbe.moment.nanoseconds + 1_000_000)
    let state = outcome.next(from: row.state)
    let isError = state == .dfuERROR
    let answer = RowStage.transfer(
      isError
        ? ClassRequest.getStatus.setup(length: 6) : ClassRequest.getState.setup(length: 1),
      .acknowledged,
      isError ? [code.rawValue, 0, 0, 0, state.rawValue, 0] : [state.rawValue], at: later)
    checker.observe(Observation(.exchange(answer), at: later))
    return checker.findings.filter { $0.actor == .device && $0.at == later }.map(\.verdict).max()
      ?? .pass
  }

  @Test func `every outcome of an event is accepted behind it, and no other state`() throws {
    let table = try Self.table.get()
    let rules = CompiledTable(table)
    var strangers = 0
    for stage in table.rows.compactMap({ EventStage($0, table, rules) }) {
      for outcome in stage.row.then {
        let state = outcome.next(from: stage.row.state)
        for code in stage.codes(of: outcome).map({ $0.map(Optional.some) }) ?? [nil] {
          let verdict = stage.verdict(showing: state, code)
          #expect(verdict <= .note, "\(stage.row.id), then \(state) \(code as Status?)")
        }
        if outcome.reply == .nothing, stage.event == .pollTimeout || stage.event == .detachTimeout {
          let early = stage.verdict(showing: state, inTime: false)
          #expect(early == .violation, "\(stage.row.id) before its time: \(state)")
        }
      }
      for state in stage.strangers {
        strangers += 1
        #expect(stage.verdict(showing: state) == .violation, "\(stage.row.id), then \(state)")
      }
      #expect(!stage.strangers.isEmpty, "\(stage.row.id)")
    }
    #expect(strangers > 100)
  }

  @Test func `a bus reset is blamed by the descriptor set of the wrong mode`() throws {
    let table = try Self.table.get()
    for row in table.rows where row.trigger == .event(.busReset) {
      let stage = RowStage(row: row)
      var checker = stage.checker(CompiledTable(table))
      let modes = Set(
        row.then.map { StateSet.runTime.contains(StateSet($0.next(from: row.state))) })
      guard modes.count == 1, let isRunTime = modes.first else { continue }
      let moment = RowProbe.moment
      checker.observe(Observation(.reset(.portResetRequest), at: moment))
      checker.observe(Observation(.attached(.afterReset), at: moment))
      let wrong = RowStage.descriptors([.canDnload], isRunTime: !isRunTime)
      checker.observe(Observation(.described(wrong), at: moment))
      let found = checker.findings.filter { $0.rule == row.path }
      #expect(found.map(\.verdict) == [.violation], "\(row.id)")
      #expect(found.first?.actor == .device)
    }
  }

  @Test(arguments: [false, true])
  func `a spoiled row is noticed, whichever it is`(_ invertsVerdicts: Bool) throws {
    let table = try Self.table.get()
    var spoiled = table
    for index in spoiled.rows.indices {
      for other in spoiled.rows[index].then.indices where invertsVerdicts {
        let verdict = spoiled.rows[index].then[other].verdict
        spoiled.rows[index].then[other].verdict = verdict == .violation ? .pass : .violation
      }
      let lost = table.rows[index].then[0].next(from: table.rows[index].state)
      if !invertsVerdicts {
        spoiled.rows[index].then.removeAll { $0.next(from: table.rows[index].state) == lost }
      }
    }
    let report = examine(table, on: CompiledTable(spoiled))
    let rows = Set(table.rows.filter(\.isAboutRequest).map(\.id))
    #expect(rows.subtracting(report.wrongRows).isEmpty)
  }
}

/// What the probes of the rows gave.
struct RowReport {
  var count = 0
  var wrong: [String] = []
  private(set) var wrongRows: Set<String> = []
  /// Outcomes, as `row#index`, whose verdict was given for some probe.
  private var tripped: Set<String> = []
  /// Rows that some probe broke.
  private var broken: Set<String> = []

  /// Sends one probe to a device that is in the row's state.
  mutating func take(_ probe: RowProbe, of row: Row, _ stage: RowStage, _ fresh: Checker) {
    count += 1
    let fitting = row.then.indices.filter {
      probe.fits(row.then[$0], of: row, before: stage.status)
    }
    let allowed = fitting.filter { row.then[$0].verdict < .violation }
    let followed = allowed.isEmpty ? fitting : allowed
    let wanted = followed.map { row.then[$0].verdict }.min()
    var checker = fresh
    checker.observe(Observation(.exchange(probe.transfer), at: RowProbe.moment))
    let found = checker.findings.filter { $0.actor == row.actor }
    let verdict = found.map(\.verdict).max() ?? .pass
    let isRight =
      verdict == wanted ?? row.level.breach && found.count == (verdict == .pass ? 0 : 1)
      && found.allSatisfy { $0.rule == row.path && $0.at == RowProbe.moment }
      && followed.allSatisfy { leads(checker, to: row.then[$0], of: row, probe, stage) }
    if !isRight { complain(probe, row, wanted, found, checker) }
    for index in fitting where row.then[index].verdict == verdict {
      tripped.insert("\(row.id)#\(index)")
    }
    if fitting.isEmpty, verdict == .violation { broken.insert(row.id) }
  }

  /// Whether the checker follows the outcome to its state and statuses.
  private func leads(
    _ checker: Checker, to outcome: Outcome, of row: Row, _ probe: RowProbe, _ stage: RowStage
  ) -> Bool {
    var statuses = outcome.statuses(stage.status)
    if let status = probe.status { statuses.formIntersection(StatusSet(status)) }
    return checker.belief[outcome.next(from: row.state)].isSuperset(of: statuses)
  }

  private mutating func complain(
    _ probe: RowProbe, _ row: Row, _ wanted: Verdict?, _ found: [Finding], _ checker: Checker
  ) {
    wrongRows.insert(row.id)
    let seen = found.map { "\($0.verdict) \($0.rule)" }.joined(separator: ", ")
    wrong.append(
      "\(row.id) answered \(probe.transfer.outcome) \(probe.transfer.data.prefix(8)): "
        + "wanted \(wanted.map { "\($0)" } ?? "a breach"), found [\(seen)], "
        + "then \(checker.belief.states.states)")
  }

  /// The outcomes of requests that no probe tripped.
  func untripped(_ table: Table) -> [String] {
    table.rows.filter(\.isAboutRequest).flatMap { row in
      row.then.indices.map { "\(row.id)#\($0)" }.filter { !tripped.contains($0) }
    }
  }

  /// The rows of requests that no probe broke.
  func unbroken(_ table: Table) -> [String] {
    table.rows.filter { $0.isAboutRequest && !broken.contains($0.id) }.map(\.id)
  }
}

extension Row {
  var isAboutRequest: Bool {
    switch trigger {
    case .request: true
    case .event: false
    }
  }
}
