import Checker
import SpecTable
import TestSupport
import Testing

/// The duties about class requests that DFU does not define, where an overlay has named them.
@Suite struct OverlayDutyTests {
  private static let library = Result { try SpecLibrary.shipped() }

  private func rules(of text: String, by profile: String) throws -> [String] {
    let table = try Self.library.get().table(profile: profile)
    var checker = Checker(CompiledTable(table))
    for observation in try Transcript(text).observations { checker.observe(observation) }
    return checker.findings.filter { $0.actor == .host && $0.verdict == .violation }.map(\.rule)
  }

  /// That a firmware takes a request in the wrong direction declares what the device does. Table
  /// 3.1 binds the host all the same.
  @Test(arguments: ["xmos/lib_xua-4", "xmos/lib_xua-5", "xmos/lib_dfu-2", "xmos/sc_usb_audio-6"])
  func `a name for a request in the wrong direction does not excuse the host`(
    _ profile: String
  ) throws {
    let text = """
      attached left
      dfu dnload upload tolerant detach=250
      configured 1
      RAW 21 3 0 0 0 -> STALL
      """
    #expect(try rules(of: text, by: profile) == ["dfu/host/H02.direction"])
  }

  /// A request of the vendor's extension has no direction in Table 3.1.
  @Test func `an extension is asked for by right`() throws {
    let text = """
      attached left
      dfu dnload upload tolerant detach=250
      configured 1
      RAW 21 F4 1 0 0 -> ACK
      """
    #expect(try rules(of: text, by: "xmos/lib_xua-4") == [])
  }

  /// DFU 1.1, 7: without bitManifestationTolerant the host sends nothing after dfuMANIFEST.
  @Test(arguments: ["21 F0", "21 F4", "21 3"])
  func `a request with a name of the overlay breaks the silence too`(_ request: String) throws {
    let text = """
      attached left
      dfu dnload upload detach=250
      configured 1
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      DNLOAD 1 0 -> ACK
      GETSTATUS -> OK 5 dfuMANIFEST
      +10 RAW \(request) 0 0 0 -> STALL
      """
    #expect(try rules(of: text, by: "xmos/lib_xua-4") == ["dfu/host/H17.quiet"])
  }
}
