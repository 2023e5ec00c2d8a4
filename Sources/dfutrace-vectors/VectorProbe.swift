import Checker
import DFU
import DeviceModel
import Evidence
import SpecTable
import Suite
import USB
import Vectors

/// A vector in the making: the device, its host and the findings so far.
///
/// It is a value: a copy is independent in all three.
struct VectorProbe {
  private var runner: VectorRunner<ModelPort>
  private var tracker = SessionTracker()
  private var base: Checker
  private var profile: Checker?
  private let tables: ProbeTables
  /// The actions on the device after its enumeration.
  private(set) var steps: [Vector.Step] = []
  /// Everything tested so far: rules, outcomes of these rules, broken rules, and deviations that
  /// the personality's own overlay declares.
  private(set) var exercised: Set<String> = []
  /// Whether the device did something that neither DFU 1.1 nor its own overlay allows.
  private(set) var isUndeclared = false
  private var blocks = 0
  private var uploads = 0

  /// Powers and enumerates a device.
  init(_ device: any DeviceModel, of model: String, tables: ProbeTables) {
    runner = VectorRunner(ModelPort(device), isFresh: true)
    base = Checker(tables.base)
    self.tables = tables
    profile = tables.profile(of: model).map { Checker($0) }
    take { runner throws(PortError) in try runner.perform(.enumerate) }
  }

  /// Runs one step. Returns what it tests for the first time.
  @discardableResult
  mutating func take(_ step: Vector.Step) -> Set<String> {
    steps.append(step)
    if case .request(let setup, _, _) = step {
      switch ClassRequest(setup) {
      case .dnload?: blocks = setup.length == 0 ? 0 : blocks + 1
      case .upload?: uploads += 1
      case .abort?: (blocks, uploads) = (0, 0)
      case .detach?, .getStatus?, .clrStatus?, .getState?, nil: break
      }
    }
    return take { runner throws(PortError) in try runner.perform(step) }
  }

  /// What the table allows if this step runs now.
  func expected(in step: Vector.Step) -> [Vector.Expectation] {
    guard case .request(let setup, _, let isToDFU) = step else { return [] }
    return tables.expected(
      of: base, in: runner.addressed(setup, toDFU: isToDFU),
      at: Moment(frame: 0, nanoseconds: runner.port.nanoseconds))
  }

  /// wBlockNum of the next block.
  var nextBlock: UInt16 { UInt16(truncatingIfNeeded: blocks) }

  @discardableResult
  private mutating func take(
    _ act: (inout VectorRunner<ModelPort>) throws(PortError) -> Void
  ) -> Set<String> {
    let before = base.exercised
    let findings = base.findings.count
    let judged = profile?.findings.count ?? 0
    do throws(PortError) { try act(&runner) } catch { return [] }
    for record in runner.take() { observe(record) }
    var added = Set(base.exercised.added(since: before, in: base.rules.table))
    added.formUnion(
      base.findings[findings...].filter { $0.verdict >= .warning }
        .map { "\($0.actor) \($0.verdict) \($0.rule)" })
    if let profile, base.findings.count > findings {
      let rules = tables.declared(base.findings[findings...], by: profile)
      added.formUnion(rules.map(Self.declaration))
    }
    let own = profile?.findings[judged...] ?? base.findings[findings...]
    if own.contains(where: { $0.actor == .device && $0.verdict >= .warning }) {
      isUndeclared = true
    }
    added.subtract(exercised)
    exercised.formUnion(added)
    return added
  }

  /// The name under which a declared deviation counts. A request of XMOS's counts once, not once
  /// for each state.
  private static func declaration(_ rule: String) -> String {
    let parts = rule.split(separator: "/")
    guard parts.count > 1, parts[1].hasPrefix("F") else { return "as \(rule)" }
    return "as \(parts[1])"
  }

  private mutating func observe(_ record: PortRecord) {
    var seen: [Observation] = []
    switch record {
    case .transfer(let transfer): _ = tracker.accept(transfer) { seen.append($1) }
    case .reset(let device, let moment):
      tracker.recordedReset(of: device, at: moment) { seen.append($1) }
    case .left(let device, let moment):
      tracker.recordedLeaving(of: device, at: moment) { seen.append($1) }
    }
    for observation in seen {
      base.observe(observation)
      profile?.observe(observation)
    }
  }
}

extension VectorProbe {
  /// What distinguishes probes in a search: the device's state, and what is known of it.
  struct Key: Hashable {
    private var state: State
    private var mode: Mode
    private var status: Status?
    private var condition: DeviceCondition
    private var reboot: Mode?
    private var isConfigured: Bool?
    private var belief: Belief
    private var blocks: Int
    private var uploads: Int

    fileprivate init(_ probe: VectorProbe) {
      let model = probe.runner.port.model
      state = model.state
      mode = model.mode
      status = model.state == .dfuERROR ? probe.status : nil
      condition = model.condition
      reboot = model.pendingReboot?.mode
      isConfigured = probe.base.history.isConfigured
      belief = probe.base.belief
      blocks = min(probe.blocks, 3)
      uploads = min(probe.uploads, 2)
    }
  }

  /// The probe's key. Of two probes with the same key, the search follows only one.
  var key: Key { Key(self) }

  /// Whether the device can answer requests.
  var answers: Bool {
    runner.port.model.condition.isDisjoint(with: [.endpoint0Dead, .stuck])
  }

  /// The present bStatus, which the device shows when it is asked for it.
  private var status: Status? {
    var copy = runner.port.model
    let setup = runner.addressed(ClassRequest.getStatus.setup(length: 6), toDFU: true)
    guard case .data(let bytes) = copy.handle(setup, payload: []).answer else { return nil }
    return StatusReport(bytes)?.status
  }
}
