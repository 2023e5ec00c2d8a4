import DFU
import Testing

@testable import Suite

/// The modes that a report names, in the order in which the device showed them.
@Suite struct ModeTrailTests {
  private func set(_ number: UInt8) -> DescriptorSet {
    DescriptorSet(
      device: nil, interfaceCount: 1,
      alternates: [.init(number: 0, interfaceProtocol: number)], functionals: [])
  }

  private func trail(_ protocols: [UInt8]) -> ModeTrail {
    protocols.reduce(into: ModeTrail()) { $0.observe(set($1)) }
  }

  @Test func `a device that comes back to run-time mode is told as it came`() {
    #expect(trail([1, 2, 2, 1]).modes == [.runTime, .dfuMode, .runTime])
  }

  @Test func `a set without a mode is no change`() {
    #expect(trail([1, 0, 1]).modes == [.runTime])
  }

  @Test func `what has no room is counted`() {
    let long = trail((0..<100).map { $0 % 2 == 0 ? 1 : 2 })
    #expect(long.modes.count == 8)
    #expect(long.further == 92)
  }
}
