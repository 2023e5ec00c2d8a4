extension DiffReport {
  /// What differs in the descriptors of a device, by mode and field by field.
  ///
  /// Only what the hosts of both captures have read is compared. Sets of one mode are compared in
  /// their order. `isIgnored` tells which fields do not count.
  package static func descriptorDifferences(
    _ a: [Report.DescriptorSet], _ b: [Report.DescriptorSet],
    isIgnored: (Report.DescriptorField) -> Bool
  ) -> [Difference] {
    var modes: [String] = []
    for case let mode? in (a + b).map(\.mode) where !modes.contains(mode) { modes.append(mode) }
    return modes.flatMap { mode -> [Difference] in
      let (ours, theirs) = (shown(in: mode, a), shown(in: mode, b))
      guard let lastOurs = ours.last, let lastTheirs = theirs.last else { return [] }
      let found = (0..<max(ours.count, theirs.count)).flatMap { index in
        differences(
          index < ours.count ? ours[index] : lastOurs,
          index < theirs.count ? theirs[index] : lastTheirs, mode, isIgnored)
      }
      return news(found)
    }
  }

  /// The differences without what an earlier one of the same descriptor has told.
  private static func news(_ differences: [Difference]) -> [Difference] {
    var told: [String: Set<Field>] = [:]
    return differences.compactMap { difference in
      var difference = difference
      let known = told[difference.subject, default: []]
      difference.fields.removeAll { known.contains($0) }
      told[difference.subject] = known.union(difference.fields)
      return difference.fields.isEmpty ? nil : difference
    }
  }

  /// The sets of a mode that differ from each other, in order. A device at a new address that shows
  /// what it has shown before has no further set.
  private static func shown(
    in mode: String, _ sets: [Report.DescriptorSet]
  ) -> [Report.DescriptorSet] {
    var found: [Report.DescriptorSet] = []
    for set in sets where set.mode == mode {
      if let last = found.last, differences(last, set, mode, { _ in false }).isEmpty {
        if set.descriptors.count > last.descriptors.count { found[found.count - 1] = set }
      } else {
        found.append(set)
      }
    }
    return found
  }

  private static func differences(
    _ a: Report.DescriptorSet, _ b: Report.DescriptorSet, _ mode: String,
    _ isIgnored: (Report.DescriptorField) -> Bool
  ) -> [Difference] {
    let (ours, theirs) = (a.byPlace, b.byPlace)
    let both = a.places.compactMap { place -> Difference? in
      guard let one = ours[place], let other = theirs[place] else { return nil }
      return difference(one, other, place, mode, isIgnored)
    }
    let onlyA = a.places.filter { theirs[$0] == nil && b.isWhole($0.root) }
    let onlyB = b.places.filter { ours[$0] == nil && a.isWhole($0.root) }
    return both + onlyA.compactMap { ours[$0]?.missing($0, mode, isInA: true) }
      + onlyB.compactMap { theirs[$0]?.missing($0, mode, isInA: false) }
  }

  private static func difference(
    _ one: Report.Descriptor, _ other: Report.Descriptor, _ place: DescriptorPlace, _ mode: String,
    _ isIgnored: (Report.DescriptorField) -> Bool
  ) -> Difference? {
    let fields = one.fields.compactMap { field -> Field? in
      guard let match = other.fields.first(where: { $0.name == field.name }),
        field.differs(from: match), !isIgnored(field)
      else { return nil }
      return Field(name: field.name, a: field.told, b: match.told)
    }
    guard !fields.isEmpty else { return nil }
    return Difference(
      side: .device, kind: .descriptor, subject: place.text(mode), fields: fields,
      frameA: one.frame, frameB: other.frame)
  }
}

/// Which descriptor of a set it is.
private struct DescriptorPlace: Hashable {
  /// What the host asked for: the name of the descriptor that the answer begins with.
  var root: String
  var name: String
  /// Which of those with its name in the answer, from 1.
  var number: Int

  /// `ENDPOINT 2 in the run-time CONFIGURATION`, `DEVICE of DFU mode`.
  func text(_ mode: String) -> String {
    let place = number == 1 ? name : "\(name) \(number)"
    return root == name ? "\(mode), \(place)" : "\(mode), \(place) in \(root)"
  }
}

extension Report.DescriptorSet {
  /// The descriptors with their places. Strings are compared where a field is their index.
  private var placed: [(place: DescriptorPlace, descriptor: Report.Descriptor)] {
    var root = ""
    var numbers: [DescriptorPlace: Int] = [:]
    return descriptors.compactMap { descriptor in
      if descriptor.level == 0 { root = descriptor.name }
      guard !descriptor.name.hasPrefix("STRING ") else { return nil }
      var place = DescriptorPlace(root: root, name: descriptor.name, number: 0)
      numbers[place, default: 0] += 1
      place.number = numbers[place] ?? 1
      return (place, descriptor)
    }
  }

  fileprivate var places: [DescriptorPlace] { placed.map(\.place) }

  fileprivate var byPlace: [DescriptorPlace: Report.Descriptor] {
    Dictionary(placed.map { ($0.place, $0.descriptor) }) { first, _ in first }
  }

  /// Whether the host read the whole of an answer that begins with this descriptor.
  fileprivate func isWhole(_ root: String) -> Bool {
    descriptors.contains { $0.level == 0 && $0.name == root && $0.notes.isEmpty }
  }
}

extension Report.Descriptor {
  /// The difference that only one capture has this descriptor.
  fileprivate func missing(
    _ place: DescriptorPlace, _ mode: String, isInA: Bool
  ) -> DiffReport.Difference? {
    guard level > 0 else { return nil }
    let (here, gone) = ("there", "not there")
    return DiffReport.Difference(
      side: .device, kind: .descriptor, subject: place.text(mode),
      fields: [.init(name: "descriptor", a: isInA ? here : gone, b: isInA ? gone : here)],
      frameA: isInA ? frame : nil, frameB: isInA ? nil : frame)
  }
}
