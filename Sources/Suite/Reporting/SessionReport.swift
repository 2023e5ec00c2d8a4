import Checker
import DFU
import Evidence
import Report
import SpecTable
import USB

/// Turns one judged session into its part of the report.
struct SessionReport {
  let judge: SessionJudge
  /// The time of the capture's first record, in nanoseconds; times in the report count from it.
  let start: Int64

  /// The profile of DfuSe, which has no mark of the end of an image.
  private static let dfuSeProfile = "dfuse"

  /// Makes the session's part of the report; `summary` names the devices that the tracker saw.
  func session(_ summary: SessionSummary) -> Report.Session {
    let overlay = judge.overlay?.checker(beside: judge.base)
    let pairs = judge.joinedFindings
    let verdict = Report.Verdicts(
      device: worst(judge.base, .device), host: worst(judge.base, .host))
    var session = Report.Session(
      devices: summary.devices.map(Report.Device.init), inferred: summary.isInferred,
      facts: facts(),
      transfers: judge.transferCount, verdict: verdict, profile: profile(judge.overlay),
      profileVerdict: overlay.map { profileVerdict($0, pairs) } ?? verdict,
      counts: counts { judge.base.tally($0).exchanges($1) },
      eventCounts: counts { judge.base.tally($0).others($1) }, rules: rules(judge.base, overlay),
      remarks: remarks(summary.unnamedRemark),
      images: judge.imageWatch.images.map {
        Report.ImageTransfer($0, isDfuSe: judge.overlay?.profile.name == Self.dfuSeProfile)
      },
      furtherImages: Report.FurtherImages(judge.imageWatch.further),
      findings: pairs.map(finding), unlisted: unlisted(),
      conversation: judge.conversation?.conversation(
        start: start, devices: summary.devices,
        findingsAt: Set(pairs.map(\.finding.at.frame))))
    session.onlyProduct = judge.productTrail.only.map { Report.Product($0) }
    if session.unlisted.isEmpty {
      session.products = judge.productTrail.verdicts(of: session.findings)
    }
    return session
  }

  /// The session without what is told only of a session that is reported by itself. At most `limit`
  /// findings are listed, the others are counted.
  func foldedPart(listing limit: Int) -> Report.Session {
    let overlay = judge.overlay?.checker(beside: judge.base)
    let pairs = FindingJoin.join(base: judge.base.findings, overlay: overlay)
    let verdict = Report.Verdicts(
      device: worst(judge.base, .device), host: worst(judge.base, .host))
    return Report.Session(
      devices: [], transfers: judge.transferCount, verdict: verdict,
      profile: profile(judge.overlay).flatMap { $0.choice == .explicit ? $0 : nil },
      profileVerdict: overlay.map { profileVerdict($0, pairs) } ?? verdict,
      counts: counts { judge.base.tally($0).exchanges($1) },
      eventCounts: counts { judge.base.tally($0).others($1) },
      furtherImages: Report.FurtherImages(all: judge.imageWatch),
      findings: pairs.prefix(limit).map(finding),
      unlisted: unlisted() + pairs.dropFirst(limit).map(counted))
  }

  private func counted(_ pair: FindingJoin.Pair) -> Report.Unlisted {
    Report.Unlisted(
      rule: pair.finding.rule, actor: pair.finding.actor.reported,
      verdict: pair.verdict.reported, profileVerdict: pair.profileVerdict.reported, count: 1,
      explanations: pair.profileRule.map { [$0: 1] } ?? [:])
  }

  // MARK: - Verdicts

  private func worst(_ checker: Checker, _ actor: SpecTable.Actor) -> Report.Verdict {
    checker.tally(actor).worst.reported
  }

  private func profileVerdict(
    _ checker: Checker, _ pairs: [FindingJoin.Pair]
  ) -> Report.Verdicts {
    func side(_ actor: SpecTable.Actor) -> Report.Verdict {
      var worst = worst(checker, actor)
      for pair in pairs where pair.finding.actor == actor {
        worst = max(worst, pair.profileVerdict.reported)
      }
      return worst
    }
    return Report.Verdicts(device: side(.device), host: side(.host))
  }

  private func profile(_ overlay: SessionJudge.OverlayJudgement?) -> Report.Profile? {
    overlay.map {
      Report.Profile(name: $0.profile.name, choice: $0.isExplicit ? .explicit : .detected)
    }
  }

  private func counts(
    _ number: (SpecTable.Actor, SpecTable.Verdict) -> Int
  ) -> Report.SideCounts {
    func side(_ actor: SpecTable.Actor) -> Report.Counts {
      Report.Counts(
        Dictionary(
          uniqueKeysWithValues: SpecTable.Verdict.allCases.map {
            ($0.reported, number(actor, $0))
          }))
    }
    return Report.SideCounts(device: side(.device), host: side(.host))
  }

  private func rules(_ base: Checker, _ overlay: Checker?) -> [Report.RuleUse] {
    var counts = base.exercised.counts(in: base.rules.table)
    if let overlay {
      let theirs = overlay.exercised.counts(in: overlay.rules.table)
        .merging(judge.earlierExercised) { $0 + $1 }
      counts.merge(theirs) { max($0, $1) }
    }
    var sights = base.exercised.sights(in: base.rules.table)
    if let overlay {
      sights.merge(overlay.exercised.sights(in: overlay.rules.table)) { $0.union($1) }
    }
    return counts.map { rule, count in
      Report.RuleUse(rule: rule, count: count, outcomes: sights[rule] ?? [])
    }.sorted { $0.rule < $1.rule }
  }

  // MARK: - Facts and remarks

  private func facts() -> Report.Facts {
    let history = judge.base.history
    let functional = history.functional ?? history.otherDescriptors?.functional
    return Report.Facts(
      modes: judge.modeTrail.modes.map(\.words),
      furtherModes: judge.modeTrail.further,
      interface: history.descriptors?.interfaceNumber,
      attributes: functional?.attributes.rawValue,
      detachTimeoutMilliseconds: functional?.detachTimeoutMilliseconds,
      transferSize: functional?.transferSize, version: functional?.version,
      maxPacketSize0: history.descriptors?.device?.maxPacketSize0)
  }

  private func remarks(_ unnamed: String?) -> [String] {
    var remarks: [String] = []
    if judge.overlay == nil, let suggestion = judge.hints.suggestion {
      remarks.append(
        "This looks like \(suggestion.profile): \(suggestion.reason). "
          + "Judge it with --profile \(suggestion.profile) to see what that dialect declares.")
    }
    remarks += judge.firmwareRemarks + judge.generationRemarks
    if judge.overlay?.profile.namespace == "xmos" { remarks += judge.resetDevice.remarks }
    remarks += judge.unfollowed.remarks
    if let remark = judge.productTrail.remark { remarks.append(remark) }
    if let unnamed { remarks.append(unnamed) }
    let count = judge.base.notJudged
    if count > 0 {
      remarks.append(
        (count == 1 ? "1 vendor request" : "\(count) vendor requests")
          + " to the DFU interface \(count == 1 ? "is" : "are") outside DFU 1.1 "
          + "and \(count == 1 ? "was" : "were") not judged by it.")
    }
    return remarks
  }

  // MARK: - Findings

  private func unlisted() -> [Report.Unlisted] {
    judge.listing.unlisted.map { kind, count, explanations in
      Report.Unlisted(
        rule: kind.rule, actor: kind.actor.reported, verdict: kind.verdict.reported,
        profileVerdict: kind.profileVerdict.reported, count: count, explanations: explanations)
    }.sorted { a, b in
      (a.rule, a.actor.rawValue, b.verdict, b.profileVerdict)
        < (b.rule, b.actor.rawValue, a.verdict, a.profileVerdict)
    }
  }

  func finding(_ pair: FindingJoin.Pair) -> Report.Finding {
    let finding = pair.finding
    let trail = judge.productTrail
    let product = trail.tellsApart ? trail.product(at: finding.at.frame) : nil
    return Report.Finding(
      rule: finding.rule, actor: finding.actor.reported,
      verdict: pair.verdict.reported, profileVerdict: pair.profileVerdict.reported,
      profileRule: pair.profileRule,
      frame: finding.at.frame, completionFrame: finding.completionFrame,
      nanoseconds: finding.at.nanoseconds - start,
      request: finding.trigger,
      measuredNanoseconds: finding.measuredMilliseconds.map(Self.nanoseconds),
      requiredNanoseconds: finding.requiredMilliseconds.map(Self.nanoseconds),
      reading: finding.reading, product: product.map(Report.Product.init), words: words(of: pair))
  }

  /// What a finding says. Of what the profile explains it tells the deviation, and no remedy: one
  /// that suits DFU 1.1 would break the dialect.
  private func words(of pair: FindingJoin.Pair) -> @Sendable () -> Report.Finding.Words {
    let finding = pair.finding
    guard pair.verdict >= .warning, pair.profileVerdict <= .declared else {
      return { Report.Finding.Words(finding) }
    }
    let deviation = pair.profileRule.flatMap { judge.overlay?.declaration(of: $0) }
    return {
      var words = Report.Finding.Words(finding)
      words.advice = deviation.map {
        "The profile declares this (\($0.path)), so keep to it: \($0.says)."
      }
      return words
    }
  }

  private static func nanoseconds(_ milliseconds: Double) -> Int64 {
    Int64((milliseconds * 1e6).rounded())
  }
}

extension Report.Finding.Words {
  fileprivate init(_ finding: Finding) {
    let words = finding.words
    self.init(
      states: finding.states.states.map(\.name), expected: words.expected,
      observed: words.observed, clause: words.cite.text, message: words.message,
      advice: words.advice,
      considered: words.considered.map {
        Report.Consideration(rule: $0.rule, reason: $0.reason)
      })
  }
}

extension SessionSummary {
  /// A sentence about the identities that are not named; nil when all are.
  fileprivate var unnamedRemark: String? {
    guard unnamed > 0 else { return nil }
    return "The device was enumerated \(unnamed) more times with other ids or another address: "
      + "only the first \(Self.deviceLimit) are named."
  }
}

extension SpecTable.Actor {
  /// The same side in the report's terms.
  fileprivate var reported: Report.Actor {
    switch self {
    case .device: .device
    case .host: .host
    }
  }
}

extension SpecTable.Verdict {
  /// The same verdict in the report's terms.
  var reported: Report.Verdict {
    switch self {
    case .pass: .pass
    case .note: .note
    case .declared: .declared
    case .inconclusive: .inconclusive
    case .warning: .warning
    case .violation: .violation
    }
  }
}
