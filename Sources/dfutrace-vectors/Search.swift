import DFU
import Suite
import Vectors

/// Searches for vectors that put to the test what none before them did.
struct Search {
  let tables: ProbeTables
  /// What the vectors so far put to the test.
  private(set) var covered: Set<String> = []
  private(set) var vectors: [Vector] = []
  /// What is searched for: the rest is not worth a vector.
  var isWanted: (String) -> Bool = { _ in true }
  /// Situations of one device at the most.
  private static let situationLimit = 400
  /// Steps of one vector at the most.
  private static let stepLimit = 28

  init(_ tables: ProbeTables) { self.tables = tables }

  /// Gives the vectors so far, and goes on without them; what is declared of a personality is to
  /// be shown of the next one too.
  mutating func take() -> [Vector] {
    defer { vectors = [] }
    covered = covered.filter { !$0.hasPrefix("as ") }
    return vectors
  }

  /// Gives vectors that were made by hand with what the table allows in their steps, and counts
  /// what they put to the test.
  mutating func takingByHand(_ vectors: [Vector]) -> [Vector] {
    vectors.map { vector in
      let model = vector.needs.mode == .dfuMode ? "xmos/tinyusb" : "xmos"
      let attributes = vector.needs.set.contains(.willDetach) ? 15 : 7
      let searched = SearchedDevice(model: model, config: ["attrs": .number(attributes)])
      return Filling.filled(vector, on: searched, tables, pointsOf: &covered)
    }
  }

  /// Adds vectors until everything that a search of this device finds is covered.
  mutating func add(_ searched: SearchedDevice, prefix: String) {
    guard let device = searched.device else { return }
    let start = VectorProbe(device, of: searched.model, tables: tables)
    let isXMOS = searched.model.hasPrefix("xmos")
    for probe in found(from: start, isXMOS: isXMOS)
    where probe.exercised.subtracting(covered).contains(where: isWanted) {
      let vector = extended(probe, isXMOS: isXMOS)
      append(vector, searched, prefix)
    }
  }

  /// Breadth first, from the steps of the beginnings, the probes that put something to the test for
  /// the first time; the longest first, because they cover what those on the way to them do.
  private func found(from start: VectorProbe, isXMOS: Bool) -> [VectorProbe] {
    var seen = covered.union(start.exercised)
    var waiting = [start]
    let isNew = start.exercised.subtracting(covered).contains(where: isWanted)
    var found: [VectorProbe] = isNew ? [start] : []
    for beginning in Actions.beginnings(isXMOS: isXMOS) {
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
      for action in actions(after: probe, isXMOS) {
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

  /// A device that does not answer is not asked again before something helps it.
  private func actions(after probe: VectorProbe, _ isXMOS: Bool) -> [Vector.Step] {
    probe.answers
      ? Actions.all(nextBlock: probe.nextBlock, isXMOS: isXMOS) : [.busReset(), .power]
  }

  /// Goes on from a probe for as long as a step, or two, put more to the test.
  private func extended(_ probe: VectorProbe, isXMOS: Bool) -> VectorProbe {
    var probe = probe
    while probe.steps.count < Self.stepLimit {
      guard let better = best(after: probe, isXMOS: isXMOS) else { break }
      probe = better
    }
    return probe
  }

  private func best(after probe: VectorProbe, isXMOS: Bool) -> VectorProbe? {
    let known = covered.union(probe.exercised)
    var best: (probe: VectorProbe, gain: Int)?
    var reached: [VectorProbe.Key: VectorProbe] = [:]
    for action in actions(after: probe, isXMOS) {
      var after = probe
      let gain = after.take(action).subtracting(known).count(where: isWanted)
      if after.isUndeclared { continue }
      if gain > best?.gain ?? 0 { best = (after, gain) }
      if gain == 0, reached[after.key] == nil { reached[after.key] = after }
    }
    if let best { return best.probe }
    let ordered = reached.values.sorted { $0.steps.description < $1.steps.description }
    for first in ordered {
      for action in actions(after: first, isXMOS) {
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
