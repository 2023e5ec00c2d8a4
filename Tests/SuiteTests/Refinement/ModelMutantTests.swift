import DFU
import SpecTable
import Testing

@testable import DeviceModel

/// Every change of a single reply or transition of the reference model, judged by the checker.
@Suite struct ModelMutantTests {
  @Test func `the checker kills the mutants of the reference model`() throws {
    let table = try Table.shipped()
    var steps = ModelSteps(table)
    for device in Self.devices { steps.explore(device) }
    let facts = table.rows.map(RowFacts.init)
    let listed = Set(EquivalentModelMutants.all.flatMap(\.ids))
    var share = MutantShare()
    var allowed = 0
    var survivors: Set<String> = []
    for mutant in steps.mutants {
      let isKilled = mutant.isKilled()
      if mutant.isAllowed(by: facts) {
        #expect(!isKilled, "\(mutant.id): the facts allow it")
        allowed += 1
      } else {
        if !isKilled { survivors.insert(mutant.id) }
        if isKilled || !listed.contains(mutant.id) { share.count(isKilled) }
      }
    }
    print("mutants of the reference model killed by the checker: \(share.text)")
    print("  \(allowed) more do what the facts allow too; \(survivors.count) are listed")
    #expect(survivors.subtracting(listed) == [], "neither killed nor listed")
    #expect(listed.subtracting(survivors) == [], "listed, but killed or not there")
    #expect(share.percent >= 99)
    #expect(share.total > 6_000)
  }

  private static let devices: [ReferenceParameters] =
    [7, 3, 11, 0].map { device($0) { _ in } } + [
      device(7) { $0.faults.failingBlock = .init(number: 0, fault: .write) },
      device(7) { $0.faults.failingBlock = .init(number: 0, fault: .verify) },
      device(7) { $0.expectedSize = 128 }, device(7) { $0.blockTime = .zero },
      device(7) { $0.answersStatusAtRunTime = false },
    ]

  /// A device with timers of 20 ms, or 40 where there are two, and few blocks of firmware.
  private static func device(
    _ attributes: UInt8, _ change: (inout ReferenceParameters) -> Void
  ) -> ReferenceParameters {
    var parameters = ReferenceParameters()
    parameters.attributes = .init(rawValue: attributes)
    parameters.detachTimeout = 40
    parameters.capacity = 64
    parameters.firmware = Array(parameters.firmware.prefix(96))
    parameters.blockTime = .milliseconds(20)
    parameters.manifestTime = .milliseconds(20)
    parameters.selfDetachTime = .milliseconds(20)
    change(&parameters)
    return parameters
  }
}
