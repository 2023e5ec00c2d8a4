extension Report.Comparison {
  /// Puts reports side by side. `name` nil: the column is called by its file.
  public init(_ reports: [(name: String?, report: ReadReport)]) {
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
    let captures = files.map { Report.Capture(file: $0, dialect: "") }
    return captures.partsBelowSharedFolder.map { parts in
      let name = parts.joined(separator: "/")
      return name.hasSuffix(".json") ? String(name.dropLast(5)) : name
    }
  }

  /// The cell of each rule that a report put to the test or has a finding of.
  private static func cells(_ report: Report.Document) -> [String: Cell] {
    var cells: [String: Cell] = [:]
    for session in report.captures.flatMap(\.sessions) {
      for use in session.rules where use.count > 0 {
        cells[use.rule, default: Cell()].add(.pass, count: 0)
      }
      for finding in session.findings where !session.isOnPurpose(finding.actor) {
        cells[finding.rule, default: Cell()].add(
          session.decisive(of: finding), count: 1, finding.actor,
          accepted: finding.acceptance == nil ? 0 : 1)
      }
      for kind in session.unlisted where !session.isOnPurpose(kind.actor) {
        cells[kind.rule, default: Cell()].add(
          session.decisive(of: kind), count: kind.count, kind.actor, accepted: kind.accepted)
      }
    }
    return cells
  }

  /// The cells of a row with their changes.
  private static func changed(_ cells: [Cell]) -> [Cell] {
    var before: Report.Verdict?
    return cells.map { cell in
      guard let verdict = cell.verdict else { return cell }
      defer { before = verdict }
      var cell = cell
      cell.change = before.flatMap { Change(from: $0, to: verdict) }
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
  /// Adds findings with a verdict; with `pass`, tells only that the rule was put to the test.
  fileprivate mutating func add(
    _ verdict: Report.Verdict, count: Int, _ actor: Report.Actor? = nil, accepted: Int = 0
  ) {
    if verdict > self.verdict ?? .pass { self = Report.Comparison.Cell() }
    guard verdict >= self.verdict ?? .pass else { return }
    self.verdict = verdict
    guard verdict > .pass else { return }
    self.count += count
    self.accepted += accepted
    if let actor { sides.insert(actor) }
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
  /// `Foo 20b1:0008, bcdDevice 0520`, for at most three devices; without descriptors, the ids that
  /// the sessions name.
  fileprivate var deviceText: String {
    let named = devices.map { device in
      (device.product.map { "\($0) " } ?? "") + "\(device.id), bcdDevice \(device.version)"
    }
    let seen = document.captures.flatMap(\.sessions).flatMap(\.devices).compactMap(\.id)
    let plain = seen.enumerated().filter { seen.firstIndex(of: $0.element) == $0.offset }
      .map(\.element)
    let all = named.isEmpty ? plain : named
    let more = all.count > 3 ? "; and \(all.count - 3) more" : ""
    return all.prefix(3).joined(separator: "; ") + more
  }
}
