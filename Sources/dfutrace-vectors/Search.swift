import DFU
import Suite
import Vectors

/// Searches for vectors that test something which no earlier vector tests.
struct Search {
  let tables: ProbeTables
  /// Everything that the vectors so far test.
  private(set) var covered: Set<String> = []
  private(set) var vectors: [Vector] = []
  /// Whether a tested thing is worth a vector.
  var isWanted: (String) -> Bool = { _ in true }
  /// The most situations of one device.
  private static let situationLimit = 400
  /// The most steps of one vector.
  private static let stepLimit = 28

  init(_ tables: ProbeTables) { self.tables = tables }

  /// Returns the vectors so far and removes them here. Declared deviations of a personality count
  /// as not covered again, because the next personality must show them too.
  mutating func take() -> [Vector] {
    defer { vectors = [] }
    covered = covered.filter { !$0.hasPrefix("as ") }
    return vectors
  }

  /// Returns hand-written vectors with the expectations of their steps, and counts what they test.
  /// They run on `device`, or on one that starts in the mode which the vector needs.
  mutating func takingByHand(
    _ vectors: [Vector], on device: SearchedDevice? = nil
  ) -> [Vector] {
    vectors.map { vector in
      let model = vector.needs.mode == .dfuMode ? "xmos/tinyusb" : "xmos"
      let attributes = vector.needs.set.contains(.willDetach) ? 15 : 7
      let searched =
        device ?? SearchedDevice(model: model, config: ["attrs": .number(attributes)])
      return Filling.filled(vector, on: searched, tables, pointsOf: &covered)
    }
  }

  /// Adds vectors until everything that the search finds on this device is covered.
  mutating func add(_ searched: SearchedDevice, prefix: String) {
    guard let device = searched.device else { return }
    let start = VectorProbe(device, of: searched.model, tables: tables)
    let dialect = Actions.Dialect(of: searched.model)
    for probe in found(from: start, dialect)
    where probe.exercised.subtracting(covered).contains(where: isWanted) {
      let vector = extended(probe, dialect)
      append(vector, searched, prefix)
    }
  }

  /// Searches breadth first, from the steps of the beginnings. Returns the probes that test
  /// something for the first time. The longest come first, because they cover the shorter ones on
  /// their way.
  private func found(from start: VectorProbe, _ dialect: Actions.Dialect) -> [VectorProbe] {
    var seen = covered.union(start.exercised)
    var waiting = [start]
    let isNew = start.exercised.subtracting(covered).contains(where: isWanted)
    var found: [VectorProbe] = isNew ? [start] : []
    for beginning in Actions.beginnings(dialect) {
      var probe = start
      for step in beginning {
        let new = probe.take(step).subtracting(seen)
        if probe.isUndeclared { break }
        if new.contains(where: isWanted) {
          seen.formUnion(new)
          found.append(probe)
        }
        waiting.append(probe)
      }
    }
    var known = Set(waiting.map(\.key))
    var next = 0
    while next < waiting.count {
      let probe = waiting[next]
      next += 1
      for action in actions(after: probe, dialect) {
        var after = probe
        let new = after.take(action).subtracting(seen)
        if after.isUndeclared { continue }
        if new.contains(where: isWanted) {
          seen.formUnion(new)
          found.append(after)
        }
        if known.count < Self.situationLimit, known.insert(after.key).inserted {
          waiting.append(after)
        }
      }
    }
    return found.reversed()
  }

  /// The next actions. A device that does not answer gets only a bus reset or a power cycle.
  private func actions(after probe: VectorProbe, _ dialect: Actions.Dialect) -> [Vector.Step] {
    probe.answers
      ? Actions.all(nextBlock: probe.nextBlock, dialect) : [.busReset(), .power]
  }

  /// Extends a probe while one step, or two steps together, test something more.
  private func extended(_ probe: VectorProbe, _ dialect: Actions.Dialect) -> VectorProbe {
    var probe = probe
    while probe.steps.count < Self.stepLimit {
      guard let better = best(after: probe, dialect) else { break }
      probe = better
    }
    return probe
  }

  private func best(after probe: VectorProbe, _ dialect: Actions.Dialect) -> VectorProbe? {
    let known = covered.union(probe.exercised)
    var best: (probe: VectorProbe, gain: Int)?
    var reached: [VectorProbe.Key: VectorProbe] = [:]
    for action in actions(after: probe, dialect) {
      var after = probe
      let gain = after.take(action).subtracting(known).count(where: isWanted)
      if after.isUndeclared { continue }
      if gain > best?.gain ?? 0 { best = (after, gain) }
      if gain == 0, reached[after.key] == nil { reached[after.key] = after }
    }
    if let best { return best.probe }
    let ordered = reached.values.sorted { $0.steps.description < $1.steps.description }
    for first in ordered {
      for action in actions(after: first, dialect) {
        var after = first
        let gain = after.take(action).subtracting(known).count(where: isWanted)
        if after.isUndeclared { continue }
        if gain > best?.gain ?? 0 { best = (after, gain) }
      }
    }
    return best?.probe
  }

  private mutating func append(
    _ probe: VectorProbe, _ searched: SearchedDevice, _ prefix: String
  ) {
    var vector = Vector()
    vector.rename("\(prefix)-\(vectors.count + 1)")
    vector.config = searched.config
    vector.needs = searched.needs
    vector.steps = probe.steps
    vectors.append(Filling.filled(vector, on: searched, tables, pointsOf: &covered))
  }
}
