import Checker
import DFU
import DeviceModel
import SpecTable
import USB

/// Brings a device into all situations that it can reach, breadth first, and judges each step by
/// the table.
struct Walk {
  /// Steps that fit no outcome of their row, and steps in which the checker finds a fault.
  private(set) var complaints: [String] = []
  /// All different steps.
  private(set) var steps: Set<Step> = []
  private(set) var situations = 0
  private(set) var count = 0
  /// The rules of the findings with the verdict `warning`.
  private(set) var warnings: Set<String> = []
  private let finder: RowFinder
  private let rules: CompiledTable

  init(_ table: Table) {
    finder = RowFinder(table)
    rules = CompiledTable(table.withoutHostRules)
  }

  /// Walks one device. `limit`: the walk stops when it finds more situations than expected.
  mutating func explore(_ walked: WalkedDevice, limit: Int = 5_000) throws {
    let device = try Personality.named(walked.name).make(walked.parameters)
    let name = "\(walked.name) \(walked.parameters)"
    let faults = ["fault_block", "reset_after_block", "power_cut_after_block", "lost_upload"]
    let lastFault = walked.parameters.keys.contains(where: faults.contains) ? 0 : -1
    let first = Situation(device, rules, finder)
    var known: Set<Situation.Key> = [
      first.key(lastFault: lastFault, byBelief: walked.splitsByBelief)
    ]
    var waiting = [first]
    var next = 0
    while next < waiting.count, known.count <= limit {
      let situation = waiting[next]
      next += 1
      for action in HostAction.requests(to: situation.interface, isXMOS: walked.isXMOS)
        + HostAction.events
      {
        let after = take(action, from: situation, name)
        if known.insert(after.key(lastFault: lastFault, byBelief: walked.splitsByBelief)).inserted {
          waiting.append(after)
        }
      }
      for action in walked.triesOddFields ? HostAction.oddRequests(to: situation.interface) : [] {
        let after = take(action, from: situation, name)
        for question in HostAction.questions(to: after.interface) {
          _ = take(question, from: after, name)
        }
      }
    }
    situations += known.count
    if known.count > limit { complaints.append("\(name): more than \(limit)") }
  }

  /// Does one action and judges the answer of the device.
  private mutating func take(
    _ action: HostAction, from situation: Situation, _ device: String
  ) -> Situation {
    var after = situation
    let finding = after.take(action)
    count += 1
    if let finding, finding.verdict >= .warning {
      if finding.verdict == .violation {
        complaints.append("\(device) \(after.trail): \(finding.rule) \(finding.message)")
      } else {
        warnings.insert(finding.rule)
      }
    }
    for step in after.steps where steps.insert(step).inserted {
      let row = finder.table.rows[step.row]
      if step.verdict(by: row).map({ $0 >= .violation }) ?? true {
        complaints.append("\(device) \(after.trail): \(step.text(finder.table))")
      }
    }
    return after
  }
}

extension Table {
  /// The table with the rules about devices only. The faults of the host in a walk do not matter.
  var withoutHostRules: Table {
    var table = self
    table.obligations.removeAll { $0.actor == .host }
    table.timing.removeAll { $0.actor == .host }
    return table
  }
}
