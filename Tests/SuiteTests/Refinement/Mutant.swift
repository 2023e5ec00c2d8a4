import DFU
import SpecTable

/// A row of the table in which one outcome, the level or the actor was changed.
struct Mutant {
  /// The id, as `row#index: change`.
  var id: String
  /// The index of the row in the table.
  var row: Int
  /// The index of the changed outcome; nil when the row was changed or an outcome was added.
  var outcome: Int?
  var change: Change
  var mutated: Row
  /// The outcomes in which the mutant differs from the original row.
  var touched: [Outcome]

  /// The kind of change.
  enum Change: Hashable {
    case dropped, next, status, verdict, shows, added, level, actor
    case reply(Reply)
  }

  /// All mutants of the rows of a table.
  ///
  /// An outcome is dropped or added, or gets another next state, reply, shown state, bStatus or
  /// verdict. Or the row gets another level, or another actor.
  static func all(of table: Table) -> [Mutant] {
    table.rows.enumerated().flatMap { place, row in
      row.then.indices.flatMap { changes(of: row, $0, place) }
        + additions(to: row, place) + breaches(of: row, place)
    }
  }

  private static func changes(of row: Row, _ index: Int, _ place: Int) -> [Mutant] {
    let outcome = row.then[index]
    func mutant(_ change: Change, _ name: String, _ outcomes: [Outcome]) -> Mutant {
      var mutated = row
      mutated.then.replaceSubrange(index...index, with: outcomes)
      return Mutant(
        id: "\(row.id)#\(index): \(name)", row: place, outcome: index, change: change,
        mutated: mutated, touched: [outcome] + outcomes)
    }
    return [mutant(.dropped, "dropped", [])]
      + variants(of: outcome, in: row).map { mutant($0, $1, [$2]) }
  }

  private static func variants(of outcome: Outcome, in row: Row) -> [(Change, String, Outcome)] {
    func with(_ change: (inout Outcome) -> Void) -> Outcome {
      var copy = outcome
      change(&copy)
      return copy
    }
    let target = outcome.next(from: row.state)
    let states: [(Change, String, Outcome)] = State.allCases.filter { $0 != target }
      .map { state in (.next, "next \(state.name)", with { $0.next = .state(state) }) }
    let replies: [(Change, String, Outcome)] = Reply.allCases.filter { $0 != outcome.reply }
      .map { reply in (.reply(reply), "reply \(reply.rawValue)", with { $0.reply = reply }) }
    let verdicts: [(Change, String, Outcome)] = [Verdict.pass, .note, .warning, .violation].filter {
      $0 != outcome.verdict
    }
    .map { verdict in (.verdict, "verdict \(verdict)", with { $0.verdict = verdict }) }
    let statuses: [(Change, String, Outcome)] = statusRules.filter { $0.1 != outcome.status }
      .map { name, rule in (.status, "status \(name)", with { $0.status = rule }) }
    let isShown = outcome.reply == .data6 || outcome.reply == .data1
    let shown: [(Change, String, Outcome)] = State.allCases.filter {
      isShown && $0 != outcome.shows ?? target
    }
    .map { state in (.shows, "shows \(state.name)", with { $0.shows = state }) }
    return states + replies + verdicts + statuses + shown
  }

  private static let statusRules: [(String, StatusRule)] = [
    ("unchanged", .unchanged), ("unchanged-error", .unchangedError), ("any", .oneOf(.all)),
    ("any-error", .oneOf(.anyError)), ("OK", .oneOf(StatusSet(.ok))),
    ("errSTALLEDPKT", .oneOf(StatusSet(.errSTALLEDPKT))),
    ("errFIRMWARE", .oneOf(StatusSet(.errFIRMWARE))),
  ]

  private static func additions(to row: Row, _ place: Int) -> [Mutant] {
    let replies = row.possibleReplies
    return Reply.allCases.filter { replies.contains($0) }.flatMap { reply in
      State.allCases.map { state in
        let outcome = Outcome(reply: reply, next: .state(state))
        var mutated = row
        mutated.then.append(outcome)
        return Mutant(
          id: "\(row.id): also \(reply.rawValue) \(state.name)", row: place, outcome: nil,
          change: .added, mutated: mutated, touched: [outcome])
      }
    }
  }

  private static func breaches(of row: Row, _ place: Int) -> [Mutant] {
    func mutant(_ change: Change, _ name: String, _ mutate: (inout Row) -> Void) -> Mutant {
      var mutated = row
      mutate(&mutated)
      return Mutant(
        id: "\(row.id): \(name)", row: place, outcome: nil, change: change, mutated: mutated,
        touched: [])
    }
    return Level.allCases.filter { $0 != row.level }
      .map { level in mutant(.level, "level \(level.rawValue)") { $0.level = level } }
      + [mutant(.actor, "actor") { $0.actor = row.actor == .device ? .host : .device }]
  }

  /// Whether the mutant and the original row give different verdicts on any of these steps.
  func isKilled(by steps: [Step], in table: Table) -> Bool {
    steps.contains { $0.verdict(by: mutated) != $0.verdict(by: table.rows[row]) }
  }
}

/// What the facts say about one row.
struct RowFacts {
  private var cases: [Case] = []
  private let replies: Set<Reply>

  private struct Case: Hashable {
    var before: Status
    var slots: [Slot: Levels]
  }

  init(_ row: Row) {
    replies = row.possibleReplies
    for scene in FactsScene.all(of: row) {
      let told = Case(before: scene.before, slots: FactsAccount(scene, replies).slots)
      if !cases.contains(told) { cases.append(told) }
    }
  }

  /// Whether the facts disagree with the mutant. The facts are about devices only; a step that they
  /// do not allow is a violation.
  func kills(_ mutant: Mutant) -> Bool {
    let row = mutant.mutated
    if row.actor != .device || row.level != .must { return true }
    let slots = Set(mutant.touched.flatMap { $0.slots(in: row, of: replies) })
    return cases.contains { told in
      slots.contains { slot in
        !row.levels(at: slot, after: told.before, of: replies)
          .agrees(with: told.slots[slot] ?? Levels())
      }
    }
  }

  /// Whether the facts allow a step of the row as a pass or a note.
  func allow(_ step: Step) -> Bool {
    // Only GETSTATUS tells these codes apart. So errVERIFY stands for all of them, and errPROG
    // for a code that has changed.
    let known = [Status.ok, .errSTALLEDPKT].contains(step.before)
    let before = known ? step.before : .errVERIFY
    let other = step.nextStatus == .errVERIFY ? Status.errPROG : step.nextStatus
    let after = known ? step.nextStatus : step.nextStatus == step.before ? before : other
    return cases.contains { told in
      told.before == before
        && step.replies.contains { reply in
          let isShown = reply == .data6 || reply == .data1
          let slot = Slot(reply: reply, shown: isShown ? step.shown : nil, next: step.next)
          guard let levels = told.slots[slot] else { return false }
          return levels.pass.union(levels.note).contains(StatusSet(after))
        }
    }
  }

  /// Whether the mutant and the original row give the same verdict on every possible reply.
  func areSame(_ mutant: Mutant, _ row: Row) -> Bool {
    guard mutant.mutated.actor == row.actor, mutant.mutated.level == row.level else { return false }
    let slots = Set(mutant.touched.flatMap { $0.slots(in: row, of: replies) })
    return row.statusesBefore.allSatisfy { before in
      slots.allSatisfy { slot in
        mutant.mutated.levels(at: slot, after: before, of: replies)
          == row.levels(at: slot, after: before, of: replies)
      }
    }
  }
}

/// Counts the mutants that were killed.
struct MutantShare {
  var killed = 0
  var total = 0

  mutating func count(_ isKilled: Bool) {
    total += 1
    if isKilled { killed += 1 }
  }

  var percent: Double { total == 0 ? 0 : 100 * Double(killed) / Double(total) }

  var text: String { "\(killed) of \(total) (\((percent * 10).rounded(.down) / 10) %)" }
}
