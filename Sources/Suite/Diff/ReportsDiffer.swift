import Files
package import Report
import USB

/// Compares two reports: verdicts, updates, findings, and which rules were put to the test.
///
/// Captures are paired as for a baseline, but two reports of one capture each are compared whatever
/// its name. Findings are paired as there: by place in the conversation, not by frame. Sessions are
/// paired in their order.
package enum ReportsDiffer {
  /// Whether a file looks like a report: its first character opens a JSON object. Standard input
  /// cannot be looked at beforehand.
  package static func looksLikeReport(_ path: String) -> Bool {
    guard path != "-", InputFile.isRegular(path), let file = try? InputFile(path),
      let beginning = try? file.read(upTo: 64)
    else { return false }
    let blanks = Array(" \t\r\n".utf8)
    return beginning.first { !blanks.contains($0) } == UInt8(ascii: "{")
  }

  /// Reads and compares two reports; one of them may be standard input, `-`.
  ///
  /// Fails with status 65 where one of them is none, and where they hold different parts of the
  /// rules.
  package static func compare(_ a: String, _ b: String) throws(CheckFailure) -> ReportsDiff {
    let (one, other) = (try GateFile.report(at: a), try GateFile.report(at: b))
    guard one.document.filter == other.document.filter else {
      throw CheckFailure(
        file: b, status: .unreadable,
        message: "The report was written with another -Y than \(a.printable()); write both alike.")
    }
    let (ours, theirs) = (one.document.captures, other.document.captures)
    let areSingle = ours.count == 1 && theirs.count == 1
    let partners = areSingle ? [0] : CapturePairs(ours, theirs).partners
    let used = Set(partners.compactMap(\.self))
    var captures = ours.indices.map { index in
      guard let partner = partners[index] else {
        return ReportsDiff.Capture(a: ours[index].file, b: nil)
      }
      return ReportsDiff.Capture(
        a: ours[index].file, b: theirs[partner].file,
        items: items(ours[index], theirs[partner]))
    }
    captures += theirs.indices.filter { !used.contains($0) }.map {
      ReportsDiff.Capture(a: nil, b: theirs[$0].file)
    }
    let different = captures.filter { $0.a == nil || $0.b == nil || !$0.items.isEmpty }
    return ReportsDiff(a: a, b: b, captures: different, same: captures.count - different.count)
  }

  private static func items(
    _ a: Report.Capture, _ b: Report.Capture
  ) -> [ReportsDiff.Item] {
    var items = [
      item(.verdict, nil, "capture", a.integrity.rawValue, b.integrity.rawValue),
      item(.verdict, nil, "number of sessions", "\(a.sessions.count)", "\(b.sessions.count)"),
    ].compactMap(\.self)
    for (index, pair) in zip(a.sessions, b.sessions).enumerated() {
      items += Self.items(pair.0, pair.1, index + 1)
    }
    return items
  }

  private static func item(
    _ kind: ReportsDiff.Kind, _ session: Int?, _ subject: String, _ a: String?, _ b: String?
  ) -> ReportsDiff.Item? {
    a == b ? nil : ReportsDiff.Item(kind: kind, session: session, subject: subject, a: a, b: b)
  }

  // MARK: - Sessions

  private static func items(
    _ a: Report.Session, _ b: Report.Session, _ number: Int
  ) -> [ReportsDiff.Item] {
    let verdicts = [
      item(.verdict, number, "device", a.verdict.device.rawValue, b.verdict.device.rawValue),
      item(.verdict, number, "host", a.verdict.host.rawValue, b.verdict.host.rawValue),
      item(.verdict, number, "profile", a.profile?.name, b.profile?.name),
    ]
    return verdicts.compactMap(\.self) + updates(a, b, number) + findings(a, b, number)
      + rules(a, b, number)
  }

  private static func updates(
    _ a: Report.Session, _ b: Report.Session, _ number: Int
  ) -> [ReportsDiff.Item] {
    (0..<max(a.images.count, b.images.count)).flatMap { index -> [ReportsDiff.Item] in
      let one = index < a.images.count ? a.images[index] : nil
      let other = index < b.images.count ? b.images[index] : nil
      let name = "\((one ?? other)?.kind.rawValue ?? "") \(index + 1)"
      guard let one, let other else {
        return [
          ReportsDiff.Item(
            kind: .update, session: number, subject: name, a: one?.ending.rawValue,
            b: other?.ending.rawValue, frameA: one?.frame, frameB: other?.frame)
        ]
      }
      return zip(one.told, other.told).compactMap { ours, theirs in
        guard ours.value != theirs.value else { return nil }
        return ReportsDiff.Item(
          kind: .update, session: number, subject: "\(name), \(ours.name)", a: ours.value,
          b: theirs.value, frameA: one.frame, frameB: other.frame)
      }
    }
  }

  private static func findings(
    _ a: Report.Session, _ b: Report.Session, _ number: Int
  ) -> [ReportsDiff.Item] {
    let (ours, theirs) = (FindingCounts(a), FindingCounts(b))
    return ours.order.merged(with: theirs.order).compactMap { place in
      let (one, other) = (ours.found[place], theirs.found[place])
      guard one?.count != other?.count else { return nil }
      return ReportsDiff.Item(
        kind: .finding, session: number, subject: place.text, a: one.map(\.text),
        b: other.map(\.text), frameA: one?.frame, frameB: other?.frame)
    }
  }

  private static func rules(
    _ a: Report.Session, _ b: Report.Session, _ number: Int
  ) -> [ReportsDiff.Item] {
    let (ours, theirs) = (a.testedRules, b.testedRules)
    return ours.symmetricDifference(theirs).sorted().map { rule in
      ReportsDiff.Item(
        kind: .rule, session: number, subject: rule,
        a: ours.contains(rule) ? "tested" : "not tested",
        b: theirs.contains(rule) ? "tested" : "not tested")
    }
  }
}

/// The findings of a session by place. Repeated polls count once.
private struct FindingCounts {
  struct Found {
    var count: Int
    var frame: Int?

    var text: String { "\(count) place\(count == 1 ? "" : "s")" }
  }

  /// The places in the order of the findings.
  private(set) var order: [FindingPlace] = []
  private(set) var found: [FindingPlace: Found] = [:]

  init(_ session: Report.Session) {
    var previous: [Report.Actor: FindingPlace] = [:]
    for finding in session.findings {
      var place = FindingPlace(finding, in: session)
      place.session = nil
      let isRepeated = place.repeats(previous[place.actor])
      previous[place.actor] = place
      if !isRepeated { add(place, 1, finding.frame) }
    }
    for kind in session.unlisted {
      add(FindingPlace(kind, in: session), kind.count, nil)
    }
  }

  private mutating func add(_ place: FindingPlace, _ count: Int, _ frame: Int?) {
    if found[place] == nil {
      order.append(place)
      found[place] = Found(count: 0, frame: frame)
    }
    found[place]?.count += count
  }
}

extension [FindingPlace] {
  /// These, and then those of `others` that are not among them.
  fileprivate func merged(with others: [FindingPlace]) -> [FindingPlace] {
    let known = Set(self)
    return self + others.filter { !known.contains($0) }
  }
}

extension FindingPlace {
  /// A finding that is not listed: its place is not known.
  fileprivate init(_ kind: Report.Unlisted, in session: Report.Session) {
    self.session = nil
    (rule, actor, request, states) = (kind.rule, kind.actor, nil, [])
    verdict = session.decisive(of: kind)
  }

  /// `host violation, dfu/host/H17.quiet: DFU_GETSTATUS in dfuMANIFEST-WAIT-RESET`.
  fileprivate var text: String {
    let place = [request, states.isEmpty ? nil : "in " + states.joined(separator: " or ")]
      .compactMap { $0 }
    let words = place.isEmpty ? "" : ": " + place.joined(separator: " ")
    return "\(actor.rawValue) \(verdict.rawValue), \(rule)\(words)"
  }
}

extension Report.Session {
  fileprivate var testedRules: Set<String> { Set(rules.filter { $0.count > 0 }.map(\.rule)) }
}

extension Report.ImageTransfer {
  private static func version(_ value: UInt16) -> String { Hex.specText(value, width: 4) }

  /// What is compared of it: not its frames and times.
  fileprivate var told: [(name: String, value: String?)] {
    [
      ("kind", kind.rawValue), ("bytes", "\(bytes)"), ("blocks", "\(blocks)"),
      ("largest block", "\(blockSize)"), ("DfuSe commands", "\(commands)"),
      ("ending", ending.rawValue), ("manifestation", manifestation.rawValue),
      ("last bState", state), ("last bStatus", status),
      ("bcdDevice before", versionBefore.map(Self.version)),
      ("bcdDevice after", versionAfter.map(Self.version)),
    ]
  }
}
