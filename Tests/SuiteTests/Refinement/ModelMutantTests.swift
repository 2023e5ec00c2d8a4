import Checker
import DFU
import SpecTable
import Testing

@testable import DeviceModel

/// Tests that the checker finds changes of a single reply or transition of the reference model.
@Suite struct ModelMutantTests {
  @Test func `the checker kills the mutants of the reference model`() throws {
    let table = try Table.shipped()
    var steps = ModelSteps(table)
    for (index, device) in Self.devices.enumerated() {
      steps.explore(device, triesOddFields: index == 0)
    }
    for step in steps.unchanged {
      let fault = step.fault()
      #expect(fault == nil, "\(step.id): \(fault?.message ?? "")")
    }
    let facts = table.rows.map(RowFacts.init)
    var share = MutantShare()
    var allowed = 0
    var contradicted: [String: String] = [:]
    var equivalent = [Int](repeating: 0, count: EquivalentModelMutants.all.count)
    var survivors: [String] = []
    for mutant in steps.mutants {
      let fault = mutant.fault()
      if mutant.isAllowed(by: facts) {
        if let fault { contradicted[mutant.id] = "\(fault.message) \(mutant.witness.trail)" }
        allowed += 1
        continue
      }
      let isTold = fault != nil || mutant.isOtherCode && mutant.ownNote() != nil
      if !isTold {
        if let place = EquivalentModelMutants.all.firstIndex(where: { $0.takes(mutant) }) {
          equivalent[place] += 1
          continue
        }
        survivors.append(mutant.id)
      }
      share.count(isTold)
    }
    print("mutants of the reference model killed by the checker: \(share.text)")
    print("  \(allowed) more do what the facts allow too; \(equivalent.reduce(0, +)) are listed")
    if !survivors.isEmpty { print("  not killed: \(survivors.joined(separator: "; "))") }
    #expect(equivalent == EquivalentModelMutants.all.map(\.count))
    #expect(contradicted.isEmpty, "\(contradicted)")
    #expect(share.percent >= 99, "\(survivors.prefix(20))")
    #expect(share.total > 20_000)
  }

  private static let devices: [ReferenceParameters] =
    [7, 3, 11, 0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 15].map { device($0) { _ in } } + [
      device(7) { $0.faults.corruptsImage = true },
      device(7) { $0.faults.failingBlock = .init(number: 0, fault: .erase) },
      device(7) { $0.faults.failingBlock = .init(number: 0, fault: .write) },
      device(7) { $0.faults.failingBlock = .init(number: 0, fault: .verify) },
      device(7) { $0.expectedSize = 128 }, device(7) { $0.blockTime = .zero },
      device(7) { $0.answersStatusAtRunTime = false },
    ]

  /// Parameters of a device with few blocks of firmware. Its timers run for 20 ms; if there are two
  /// timers, the second runs for 40 ms.
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
