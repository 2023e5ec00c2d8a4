import DFU
import Testing
import USB

@testable import Evidence

@Suite("Block numbers, where a STALL cannot be told from an ACK")
struct BlockTrailTests {
  private func block(_ number: UInt16) -> SetupPacket {
    SetupPacket(
      requestType: RequestType(rawValue: 0x21), request: 1, value: number, index: 0, length: 64)
  }

  @Test("A block that may be stalled leaves its own number and the next one open")
  func open() {
    var trail = BlockTrail()
    trail.acceptedOrStalled(block(5))
    #expect(trail.follows(block(5)) == true)
    #expect(trail.follows(block(6)) == true)
    #expect(trail.follows(block(7)) == false)
  }

  @Test("dfuDNBUSY shows that the block was accepted, so its number is not due again")
  func settled() {
    var trail = BlockTrail()
    trail.acceptedOrStalled(block(5))
    trail.confirmBlock()
    #expect(trail.follows(block(5)) == false)
    #expect(trail.follows(block(6)) == true)
  }

  @Test("A confirmed block counts as one that was acknowledged, also after a wrong number")
  func sameAsAcknowledged() {
    var (seen, unseen) = (BlockTrail(), BlockTrail())
    for number: UInt16 in [0, 0, 2, 7, 2] {
      #expect(seen.follows(block(number)) == unseen.follows(block(number)))
      seen.accepted(block(number), as: .dnload)
      unseen.acceptedOrStalled(block(number))
      unseen.confirmBlock()
    }
  }

  @Test("A block that was not answered stays open, whatever the device shows")
  func unanswered() {
    var trail = BlockTrail()
    trail.doubtful(block(5), as: .dnload)
    trail.confirmBlock()
    #expect(trail.follows(block(5)) == true)
    #expect(trail.follows(block(6)) == true)
  }
}
