import Checker
import DFU
import DeviceModel
import SpecTable
import USB

/// Every situation that a device can be brought into, breadth first, and what the table says of
/// every step on the way.
struct Walk {
  /// Steps that no outcome of their row is, or that the checker finds fault with.
  private(set) var complaints: [String] = []
  /// Every step that was taken, once.
  private(set) var steps: Set<Step> = []
  private(set) var situations = 0
  private(set) var count = 0
  /// By rule, the findings at warning.
  private(set) var warnings: Set<String> = []
  private let finder: RowFinder
  private let rules: CompiledTable

  init(_ table: Table) {
    finder = RowFinder(table)
    rules = CompiledTable(table)
  }

  /// Walks one device; `limit` stops a walk through more situations than were thought of.
  mutating func explore(
    _ name: String, _ parameters: [String: ParameterValue], isXMOS: Bool = false, limit: Int
  ) throws {
    let device = try Personality.named(name).make(parameters)
    let lastFault = ["fault_block", "reset_after_block", "power_cut_after_block", "lost_upload"]
      .compactMap { parameters[$0] }.compactMap { value in
        if case .number(let number) = value { number } else { nil }
      }.max() ?? -1
    let first = Situation(device, rules, finder)
    var known: Set<Situation.Key> = [first.key(lastFault: lastFault)]
    var waiting = [first]
    var next = 0
    while next < waiting.count, known.count <= limit {
      let situation = waiting[next]
      next += 1
      let requests = HostAction.requests(to: situation.interface, isXMOS: isXMOS)
      for action in requests + HostAction.events {
        var after = situation
        let finding = after.take(action)
        judge(after, finding, "\(name) \(parameters)")
        if known.insert(after.key(lastFault: lastFault)).inserted { waiting.append(after) }
      }
    }
    situations += known.count
    if known.count > limit { complaints.append("\(name) \(parameters): more than \(limit)") }
  }

  private mutating func judge(_ after: Situation, _ finding: Finding?, _ device: String) {
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
  }
}
