extension Report.Comparison {
  /// Puts reports side by side. `name` nil: the column is called by its file.
  package init(_ reports: [(name: String?, report: ReadReport)]) {
    let files = Self.shortNames(reports.map(\.report.file))
    columns = reports.enumerated().map { index, item in
      Column(item.report, named: item.name ?? files[index])
    }
    let cells = reports.map { Self.cells($0.report.document) }
    rows = Set(cells.flatMap(\.keys)).sorted().map { rule in
      Row(rule: rule, cells: Self.changed(cells.map { $0[rule] ?? Cell() }))
    }
  }

  /// The names of files without what they all have alike: folders in front, and the suffix.
  private static func shortNames(_ files: [String]) -> [String] {
    files.partsBelowSharedFolder.map { parts in
      let name = parts.joined(separator: "/")
      return name.hasSuffix(".json") ? String(name.dropLast(5)) : name
    }
  }

  /// The cell of each rule that a report put to the test or has a finding of.
  private static func cells(_ report: Report.Document) -> [String: Cell] {
    var cells: [String: Cell] = [:]
    for session in report.captures.flatMap(\.sessions) {
      for use in session.rules where use.count > 0 {
        cells[use.rule, default: Cell()].join(Cell(verdict: .pass))
      }
      for finding in session.findings where !session.isOnPurpose(finding.actor) {
        var cell = Cell(session.decisive(of: finding), count: 1, finding.actor)
        cell.accept(finding.acceptance == nil ? 0 : 1, finding.acceptance)
        cells[finding.rule, default: Cell()].join(cell)
      }
      for kind in session.unlisted where !session.isOnPurpose(kind.actor) {
        var cell = Cell(session.decisive(of: kind), count: kind.count, kind.actor)
        cell.accept(kind.accepted, kind.acceptance)
        cells[kind.rule, default: Cell()].join(cell)
      }
    }
    return cells
  }

  /// The cells of a row with their changes.
  private static func changed(_ cells: [Cell]) -> [Cell] {
    var before: Report.Verdict?
    return cells.enumerated().map { index, cell in
      guard let verdict = cell.verdict else { return cell }
      defer { before = verdict }
      var cell = cell
      if let before {
        cell.change = Change(from: before, to: verdict)
      } else if index > 0, verdict >= .warning {
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
  fileprivate init(_ report: ReadReport, named name: String) {
    let sessions = report.document.captures.flatMap(\.sessions)
    self.init(
      name: name, devices: report.deviceText, captures: report.document.captures.count,
      sessions: sessions.count, failures: report.document.failures.count,
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
