import Report
import Suite
import TestSupport
import Testing
import USB

/// A device that speaks DFU on an interface of a vendor's class. DFU 1.1, 4.2.3 asks for FEh.
@Suite struct ForcedInterfaceTests {
  /// Reads the descriptors and asks for the status twice. `kind`: bInterfaceClass.
  private func capture(of kind: UInt8) -> [UInt8] {
    var writer = CaptureWriter(.pcap)
    let status = SetupPacket(
      requestType: RequestType(rawValue: 0xA1), request: 3, value: 0, length: 6)
    writer.getDescriptor(
      type: 1, reply: [18, 1, 0, 2, 0, 0, 0, 64, 0xEB, 3, 7, 0, 0, 1, 0, 0, 0, 1])
    writer.getDescriptor(
      type: 2, reply: [9, 2, 18, 0, 1, 1, 0, 0x80, 50, 9, 4, 0, 0, 0, kind, 0, 0, 0])
    writer.setConfiguration(1)
    writer.control(status, data: [0, 0, 0, 0, 2, 0])
    writer.control(status, data: [0, 0, 0, 0, 9, 0])
    return writer.bytes
  }

  @Test func `the hint names the interface, its class, and the way to judge it`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(capture(of: 0xFF))
    let (capture, hint) = try Judge(CheckOptions()).check(path)
    #expect(capture.sessions.isEmpty)
    let named = "2 to interface 0 of class FFh, 00h, 00h, which is not that of DFU, at 1.5"
    #expect(hint?.contains(named) == true)
    #expect(hint?.contains("--address 1.5") == true)
  }

  /// No transition of DFU 1.1 leads from dfuIDLE to dfuUPLOAD-IDLE by a status (A.2.3 r6).
  @Test func `by force it is judged, without the rules about descriptors`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(capture(of: 0xFF))
    let forced = try Judge(CheckOptions(address: "1.5")).check(path).capture
    let session = try #require(forced.sessions.first)
    #expect(session.inferred)
    #expect(session.verdict.device == .violation)
    #expect(!session.findings.contains { $0.rule.contains("descriptor") })
  }

  @Test func `a keyboard's requests with the same numbers are no hint`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(capture(of: 3))
    #expect(try Judge(CheckOptions()).check(path).hint == nil)
  }
}
