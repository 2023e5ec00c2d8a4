import DFU
import Evidence
import SpecTable
import Testing
import USB

/// What a fact reads is in the key under which the checker keeps judgements.
@Suite struct FactReadingTests {
  /// Something that is read of a request and of what was seen before it.
  typealias Reading = @Sendable (SetupPacket, History) -> Bool?

  /// How often a key came again, and which of the readings (by index) were then another.
  private static func changes(
    of readings: [Reading], by key: (SetupPacket, History) -> [UInt64]
  ) -> (repeats: Int, changed: Set<Int>) {
    var repeats = 0
    var changed: Set<Int> = []
    for seed in UInt64(0)..<8 {
      var past = RandomPast(seed: seed)
      var known: [[UInt64]: [Bool?]] = [:]
      for _ in 0..<8_000 {
        let setup = past.request()
        let now = readings.map { $0(setup, past.history) }
        if let before = known.updateValue(now, forKey: key(setup, past.history)) {
          repeats += 1
          changed.formUnion(now.indices.filter { now[$0] != before[$0] })
        }
        past.take(setup)
      }
    }
    return (repeats, changed)
  }

  private static func key(_ setup: SetupPacket, _ history: History) -> [UInt64] {
    var history = history
    let key = FactKey(setup, after: &history)
    return [key.request, key.past]
  }

  private static func readings(_ facts: [Fact]) -> [Reading] {
    facts.map { fact in { fact.holds(for: $0, after: $1) } }
  }

  @Test func `requests of one key have the same facts`() {
    let facts = Fact.allCases
    let (repeats, changed) = Self.changes(of: Self.readings(facts), by: Self.key)
    #expect(repeats > 5_000)
    #expect(changed.map { facts[$0].name } == [], "FactKey lacks what these facts read")
  }

  @Test func `the other facts change only with the revision`() {
    let facts = Fact.allCases.filter { !$0.isOfExchange }
    let (repeats, changed) = Self.changes(of: Self.readings(facts)) { _, history in
      [UInt64(history.revision)]
    }
    #expect(repeats > 5_000)
    #expect(changed.map { facts[$0].name } == [], "these facts change more often: isOfExchange")
  }

  @Test func `the mask of facts gives what each fact gives`() {
    var past = RandomPast(seed: 99)
    for _ in 0..<2_000 {
      let setup = past.request()
      let (known, value) = past.history.facts(1 << UInt64(Fact.allCases.count) - 1, for: setup)
      for fact in Fact.allCases {
        let bit = UInt64(1) << UInt64(fact.rawValue)
        let holds: Bool? = known & bit == 0 ? nil : value & bit != 0
        #expect(holds == fact.holds(for: setup, after: past.history), "\(fact.name)")
      }
      past.take(setup)
    }
  }

  /// Things that a new fact may come to read, and that are not in the key.
  private static let unkept: [(name: String, reading: Reading)] = [
    ("wBlockNum is 2", { setup, _ in setup.value == 2 }),
    ("wBlockNum is even", { setup, _ in setup.value & 1 == 0 }),
    ("wBlockNum is large", { setup, _ in setup.value > 40_000 }),
    (
      "the last bwPollTimeout",
      { _, history in history.lastAnswer.map { $0.report.pollTimeoutMilliseconds > 0 } }
    ),
    ("the last bStatus", { _, history in history.lastAnswer.map { $0.report.rawStatus == 0 } }),
    ("there is a last answer", { _, history in history.lastAnswer != nil }),
  ]

  @Test func `what is read beside the key is found`() {
    let (_, changed) = Self.changes(of: Self.unkept.map(\.reading), by: Self.key)
    #expect(Self.unkept.indices.filter { !changed.contains($0) }.map { Self.unkept[$0].name } == [])
  }

  @Test func `what changes without a revision is found`() {
    let facts = Fact.allCases.filter(\.isOfExchange)
    let (_, changed) = Self.changes(of: Self.readings(facts)) { _, history in
      [UInt64(history.revision)]
    }
    #expect(facts.indices.filter { !changed.contains($0) }.map { facts[$0].name } == [])
  }

  /// Where bMaxPacketSize0 is not known, it may be 64 (DFU 1.1, Table 4.3): a device with a smaller
  /// wTransferSize may leave no size that is right.
  @Test(
    arguments: [
      (0, nil, 64, nil), (0, nil, 65, false), (32, nil, 33, nil), (64, nil, 65, false),
      (32, 8, 33, false), (32, 64, 64, nil), (32, nil, 32, true),
    ] as [(UInt16, UInt8?, UInt16, Bool?)])
  func `a block is above wTransferSize where some size is right`(
    _ size: UInt16, _ packet: UInt8?, _ length: UInt16, _ fits: Bool?
  ) {
    var history = History()
    history.describe(
      DescriptorSet(
        device: packet.map { .init(maxPacketSize0: $0, vendor: 0x1209, product: 7) },
        interfaceCount: 1, alternates: [.init(number: 0, interfaceProtocol: 2)],
        functionals: [
          FunctionalDescriptor(
            attributes: [.canDnload], detachTimeoutMilliseconds: 0, transferSize: size)
        ]))
    let block = ClassRequest.dnload.setup(length: length)
    #expect(Fact.withinTransferSize.holds(for: block, after: history) == fits)
  }
}
