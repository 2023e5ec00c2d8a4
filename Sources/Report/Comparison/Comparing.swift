extension Report.Comparison {
  /// Puts reports side by side. `name` nil: the column is called by its file. What stands before an
  /// `@` in a name is the column's device.
  package init(
    _ reports: [(name: String?, report: ReadReport)], by subject: Subject = .rule
  ) {
    let files = Self.shortNames(reports.map(\.report.file))
    let names = Self.distinct(zip(reports, files).map { $0.name ?? $1 })
    let columns = zip(reports, names).map { item, name in
      Column(item.report, named: name, device: item.name.flatMap(Self.device))
    }
    let cells = reports.map { Self.cells($0.report.document, by: subject) }
    self.columns = columns
    self.subject = subject
    rows = Set(cells.flatMap(\.keys)).sorted().map { name in
      Row(name: name, cells: Self.changed(cells.map { $0[name] ?? Cell() }, in: columns))
    }
  }

  /// `dac` of `dac@1.1`.
  private static func device(_ name: String) -> String? {
    name.firstIndex(of: "@").map { String(name[..<$0]) }
  }

  /// The names of files without what they all have alike: folders in front, and the suffix.
  private static func shortNames(_ files: [String]) -> [String] {
    files.partsBelowSharedFolder.map { parts in
      let name = parts.joined(separator: "/")
      return name.hasSuffix(".json") ? String(name.dropLast(5)) : name
    }
  }

  /// The names, where one comes again with its number: `report`, `report (2)`.
  private static func distinct(_ names: [String]) -> [String] {
    var taken = Set(names)
    var seen: Set<String> = []
    return names.map { name in
      if seen.insert(name).inserted { return name }
      var number = 2
      while !taken.insert("\(name) (\(number))").inserted { number += 1 }
      return "\(name) (\(number))"
    }
  }

  /// The cell of each rule that a report put to the test or has a finding of, or of each vector.
  private static func cells(_ report: Report.Document, by subject: Subject) -> [String: Cell] {
    var cells: [String: Cell] = [:]
    for session in report.captures.flatMap(\.sessions) {
      for (rule, cell) in Self.cells(session) {
        guard let name = subject == .rule ? rule : session.vector else { continue }
        cells[name, default: Cell()].join(cell)
      }
    }
    return cells
  }

  /// What a session says of rules: a pass for each that was put to the test, then its findings.
  private static func cells(_ session: Report.Session) -> [(rule: String, cell: Cell)] {
    var cells = session.rules.filter { $0.count > 0 }.map { ($0.rule, Cell(verdict: .pass)) }
    for finding in session.findings where !session.isOnPurpose(finding.actor) {
      var cell = Cell(session.decisive(of: finding), count: 1, finding.actor)
      cell.accept(finding.acceptance == nil ? 0 : 1, finding.acceptance)
      cells.append((finding.rule, cell))
    }
    for kind in session.unlisted where !session.isOnPurpose(kind.actor) {
      var cell = Cell(session.decisive(of: kind), count: kind.count, kind.actor)
      cell.accept(kind.accepted, kind.acceptance)
      cells.append((kind.rule, cell))
    }
    return cells
  }

  /// The cells of a row with their changes. Each is held against those of the same device only.
  private static func changed(_ cells: [Cell], in columns: [Column]) -> [Cell] {
    var before: [String?: Report.Verdict] = [:]
    var seen: Set<String?> = []
    return zip(cells, columns.map(\.device)).map { cell, device in
      defer { seen.insert(device) }
      guard let verdict = cell.verdict else { return cell }
      defer { before[device] = verdict }
      var cell = cell
      if let before = before[device] {
        cell.change = Change(from: before, to: verdict)
      } else if seen.contains(device), verdict >= .warning {
        cell.change = .new
      }
      return cell
    }
  }
}

extension Report.Comparison.Change {
  /// Nil where nothing got worse or better for certain.
  fileprivate init?(from before: Report.Verdict, to now: Report.Verdict) {
    if now >= .warning, now > before {
      self = .regression
    } else if before >= .warning, now < before, now != .inconclusive {
      self = .fix
    } else {
      return nil
    }
  }
}

extension Report.Comparison.Cell {
  /// The cell of findings of one side. Under a profile that decides, a finding may be a pass.
  fileprivate init(_ verdict: Report.Verdict, count: Int, _ actor: Report.Actor) {
    self.init(
      verdict: verdict, count: verdict == .pass ? 0 : count,
      sides: verdict == .pass ? [] : [actor])
  }

  fileprivate mutating func accept(_ count: Int, _ acceptance: Report.Acceptance?) {
    switch acceptance {
    case .waived: waived = count
    case .known: known = count
    case nil: break
    }
  }

  /// Adds the findings of another cell of the same rule and report; only the worst count.
  fileprivate mutating func join(_ other: Report.Comparison.Cell) {
    guard let verdict, let theirs = other.verdict, theirs <= verdict else {
      self = other
      return
    }
    guard theirs == verdict else { return }
    count += other.count
    waived += other.waived
    known += other.known
    sides.formUnion(other.sides)
  }
}

extension Report.Comparison.Column {
  fileprivate init(_ report: ReadReport, named name: String, device: String?) {
    let sessions = report.document.captures.flatMap(\.sessions)
    self.init(
      name: name, device: device, devices: report.deviceText,
      captures: report.document.captures.count, sessions: sessions.count,
      failures: report.document.failures.count,
      isPartial: report.document.captures.contains { $0.integrity == .partial },
      tables: report.document.tables)
  }
}

extension ReadReport {
  /// `"Foo" 20b1:0008, bcdDevice 0520h`, for at most three devices; without descriptors, the ids
  /// that the sessions name. A device whose name one host read is not told without the name too.
  fileprivate var deviceText: String {
    let named = devices.filter { device in
      device.product != nil
        || !devices.contains {
          $0.product != nil && $0.id == device.id && $0.version == device.version
        }
    }.map { device in
      (device.product.map { "\($0) " } ?? "") + "\(device.id), bcdDevice \(device.version)h"
    }
    let seen = document.captures.flatMap(\.sessions).flatMap(\.devices).compactMap(\.id)
    let plain = seen.enumerated().filter { seen.firstIndex(of: $0.element) == $0.offset }
      .map(\.element)
    let all = named.isEmpty ? plain : named
    let more = all.count > 3 ? "; and \(all.count - 3) more" : ""
    return all.prefix(3).joined(separator: "; ") + more
  }
}
