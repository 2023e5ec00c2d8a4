import DFU

extension Row {
  /// The rule's public path: `dfu/A.2.3/dfuIDLE.DNLOAD.block`, `dfu/silent/dfuIDLE.ABORT.odd`,
  /// or, for a row of an overlay, `xmos/X14/dfuDNBUSY.GETSTATE`.
  package var path: String {
    let group = group
    var path = ""
    path.reserveCapacity(namespace.utf8.count + group.utf8.count + id.utf8.count + 2)
    path += namespace
    path += "/"
    path.append(contentsOf: group)
    path += "/"
    path += id
    return path
  }

  /// The deviation that declares the row, else the section that it stands in.
  private var group: Substring {
    if let reading, !reading.hasPrefix("AMB-") { return reading[...] }
    if cite.isSilent { return "silent" }
    return Substring(cite.section.utf8.prefix { $0 != UInt8(ascii: " ") })
  }
}

extension Row {
  /// The name of one of the row's outcomes by what is seen of it: the reply, and the state that it
  /// shows. Outcomes that only differ in what is seen later have one name.
  package func sight(of outcome: Outcome) -> String {
    switch outcome.reply {
    case .data6, .data1:
      let shown = outcome.shows ?? outcome.next(from: state)
      return "\(outcome.reply.rawValue) \(shown.name)"
    case .ack, .stall, .dataFull, .dataShort, .dataNone, .silence, .anyAnswer, .anything, .overflow,
      .nothing, .reenumerates:
      return outcome.reply.rawValue
    }
  }
}

extension Obligation {
  /// The rule's public path: `dfu/host/H09`.
  package var path: String { "\(namespace)/\(actor.rawValue)/\(id)" }
}

extension TimingRule {
  /// The rule's public path: `dfu/time/T1`.
  package var path: String { "\(namespace)/time/\(id)" }
}

extension DescriptorRule {
  /// The rule's public path: `dfu/descriptor/D07`.
  package var path: String { "\(namespace)/descriptor/\(id)" }
}

extension Omission {
  /// The path that it would have as a rule: `dfu/host/H10`, `dfu/time/T2`. Its id where it has the
  /// name of no kind of rule.
  package var path: String {
    switch id.first {
    case "H": "dfu/host/\(id)"
    case "T": "dfu/time/\(id)"
    case "D": "dfu/descriptor/\(id)"
    default: id
    }
  }
}

extension Table {
  /// The paths that findings can name: those of rules, of deviations, and of deviations with the
  /// row or rule that they explain.
  package var paths: Set<String> {
    var paths = Set(rows.map(\.path) + obligations.map(\.path) + timing.map(\.path))
    paths.formUnion(descriptors.map(\.path))
    paths.formUnion(deviations.map(\.path) + withdrawals.map(\.path))
    paths.formUnion(breaches.map { "\($0.deviation)/\($0.rule)" })
    for row in rows {
      paths.formUnion(row.then.compactMap(\.deviation).map { "\($0)/\(row.id)" })
    }
    paths.insert(Self.unruled)
    return paths
  }

  /// The path that findings name where no row speaks of an exchange.
  package static let unruled = "dfu/unruled"
}
