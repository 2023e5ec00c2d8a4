import Checker
import DFU
import SpecTable
import TestSupport
import Testing
import USB

/// What findings say, of conversations in which the specification settles what is to be said.
@Suite struct FindingWordsTests {
  private func findings(_ text: String, header: String = ScenarioTests.header) throws -> [Finding] {
    var checker = Checker(CompiledTable(try Table.shipped()))
    for observation in try Transcript(header + text).observations { checker.observe(observation) }
    return checker.findings
  }

  private func words(
    _ text: String, header: String = ScenarioTests.header, of rule: String
  ) throws -> Finding.Words {
    try #require(try findings(text, header: header).first { $0.rule.contains(rule) }).words
  }

  // MARK: - What the device did

  @Test func `an acknowledged DETACH in DFU mode may have left DFU mode or not`() throws {
    let said = try words(
      "GETSTATUS -> OK 0 dfuIDLE\nDETACH 1000 -> ACK", of: "dfuIDLE.DETACH"
    ).message
    #expect(said.contains("either taken as the way to leave DFU mode"))
    #expect(said.contains("; or accepted without effect"))
  }

  @Test func `an answer that only one reason explains is told as that one`() throws {
    let said = try words(
      "GETSTATUS -> OK 0 dfuIDLE\nDNLOAD 0 64 -> ACK\nABORT -> ACK", of: "dfuDNLOAD-SYNC.ABORT"
    ).message
    #expect(said.contains("with ACK: Figure A.1 accepts it"))
    #expect(!said.contains("either"))
  }

  @Test func `a stalled block that is too long is not called accepted`() throws {
    let said = try words(
      "GETSTATUS -> OK 0 dfuIDLE\nDNLOAD 0 65 -> STALL", of: "DNLOAD.overlong"
    ).message
    #expect(said.contains("refused"))
    #expect(!said.contains("accepted"))
  }

  @Test func `a device at fault is told what answer is right, and where that stands`() throws {
    let advice = try words(
      "GETSTATUS -> OK 0 dfuIDLE\nABORT -> STALL", of: "dfuIDLE.ABORT"
    ).advice
    #expect(advice.hasPrefix("Have the firmware answer DFU_ABORT in dfuIDLE with ACK"))
    #expect(advice.contains("DFU 1.1, A.2.3"))
  }

  @Test func `a note asks for no change, and names what every host understands`() throws {
    let advice = try words(
      "GETSTATUS -> OK 0 dfuIDLE\nDNLOAD 0 64 -> ACK\nABORT -> ACK", of: "dfuDNLOAD-SYNC.ABORT"
    ).advice
    #expect(advice.hasPrefix("The firmware need not change."))
    #expect(advice.contains("STALL, then dfuERROR"))
  }

  @Test func `a device that came back elsewhere is told where it was to be`() throws {
    let header = "attached left\nrun-time dnload will-detach detach=1000 interfaces=2\n"
    let advice = try words(
      "DETACH 1000 -> ACK\nleft\n" + header, header: header, of: "DEVICE_DETACH_ATTACH"
    ).advice
    #expect(advice == "Check why the device does not come back in dfuIDLE.")
  }

  @Test func `a wrong descriptor is told as it was seen`() throws {
    let said = try words(
      "GETSTATUS -> OK 0 dfuIDLE",
      header: """
        attached left
        run-time dnload will-detach product=9
        DETACH 1000 -> ACK
        left
        attached left
        dfu dnload will-detach product=9

        """, of: "D16")
    #expect(said.message.contains("idProduct 0009h in the DFU-mode descriptor set"))
  }

  @Test func `a full block that ended the upload is told as taken for a short one`() throws {
    let said = try words(
      """
      GETSTATUS -> OK 0 dfuIDLE
      UPLOAD 0 64 -> bytes 64
      UPLOAD 1 64 -> bytes 64
      GETSTATUS -> OK 0 dfuIDLE
      """, of: "dfuUPLOAD-IDLE.UPLOAD")
    #expect(said.message.contains("of frame 8 leaves the device in dfuUPLOAD-IDLE"))
    #expect(said.message.contains("frame 10 shows dfuIDLE: the device acted as after a short"))
    #expect(said.cite.text.contains("A.2.10"))
    #expect(said.advice.hasPrefix("Have the firmware stay in dfuUPLOAD-IDLE after DFU_UPLOAD"))
  }

  // MARK: - bInterfaceProtocol that tells the other mode

  private static let runTime = "attached left\nrun-time dnload upload\nconfigured 1\n"

  /// DFU 1.1, Tables 4.1 and 4.4: bInterfaceProtocol is 2 in DFU mode. Nothing else tells the mode.
  @Test func `protocol 1 in DFU mode is the fault of the descriptor, with the frame of both`()
    throws
  {
    let found = try findings(
      "GETSTATUS -> OK 0 dfuIDLE\nGETSTATUS -> OK 0 dfuIDLE", header: Self.runTime)
    let finding = try #require(found.first)
    #expect(found.count == 1)
    #expect(finding.rule == "dfu/descriptor/D03")
    #expect(finding.at.frame == 4)
    #expect(finding.words.cite.text.contains("Tables 4.1 and 4.4"))
    #expect(finding.message.contains("bInterfaceProtocol 01h"))
    #expect(finding.message.contains("of frame 2, but the answer to frame 4 shows dfuIDLE"))
  }

  /// More than one interface is run-time mode (DFU 1.1, 4.2.2). So are the state that was shown and
  /// the DETACH that was taken.
  @Test(arguments: [
    ("attached left\nrun-time dnload upload interfaces=2\nconfigured 1\n", ""),
    (runTime, "GETSTATUS -> OK 0 appIDLE\n"),
    (runTime, "DETACH 1000 -> ACK\n"),
  ])
  func `where more tells run-time mode, the state is at fault`(
    _ header: String, _ before: String
  ) throws {
    let found = try findings(before + "GETSTATUS -> OK 0 dfuIDLE", header: header)
      .filter { $0.actor == .device && $0.verdict == .violation }
    #expect(found.count == 1)
    #expect(found.allSatisfy { !$0.rule.contains("D03") })
  }

  // MARK: - Events

  @Test func `what is shown after an event is not called an answer to it`() throws {
    let said = try words(
      """
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      reset
      attached reset
      dfu dnload upload tolerant size=64 detach=1000
      configured 1
      GETSTATUS -> OK 0 dfuIDLE
      """, of: "SET_CONFIGURATION")
    #expect(said.message.hasPrefix("After SET_CONFIGURATION in dfuERROR the device is in dfuIDLE"))
    #expect(said.observed == "dfuIDLE after SET_CONFIGURATION")
  }

  @Test func `a host that resets the bus does not send the reset`() throws {
    let said = try words(
      "GETSTATUS -> OK 0 dfuIDLE\nDNLOAD 0 64 -> ACK\nreset", of: "H11.reset"
    ).message
    #expect(said.hasPrefix("The host reset the bus while the device was in"))
  }

  // MARK: - What the host did

  @Test func `a host that repeats DETACH is not sent to reset a device that detaches by itself`()
    throws
  {
    let advice = try words(
      "DETACH 1000 -> ACK\nDETACH 1000 -> STALL",
      header: "attached left\nrun-time dnload will-detach detach=1000\nconfigured 1\n",
      of: "H04.again"
    ).advice
    #expect(advice.contains("where bitWillDetach is set wait for the device to leave"))
  }

  @Test func `a host that ends an aborted download is told to begin again`() throws {
    let advice = try words(
      """
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      ABORT -> ACK
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 1 0 -> STALL
      """, of: "H12"
    ).advice
    #expect(advice.contains("After DFU_ABORT"))
    #expect(!advice.contains("at least one block"))
  }

  // MARK: - What cannot be decided

  @Test(arguments: ["CANCEL", "HANG"])
  func `a host that gave up early is told so, and after how long`(_ end: String) throws {
    let said = try words(
      "GETSTATUS -> OK 0 dfuIDLE\nDNLOAD 0 64 -> \(end) 1500", of: "DNLOAD")
    #expect(said.message.contains("the host gave up after 1500 ms"))
    #expect(said.message.contains("5 s"))
    #expect(said.advice.hasPrefix("Have the host wait 5 s"))
    #expect(!said.advice.contains("ecord"))
  }

  @Test func `a lost answer asks for a better recording`() throws {
    let advice = try words(
      "GETSTATUS -> OK 0 dfuIDLE\nDNLOAD 0 64 -> UNKNOWN", of: "DNLOAD"
    ).advice
    #expect(advice.hasPrefix("Record again"))
  }

  @Test func `a recording that begins with an arrival does not begin in mid-session`() throws {
    let found = try findings("DNLOAD 7 64 -> ACK", header: "attached left\n")
    #expect(!found.isEmpty)
    for finding in found {
      #expect(finding.message.contains("since the reset or arrival of frame 1"))
      #expect(!finding.words.advice.contains("plugged in"))
    }
  }

  @Test func `a recording without an arrival begins in mid-session`() throws {
    let found = try findings("DNLOAD 7 64 -> ACK", header: "")
    #expect(!found.isEmpty)
    for finding in found {
      #expect(finding.message.contains("begins in mid-session"))
      #expect(finding.words.advice.contains("before the device is plugged in"))
    }
  }

  @Test func `where one of two sides is wrong, the host can find out which`() throws {
    let found = try findings("CLRSTATUS -> STALL")
    #expect(found.count == 2)
    for finding in found {
      #expect(finding.words.advice.hasPrefix("Have the host send DFU_GETSTATUS before"))
    }
  }
}
