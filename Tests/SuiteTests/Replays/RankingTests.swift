import DFU
import DeviceModel
import Testing
import Vectors

@testable import Suite

/// Records every personality with hosts of several kinds, and replays the recording against every
/// model without telling anything about the device: no parameter, no content of its memory.
@Suite struct RankingTests {
  /// The models in their order, with the recording replayed against each.
  private func ranking(_ seen: [Observation]) throws -> [SessionReplay] {
    let runs = try Replayer(model: "auto").replays().map { run in
      var run = run
      for observation in seen { run.observe(observation) }
      return run
    }
    return Replayer.ranked(runs)
  }

  /// The recorded model is first, or as good as the first, and is wrong about nothing.
  private func expectFound(_ recorded: RecordedModel, in seen: [Observation]) throws {
    let runs = try ranking(seen)
    let own = try #require(runs.first { $0.candidate.name == recorded.personality.name }).tally
    let first = try #require(runs.first).tally
    #expect(own.compared > 0)
    #expect((own.diverged, own.predicted) == (first.diverged, first.predicted))
    let reported = runs.first { $0.candidate.name == recorded.personality.name }?.divergences
    #expect(own.diverged == 0, "\(reported?.first.map { "\($0)".suffix(800) } ?? "")")
    #expect(100 * own.predicted >= 95 * (own.compared + own.uncompared))
  }

  @Test(arguments: RecordedModel.all, Conversation.all)
  func `auto finds the model of every recording`(
    _ recorded: RecordedModel, _ conversation: Conversation
  ) throws {
    let seen = try #require(try recorded.observations(of: conversation.vector))
    try expectFound(recorded, in: seen)
  }

  @Test(arguments: RecordedModel.all, Conversation.dfuSe)
  func `auto finds the model of what a host of DfuSe says`(
    _ recorded: RecordedModel, _ conversation: Conversation
  ) throws {
    let seen = try #require(try recorded.observations(of: conversation.vector))
    try expectFound(recorded, in: seen)
    guard recorded.personality.name == "dfuse" else { return }
    #expect(try ranking(seen).map(\.tally.diverged).filter { $0 == 0 }.count == 1)
  }

  @Test(arguments: RecordedModel.all)
  func `auto finds the model of what existing tools send`(_ recorded: RecordedModel) throws {
    for vector in try ShippedVectors.vectors("host-tools.json") {
      guard let seen = try recorded.observations(of: vector) else { continue }
      try expectFound(recorded, in: seen)
    }
  }

  /// A whole update with an upload afterwards leaves few models that say the same. Not so with a
  /// flash that is erased within one poll: then lib_xua 4 and 5 answer alike.
  @Test func `auto tells the generations apart`() throws {
    let update = try #require(
      Conversation.all.first { $0.testDescription == "an upload, a download, an upload" }
    ).vector
    for recorded in RecordedModel.all
    where recorded.image != nil && recorded.config["sector_ms"] == nil {
      let seen = try #require(try recorded.observations(of: update))
      let runs = try ranking(seen)
      let own = try #require(runs.first { $0.candidate.name == recorded.personality.name })
      let equals = runs.filter { run in
        (run.tally.diverged, run.tally.predicted) == (own.tally.diverged, own.tally.predicted)
      }.map(\.candidate.name)
      let family = Self.families.first { $0.contains(recorded.personality.name) } ?? []
      #expect(Set(equals).isSubset(of: family), "\(recorded.testDescription): \(equals)")
    }
  }

  /// Models that differ in no answer to an update.
  private static let families: [Set<String>] = [
    ["dfu-1.1", "xmos"], ["xmos/sc_usb_audio-6", "xmos/lib_xua-4"], ["xmos/lib_xua-5"],
    ["xmos/lib_dfu-2"], ["xmos/tinyusb"], ["dfuse"],
  ]
}
