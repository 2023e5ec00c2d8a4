import Checker
import DFU
import Report
import SpecTable
import TestSupport
import Testing

@testable import Suite

/// Tests how the overlay of a device is found and how its generation is named.
@Suite struct GenerationTests {
  private func judge(_ text: String) throws -> SessionJudge {
    var judge = SessionJudge(
      tables: try TableSet(directory: nil), explicit: nil, options: Checker.Options())
    for observation in try Transcript(text).observations { judge.observe(observation) }
    return judge
  }

  /// The name of the overlay that a descriptor set selects; `line`: a transcript line with the set.
  private func profile(_ line: String) throws -> String? {
    guard case .described(let set)? = try Transcript(line).observations.first?.event else {
      return nil
    }
    return try TableSet(directory: nil).profile(for: set)?.name
  }

  @Test(arguments: [
    ("dfu dnload upload tolerant", "xmos"),
    ("dfu dnload upload tolerant version=0x0101", "xmos/tinyusb"),
    ("dfu dnload vendor=0x2886 product=0x001A version=0x0101", "xmos/tinyusb"),
    ("dfu dnload vendor=0x2886 product=0x0020 version=0x0101", nil),
    ("dfu dnload upload tolerant release=0x0810", "xmos/lib_xua-4"),
    ("dfu dnload upload tolerant will-detach release=0x0920", "xmos/lib_xua-5"),
    ("dfu dnload upload tolerant will-detach release=0x0810", "xmos"),
    ("dfu dnload upload tolerant will-detach release=0x0540", "xmos"),
    ("dfu dnload vendor=0x0483 version=0x011A", "dfuse"),
    ("dfu dnload vendor=0x0483", nil),
  ])
  func `the descriptors select the overlay`(_ line: String, _ wanted: String?) throws {
    #expect(try profile(line) == wanted)
  }

  @Test func `after an update the profile of the new firmware judges`() throws {
    let update = """
      attached left
      dfu dnload upload tolerant detach=250 release=0x0810
      configured 1
      DETACH 1000 -> ACK
      left
      attached left
      dfu dnload upload tolerant will-detach detach=250 release=0x0920
      configured 1
      DETACH 1000 -> ACK
      left
      attached left
      run-time dnload upload tolerant will-detach detach=250 release=0x9901
      configured 1
      GETSTATUS -> OK 0 appIDLE
      """
    let judge = try judge(update)
    #expect(judge.overlay?.profile.name == "xmos/lib_xua-5")
    #expect(judge.firmwareRemarks.count == 1)
    #expect(judge.firmwareRemarks.first?.hasPrefix("From frame 8 on") == true)
    let session = SessionReport(judge: judge, start: 0).session(SessionSummary(isInferred: false))
    let findings = session.findings.filter {
      $0.actor == .device && max($0.verdict, $0.profileVerdict) >= .warning
    }
    #expect(findings.map(\.rule) == ["dfu/A.2.3/dfuIDLE.DETACH", "dfu/A.2.3/dfuIDLE.DETACH"])
    #expect(findings.allSatisfy { $0.profileVerdict == .declared })
    #expect(session.profileVerdict.device == .declared)
  }

  private static let old = """
    attached left
    dfu dnload upload tolerant detach=250
    configured 1
    RAW 21 F5 0 0 0 -> ACK
    RAW 21 F3 0 0 0 -> ACK
    left

    """
  private static let new = """
    attached left
    dfu dnload upload tolerant will-detach detach=250
    configured 1
    RAW 41 F1 0 0 0 -> ACK
    DNLOAD 0 64 -> ACK
    GETSTATUS -> OK 0 dfuDNBUSY
    GETSTATE -> state dfuDNBUSY
    GETSTATUS -> OK 0 dfuERROR
    """

  @Test func `firmware that changes within a session is named twice`() throws {
    let remarks = try judge(Self.old + Self.new).generationRemarks
    try #require(remarks.count == 2)
    #expect(remarks[0].contains("looks like xmos/lib_xua-4 or xmos/sc_usb_audio-6: "))
    #expect(remarks[0].contains("F5h as a class request"))
    #expect(remarks[1].hasPrefix("From frame "))
    #expect(remarks[1].contains("looks like xmos/lib_xua-5: bmAttributes 0Fh"))
    #expect(remarks[1].contains("F1h as a vendor request"))
  }

  @Test func `firmware that changes back is told again`() throws {
    let remarks = try judge(Self.old + Self.new + "\nDETACH 0 -> ACK\nleft\n" + Self.old)
      .generationRemarks
    #expect(remarks.count == 3)
  }

  @Test func `traffic of no known generation is said to be so`() throws {
    let remarks = try judge(
      "attached left\ndfu dnload upload tolerant\nconfigured 1\nGETSTATUS -> OK 0 dfuIDLE\n"
        + "ABORT -> HANG 5000"
    ).generationRemarks
    #expect(remarks == ["This does not look like any known generation."])
  }

  @Test func `what a loss that shows late explains speaks against no generation`() throws {
    let text = """
      attached left
      dfu dnload upload tolerant
      configured 1
      GETSTATUS -> OK 0 dfuIDLE
      ABORT -> HANG 5000

      """
    func fits(_ more: String) throws -> Bool {
      try judge(text + more).generationRemarks != ["This does not look like any known generation."]
    }
    #expect(try !fits(""))
    #expect(try fits("gap 5"))
    #expect(try !fits("gap 7"))
    #expect(try !fits("gap 5\nGETSTATUS -> OK 0 dfuIDLE\nABORT -> HANG 5000"))
  }

  @Test func `XMOS's requests tell the family where no descriptors were seen`() throws {
    let judge = try judge(
      "GETSTATUS -> OK 0 dfuIDLE\nRAW 21 F5 0 0 0 -> ACK\nGETSTATUS -> OK 0 dfuIDLE")
    #expect(judge.overlay == nil)
    let remark = try #require(judge.generationRemarks.first)
    #expect(remark.contains("looks like xmos/lib_xua-4 or xmos/sc_usb_audio-6: F5h"))
  }

  @Test func `a deviation late in a long session still tells the generation`() throws {
    let polls = String(repeating: "GETSTATUS -> OK 0 dfuIDLE\n", count: 5_000)
    let text = "attached left\ndfu dnload upload tolerant\nconfigured 1\n" + polls
    #expect(
      try judge(text + "CLRSTATUS -> ACK").generationRemarks.first?
        .contains("looks like xmos/lib_xua-4 or xmos/sc_usb_audio-6") == true)
  }

  @Test func `only a family has generations`() throws {
    #expect(
      try judge("attached left\ndfu dnload version=0x011A vendor=0x0483").generationRemarks.isEmpty)
  }

  @Test(arguments: [
    ("run-time", "boots the application, and not"), ("dfu", "XMOS's guide, and not"),
  ])
  func `a device follows the guide or the code on XMOS_DFU_RESETDEVICE`(
    _ mode: String, _ words: String
  ) throws {
    let remarks = try judge(
      "attached left\nrun-time dnload upload tolerant\nconfigured 1\nRAW 21 F0 0 0 0 -> ACK\n"
        + "left\nattached left\n\(mode) dnload upload tolerant"
    ).resetDevice.remarks
    #expect(remarks.count == 1)
    #expect(remarks.first?.contains(words) == true)
  }

  @Test(arguments: [
    ("RAW 21 F2 0 0 0 -> ACK\n", "since XMOS_DFU_RESETINTODFU of frame 4 is still in force"),
    ("RAW 21 F2 0 0 0 -> ACK\nRAW 21 F3 0 0 0 -> ACK\n", "not XMOS's published code"),
    ("RAW 21 F2 0 0 0 -> STALL\n", "not XMOS's published code"),
    ("gap\n", "if XMOS_DFU_RESETINTODFU was sent before"),
  ])
  func `a device that was sent into DFU mode is said to follow the guide only once that is over`(
    _ before: String, _ words: String
  ) throws {
    let again = "left\nattached left\ndfu dnload upload tolerant\nconfigured 1\n"
    let remarks = try judge(
      "attached left\nrun-time dnload upload tolerant\nconfigured 1\n" + before + again
        + "RAW 21 F0 0 0 0 -> ACK\n" + again
    ).resetDevice.remarks
    #expect(remarks.count == 1)
    #expect(remarks.first?.contains(words) == true, "\(remarks)")
    let isCertain = words.hasPrefix("not")
    #expect(remarks.first?.contains("published code") == isCertain)
  }

  @Test func `a stalled XMOS_DFU_RESETDEVICE resets nothing`() throws {
    let remarks = try judge(
      "attached left\ndfu dnload upload tolerant\nRAW 21 F0 0 0 0 -> STALL\ndfu dnload tolerant"
    ).resetDevice.remarks
    #expect(remarks.isEmpty)
  }
}
