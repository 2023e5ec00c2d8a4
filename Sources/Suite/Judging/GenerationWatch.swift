import Checker
import DFU
import Evidence
import SpecTable
import USB

/// Judges a device by the overlay of every generation of its family, to find the generations that
/// its traffic fits.
///
/// The firmware can change within one session. So the traffic after each enumeration is judged
/// separately.
struct GenerationWatch {
  private let selected: String
  private var candidates: [Candidate]
  private var parts: [Part] = [Part()]

  fileprivate struct Candidate {
    var name: String
    var checker: Checker
    /// By the id of a deviation, the text that tells how this deviation shows in traffic.
    var signs: [String: String]
  }

  /// What was seen between two enumerations. `frame`: the first frame, nil when there was none.
  fileprivate struct Part {
    var frame: Int?
    /// By candidate (its index), what does not fit it; the others still fit.
    var refuted: [Int: Refutation] = [:]
    /// By candidate (its index), the deviations that were seen.
    var signs: [Int: [String]] = [:]
    var descriptors: [String] = []
  }

  /// The first fault of a device that a generation does not explain.
  fileprivate struct Refutation {
    /// The frame that showed it.
    var frame: Int
    /// Whether a missing transfer could explain it.
    var dependsOnHistory: Bool
  }

  /// The most findings that a candidate's checker keeps. The watch needs their number, not their
  /// text.
  private static let findingLimit = 1_000

  /// The most parts that are kept; all traffic after that counts as one part. Each part may name
  /// another firmware.
  private static let partLimit = 256

  /// Starts with all generations of the family of `profile`; nil when the family has none.
  ///
  /// `profile`: the overlay that the descriptors or the requests point to. `early`: the
  /// observations of the session so far.
  init?(
    _ profile: Profile, _ tables: TableSet, _ options: Checker.Options,
    early: some Sequence<Observation>
  ) {
    selected = profile.name
    var options = options
    options.maximumFindings = Self.findingLimit
    candidates = tables.generations(of: profile).compactMap { profile in
      guard let rules = try? tables.rules(profile) else { return nil }
      let signs = rules.table.deviations.compactMap { deviation in
        deviation.sign.map { (deviation.id, $0) }
      }
      return Candidate(
        name: profile.name, checker: Checker(rules, options: options),
        signs: Dictionary(uniqueKeysWithValues: signs))
    }
    if candidates.isEmpty { return nil }
    for observation in early { observe(observation) }
  }

  /// Takes a fact of the capture that holds from here on.
  mutating func take(_ fact: SourceFact) {
    for index in candidates.indices { candidates[index].checker.options.take(fact) }
  }

  /// Judges the next observation by every generation that still fits.
  mutating func observe(_ observation: Observation) {
    if case .attached = observation.event { beginPart() }
    if case .exchange = observation.event, isDecided { return }
    if case .gap(.unpaired) = observation.event { restore(behind: observation.at.frame) }
    var part = parts.removeLast()
    part.take(observation)
    for index in candidates.indices where part.refuted[index] == nil {
      let before = candidates[index].checker.findings.count
      let faults = candidates[index].faults
      candidates[index].checker.observe(observation)
      let found = candidates[index].checker.findings[before...]
      if candidates[index].faults > faults {
        part.refuted[index] = Refutation(by: found, of: observation)
      }
      for finding in found {
        guard let sign = finding.reading.flatMap({ candidates[index].signs[$0] }),
          finding.verdict == .declared, !part.signs[index, default: []].contains(sign)
        else { continue }
        part.signs[index, default: []].append(sign)
      }
    }
    parts.append(part)
  }

  /// Whether no generation fits any more; up to the next enumeration exchanges tell nothing new.
  var isDecided: Bool {
    guard let part = parts.last else { return false }
    return part.frame != nil && part.refuted.count == candidates.count
  }

  /// Lets generations fit again that only something found behind this frame does not fit: records
  /// are missing there. A checker that goes on knows nothing of the state of the device.
  mutating func restore(behind frame: Int) {
    for part in parts.indices {
      parts[part].refuted = parts[part].refuted.filter {
        !$0.value.dependsOnHistory || $0.value.frame <= frame
      }
    }
  }

  /// Starts a new part at an enumeration. The firmware may have changed, so that all generations
  /// are possible again.
  private mutating func beginPart() {
    guard let last = parts.last, last.frame != nil, parts.count < Self.partLimit else { return }
    for index in candidates.indices {
      if last.refuted[index] != nil {
        let checker = candidates[index].checker
        candidates[index].checker = Checker(checker.rules, options: checker.options)
      }
      candidates[index].checker.tellDescriptorsAgain()
    }
    parts.append(Part())
  }
}

// MARK: - Result

extension GenerationWatch {
  /// Successive parts that at least one common generation explains. `names`: those generations.
  private struct Group {
    var frame: Int
    var names: Set<Int>
    var parts: [Part]
  }

  private var groups: [Group] {
    var groups: [Group] = []
    for part in parts {
      guard let frame = part.frame else { continue }
      let names = Set(candidates.indices).subtracting(part.refuted.keys)
      if let last = groups.indices.last,
        names == groups[last].names || !names.isDisjoint(with: groups[last].names)
      {
        groups[last].names.formIntersection(names)
        groups[last].parts.append(part)
      } else {
        groups.append(Group(frame: frame, names: names, parts: [part]))
      }
    }
    return groups
  }

  /// Tells which generations the traffic fits and why; one remark for each firmware.
  ///
  /// Empty when the traffic fits every generation, or the one that the descriptors select.
  var remarks: [String] {
    let groups = groups
    let isKnown = groups.allSatisfy { group in
      group.names.count == candidates.count
        || group.names.contains { candidates[$0].name == selected }
    }
    if isKnown { return [] }
    return bound
      + groups.map { group in
        let since = groups.count > 1 ? "From frame \(group.frame) on this" : "This"
        let names = group.names.sorted().map { candidates[$0].name }
        guard let first = group.names.min() else {
          return "\(since) does not look like any known generation."
        }
        let signs = group.parts.flatMap { $0.descriptors + $0.signs[first, default: []] }.uniqued
        return "\(since) looks like \(names.joined(separator: " or ")): "
          + "\(signs.joined(separator: ", ")). Judge it with --profile "
          + "\(candidates[first].name) to see what that generation declares."
      }
  }
}

extension GenerationWatch {
  /// A sentence when `partLimit` was reached.
  private var bound: [String] {
    guard parts.count == Self.partLimit else { return [] }
    return [
      "From enumeration \(Self.partLimit) on all traffic is taken for that of one firmware."
    ]
  }
}

extension GenerationWatch.Candidate {
  /// The number of the device's exchanges and events that the generation does not explain.
  var faults: Int {
    let tally = checker.tally(.device)
    return tally[.warning] + tally[.violation]
  }
}

extension GenerationWatch.Refutation {
  /// `found`: what the observation led to.
  init(by found: ArraySlice<Finding>, of observation: Observation) {
    let faults = found.filter { $0.actor == .device && $0.verdict >= .warning }
    frame = faults.last?.frameSeen ?? observation.at.frame
    dependsOnHistory = faults.allSatisfy(\.dependsOnHistory)
  }
}

extension GenerationWatch.Part {
  mutating func take(_ observation: Observation) {
    switch observation.event {
    case .exchange: frame = frame ?? observation.at.frame
    case .described(let set):
      frame = frame ?? observation.at.frame
      guard let functional = set.functional else { return }
      descriptors.append(
        "bmAttributes " + DescriptorField.bmAttributes.text(UInt32(functional.attributes.rawValue)))
      if let version = functional.version, version != 0x0110 {
        descriptors.append("bcdDFUVersion " + DescriptorField.bcdDFUVersion.text(UInt32(version)))
      }
    case .configured, .interfaceSet, .reset, .left, .attached, .gap, .end: break
    }
  }
}

extension [String] {
  /// The elements without repetitions, in the order of their first appearance.
  fileprivate var uniqued: [String] {
    reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}
