import Report
import Testing
import USB

@testable import DFU
@testable import Suite

/// Which sessions of two captures belong together.
@Suite struct SessionPairingTests {
  /// A device: its product, and its serial number if the host has read it.
  private typealias Device = (product: UInt16, serial: String?)

  private func summaries(_ devices: [Device]) -> [SessionSummary] {
    devices.enumerated().map { index, device in
      var summary = SessionSummary(isInferred: false)
      let address = DeviceAddress(bus: 1, address: UInt8(index + 5))
      summary.devices = [.init(address: address, vendor: 0x1209, product: device.product)]
      return summary
    }
  }

  private func sets(_ devices: [Device]) -> [Report.DescriptorSet] {
    devices.enumerated().map { index, device in
      let field = Report.DescriptorField(
        name: "iSerialNumber", offset: 16, value: 3, text: "3",
        meaning: device.serial.map { "\"\($0)\"" })
      return Report.DescriptorSet(
        bus: 1, address: index + 5, session: index + 1, frames: 1...2,
        descriptors: [.init(name: "DEVICE", frame: 1, bytes: [], fields: [field])])
    }
  }

  /// For each session of A the one of B, and then what only B has.
  private func pairs(_ a: [Device], _ b: [Device]) -> [[Int?]] {
    SessionPairing(summaries(a), summaries(b), sets: (sets(a), sets(b))).pairs.map { [$0.a, $0.b] }
  }

  @Test func `devices of one product are told apart by their serial numbers, in any order`() {
    #expect(pairs([(1, "x"), (1, "y")], [(1, "y"), (1, "x")]) == [[0, 1], [1, 0]])
    #expect(pairs([(1, "x"), (1, "y")], [(1, "z"), (1, "x")]) == [[0, 1], [1, 0]])
  }

  @Test func `without serial numbers devices of one product come in their order`() {
    #expect(pairs([(1, nil), (1, nil)], [(1, nil), (1, nil)]) == [[0, 0], [1, 1]])
    #expect(pairs([(1, "x"), (1, nil)], [(1, nil), (1, "y")]) == [[0, 0], [1, 1]])
  }

  @Test func `a serial number does not bring two products together`() {
    #expect(
      pairs([(1, "x"), (2, "x")], [(2, "x"), (1, "x"), (3, "x")]) == [[0, 1], [1, 0], [nil, 2]])
  }
}
