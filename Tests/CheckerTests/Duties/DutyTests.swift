import Checker
import DFU
import SpecTable
import TestSupport
import Testing
import USB

/// Every obligation, timing rule and descriptor rule of the shipped table, kept and broken.
@Suite struct DutyTests {
  private static let table = Result { try Table.shipped() }
  private static let rules = Result { CompiledTable(try table.get()) }

  /// A rule as findings name it.
  private struct Named: Equatable {
    var path: String
    var actor: Actor
    var verdict: Verdict
  }

  private static func names() throws -> [String: Named] {
    let table = try table.get()
    var named: [String: Named] = [:]
    for rule in table.obligations {
      named[rule.id] = Named(path: rule.path, actor: rule.actor, verdict: rule.level.breach)
    }
    for rule in table.timing {
      named[rule.id] = Named(path: rule.path, actor: rule.actor, verdict: rule.level.breach)
    }
    for rule in table.descriptors {
      named[rule.id] = Named(path: rule.path, actor: rule.actor, verdict: rule.level.breach)
    }
    return named
  }

  /// The findings about the rule, and all others that are inconclusive or worse.
  private func findings(
    _ observations: [Observation], about named: Named, _ rules: CompiledTable
  ) -> [Finding] {
    var checker = Checker(rules)
    for observation in observations { checker.observe(observation) }
    return checker.findings.filter { $0.rule == named.path || $0.verdict >= .inconclusive }
  }

  @Test func `every rule has a pair, and every pair its rule`() throws {
    let pairs = RulePair.all.map(\.id) + DescriptorPair.all.map(\.id)
    #expect(Set(pairs).count == pairs.count)
    #expect(Set(pairs) == Set(try Self.names().keys))
  }

  @Test(arguments: RulePair.all)
  func `a host or timing rule is broken at one frame by one side, and kept next to it`(
    _ pair: RulePair
  ) throws {
    let named = try #require(try Self.names()[pair.id])
    let kept = try Transcript(pair.kept)
    #expect(findings(kept.observations, about: named, try Self.rules.get()) == [])
    let broken = try Transcript(pair.broken)
    let last = try #require(broken.observations.last)
    let found = findings(broken.observations, about: named, try Self.rules.get())
    #expect(
      found.map { Named(path: $0.rule, actor: $0.actor, verdict: $0.verdict) } == [named],
      "\(found.map(\.message))")
    #expect(found.first?.at.frame == last.at.frame)
  }

  @Test(arguments: RulePair.all)
  func `all that goes before the breach is right, and the capture's end changes nothing`(
    _ pair: RulePair
  ) throws {
    let named = try #require(try Self.names()[pair.id])
    var observations = try Transcript(pair.broken).observations
    let last = try #require(observations.last)
    // A device that is not back 2 s after a reset is told of.
    let soon = last.at.nanoseconds + 1_500_000_000
    let end = Observation(.end, at: Moment(frame: last.at.frame + 2, nanoseconds: soon))
    #expect(findings(observations + [end], about: named, try Self.rules.get()).count == 1)
    observations.removeLast()
    #expect(findings(observations + [end], about: named, try Self.rules.get()) == [])
  }

  @Test(arguments: DescriptorPair.all)
  func `a descriptor rule is broken by one field, once, and kept without it`(
    _ pair: DescriptorPair
  ) throws {
    let named = try #require(try Self.names()[pair.id])
    let before = pair.other.map { [observation($0, 1)] } ?? []
    let kept = before + [observation(pair.kept, 5)]
    #expect(findings(kept, about: named, try Self.rules.get()) == [])
    let broken = before + [observation(pair.broken, 5), observation(pair.broken, 9)]
    let found = findings(broken, about: named, try Self.rules.get())
    #expect(found.map { Named(path: $0.rule, actor: $0.actor, verdict: $0.verdict) } == [named])
    #expect(found.first?.at.frame == 5)
  }

  /// The descriptor of each field: the device descriptor (USB 2.0, 9.6.1), the DFU functional
  /// descriptor (DFU 1.1, 4.1.3), or the configuration with its interfaces.
  @Test(arguments: DescriptorPair.all, [true, false])
  func `a finding names the record of the descriptor that holds the byte`(
    _ pair: DescriptorPair, _ isFunctionalAlone: Bool
  ) throws {
    let named = try #require(try Self.names()[pair.id])
    let before = pair.other.map { [observation($0, 1)] } ?? []
    var shown = observation(pair.broken, 9)
    shown.places = DescriptorPlaces(
      device: moment(3), configuration: moment(5),
      functional: isFunctionalAlone ? moment(7) : nil)
    let found = findings(before + [shown], about: named, try Self.rules.get())
    let frame =
      switch pair.id {
      case "D11", "D12", "D13", "D14", "D15", "D16", "D17": 3
      case "D07", "D08", "D09", "D10", "D20": isFunctionalAlone ? 7 : 5
      default: 5
      }
    #expect(found.map(\.at.frame) == [frame])
  }

  @Test func `two functional descriptors that differ are told by the field`() throws {
    let pair = try #require(DescriptorPair.all.first { $0.id == "D10" })
    let named = try #require(try Self.names()["D10"])
    let sets = [observation(try #require(pair.other), 1), observation(pair.broken, 5)]
    let found = try #require(findings(sets, about: named, try Self.rules.get()).first)
    #expect(found.words.observed == "bmAttributes 01h in the DFU-mode descriptor set")
    #expect(found.words.expected == "bmAttributes 03h, as in the other descriptor set")
  }

  /// USBPcap shows no ports. A device of another vendor that arrives while one is away may be a
  /// stranger, and so may one whose device descriptor the recording lost. `evidence`: what shows
  /// that it is the device that went away; `change`: that of its idVendor, nil where it is lost.
  @Test(arguments: [AttachEvidence.unexplained, .afterReset, .afterLeaving], [0, 1, nil])
  func `the two modes are compared only where they may be those of one device`(
    _ evidence: AttachEvidence, _ change: UInt16?
  ) throws {
    let pair = try #require(DescriptorPair.all.first { $0.id == "D10" })
    let named = try #require(try Self.names()["D10"])
    var shown = pair.broken
    if let change { shown.device?.vendor += change } else { shown.device = nil }
    let sets = [
      observation(try #require(pair.other), 1), Observation(.attached(evidence), at: moment(3)),
      observation(shown, 5),
    ]
    let isOne = change == 0 || evidence != .unexplained
    #expect(findings(sets, about: named, try Self.rules.get()).isEmpty == !isOne)
  }

  private func observation(_ set: DescriptorSet, _ frame: Int) -> Observation {
    Observation(.described(set), at: moment(frame))
  }

  private func moment(_ frame: Int) -> Moment {
    Moment(frame: frame, nanoseconds: Int64(frame) * 1_000_000)
  }

  @Test func `a table without the rules is noticed by every pair`() throws {
    var table = try Self.table.get()
    table.obligations = []
    table.timing = []
    table.descriptors = []
    let rules = CompiledTable(table)
    for pair in RulePair.all {
      let named = try #require(try Self.names()[pair.id])
      #expect(findings(try Transcript(pair.broken).observations, about: named, rules) == [])
    }
    for pair in DescriptorPair.all {
      let named = try #require(try Self.names()[pair.id])
      #expect(findings([observation(pair.broken, 5)], about: named, rules) == [])
    }
  }
}
