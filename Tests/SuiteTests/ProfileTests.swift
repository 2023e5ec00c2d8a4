import DFU
import Report
import SpecTable
import Testing

@testable import Suite

/// Tests the captures of XMOS's published logic with the profiles of all its generations.
@Suite struct ProfileTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var capture: String
    var profile: String
    var isRight: Bool
    var testDescription: String { "\(capture) by \(profile)" }
  }

  private static let generations = [
    "xmos/lib_dfu-2", "xmos/lib_xua-4", "xmos/lib_xua-5", "xmos/tinyusb",
  ]

  private static let captures = [
    ("xua-4.2.0-xhci-dfu-util", "xmos/lib_xua-4"), ("xua-4.2.0-xhci-xmosdfu", "xmos/lib_xua-4"),
    ("xua-5.3.0-vhci-dfu-util", "xmos/lib_xua-5"), ("xua-5.3.0-vhci-xmosdfu", "xmos/lib_xua-5"),
  ]

  /// sc_usb_audio-6 is left out. It differs from lib_xua-4 only in requests that these captures do
  /// not have, so it is neither right nor wrong.
  static let cases = captures.flatMap { capture, right in
    generations.map { Case(capture: capture, profile: $0, isRight: $0 == right) }
  }

  private func session(_ capture: String, profile: String?) throws -> Report.Session {
    let shipped = try #require(ShippedCapture.all.first { $0.name == capture })
    let sessions = try Judge(CheckOptions(profile: profile)).check(shipped.file).capture.sessions
    #expect(sessions.count == 1)
    return try #require(sessions.first)
  }

  @Test(arguments: cases)
  func `the profile of the generation declares everything, another does not`(
    _ example: Case
  ) throws {
    let explained = try session(example.capture, profile: example.profile)
    let undeclared = explained.findings.filter {
      $0.actor == .device && $0.profileVerdict >= .warning
    }
    #expect(undeclared.isEmpty == example.isRight, "\(undeclared.map(\.rule))")
    #expect((explained.profileVerdict.device >= .warning) != example.isRight)
    #expect(explained.verdict.device == .violation)
  }

  @Test(arguments: captures)
  func `a declared finding carries the deviation`(_ capture: String, _ profile: String) throws {
    let declared = try session(capture, profile: profile).findings.filter {
      $0.actor == .device && $0.profileVerdict == .declared
    }
    #expect(!declared.isEmpty)
    for finding in declared {
      #expect(finding.profileRule?.hasPrefix("xmos/") == true, "\(finding.rule)")
    }
  }

  @Test(arguments: captures)
  func `what a profile explains gets no remedy, but the deviation`(
    _ capture: String, _ profile: String
  ) throws {
    let session = try session(capture, profile: profile)
    let explained = session.findings.filter {
      $0.verdict >= .warning && $0.profileVerdict <= .declared
    }
    #expect(!explained.isEmpty)
    for finding in explained {
      let advice = finding.words.advice
      #expect(advice?.hasPrefix("The profile declares this (xmos/") ?? true, "\(advice ?? "")")
      #expect((advice == nil) == (finding.profileRule == nil))
    }
  }

  @Test(arguments: [
    ("xua-4.2.0-xhci-dfu-util", "xmos/lib_xua-4 or xmos/sc_usb_audio-6", "bmAttributes 07h"),
    (
      "xua-4.2.0-xhci-xmosdfu", "xmos/lib_xua-4 or xmos/sc_usb_audio-6",
      "F2h as a class request"
    ),
  ])
  func `without a profile the report names the generation`(
    _ capture: String, _ names: String, _ sign: String
  ) throws {
    let found = try session(capture, profile: nil)
    #expect(found.profile == .init(name: "xmos", choice: .detected))
    let remark = try #require(found.remarks.first { $0.hasPrefix("This looks like") })
    #expect(remark.hasPrefix("This looks like \(names): "), "\(remark)")
    #expect(remark.contains(sign), "\(remark)")
  }

  /// lib_xua 5.0.0 to 5.3.0 were read, and no release after them: 5.4.0 is taken for XMOS's, and
  /// its traffic tells the generation.
  @Test func `a release that nobody has read is claimed by no generation`() throws {
    let tables = try TableSet(directory: nil)
    for (release, name) in [(UInt16(0x0530), "xmos/lib_xua-5"), (0x0540, "xmos")] {
      let set = DescriptorSet(
        device: .init(maxPacketSize0: 64, vendor: 0x20B1, product: 0xD016, deviceVersion: release),
        interfaceCount: 1,
        alternates: [.init(number: 0, interfaceProtocol: 2)],
        functionals: [
          FunctionalDescriptor(
            attributes: [.canDnload, .canUpload, .manifestationTolerant, .willDetach],
            detachTimeoutMilliseconds: 250, transferSize: 64)
        ])
      #expect(tables.profile(for: set)?.name == name)
    }
  }

  @Test func `the profile follows the descriptors of the image that is booted`() throws {
    let found = try session("xua-5.3.0-vhci-xmosdfu", profile: nil)
    #expect(found.profile == .init(name: "xmos/lib_xua-5", choice: .detected))
    #expect(found.profileVerdict.device == .declared)
    #expect(
      found.remarks.contains(
        "From frame 81 on the descriptors tell the generation: the profile is xmos/lib_xua-5, and "
          + "was xmos before."))
  }
}
