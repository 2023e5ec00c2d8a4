import DFU
import Report
import Testing
import USB

@testable import Suite

/// The products that the device of one session was, and which of them was there at a record.
@Suite struct ProductTrailTests {
  private func described(_ product: UInt16, _ version: UInt16, at frame: Int) -> Observation {
    let set = DescriptorSet(
      device: .init(vendor: 0x0483, product: product, deviceVersion: version), interfaceCount: 1,
      alternates: [.init(number: 0, interfaceProtocol: 2)], functionals: [])
    return Observation(.described(set), at: Moment(frame: frame, nanoseconds: 0))
  }

  private func arrival(at frame: Int) -> Observation {
    Observation(.attached(.afterLeaving), at: Moment(frame: frame, nanoseconds: 0))
  }

  private func trail(_ observations: [Observation]) -> ProductTrail {
    observations.reduce(into: ProductTrail()) { $0.observe($1) }
  }

  @Test func `one product that comes back is told apart from nothing`() {
    let trail = trail([described(8, 0x100, at: 5), arrival(at: 9), described(8, 0x100, at: 11)])
    #expect(trail.stays.count == 1 && !trail.tellsApart)
  }

  @Test func `a bootloader and its application begin with their arrivals`() {
    let trail = trail([
      described(0xDF11, 0x2200, at: 5), arrival(at: 20), described(0x5740, 0x100, at: 24),
    ])
    #expect(trail.tellsApart)
    let products = [1, 5, 19, 20, 23, 24, 90].map { trail.product(at: $0)?.product }
    #expect(products == [0xDF11, 0xDF11, 0xDF11, 0x5740, 0x5740, 0x5740, 0x5740])
  }

  @Test func `another bcdDevice is another product`() {
    #expect(trail([described(8, 0x100, at: 5), described(8, 0x101, at: 9)]).tellsApart)
  }

  @Test func `an arrival without descriptors changes nothing`() {
    let trail = trail([described(8, 0x100, at: 5), arrival(at: 9)])
    #expect(trail.product(at: 12)?.product == 8 && !trail.tellsApart)
  }

  @Test func `where the changes have no room, nothing is told apart, and a remark says so`() throws
  {
    let full = trail((0...ProductTrail.limit).map { described(UInt16($0 % 2), 0, at: $0 + 1) })
    #expect(full.stays.count == ProductTrail.limit && !full.tellsApart)
    #expect(full.verdicts(of: []).isEmpty)
    #expect(try #require(full.remark).contains("more than 1024 times"))
    #expect(trail([described(8, 0x100, at: 5)]).remark == nil)
  }

  @Test func `the products of a session have its verdicts between them`() throws {
    for shipped in ShippedCapture.all {
      for session in try Judge(CheckOptions()).check(shipped.file).capture.sessions
      where !session.products.isEmpty {
        #expect(session.products.map(\.verdict.device).max() == session.verdict.device)
        #expect(session.products.map(\.verdict.host).max() == session.verdict.host)
        #expect(
          session.products.map(\.profileVerdict.device).max() == session.profileVerdict.device)
        #expect(session.findings.allSatisfy { $0.product != nil })
      }
    }
  }

  @Test func `a fault of the bootloader is none of the application`() throws {
    let shipped = try #require(ShippedCapture.all.first { $0.name == "dfuse-download-leave" })
    let session = try #require(try Judge(CheckOptions()).check(shipped.file).capture.sessions.first)
    #expect(session.products.map(\.product.product) == [0xDF11, 0x5740])
    #expect(session.products.map(\.verdict.host) == [.violation, .warning])
  }
}
