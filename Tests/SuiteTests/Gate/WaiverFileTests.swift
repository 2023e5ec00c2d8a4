import Report
import SpecTable
import Testing

@testable import Suite

/// What a file of waivers may say.
@Suite struct WaiverFileTests {
  private func read(_ text: String) throws -> [Report.Waiver] {
    let tables = try TableSet(directory: nil)
    return try WaiverFile(
      file: "w.yaml", rules: tables.ruleNames(), profiles: tables.profileNames
    ).waivers(Array(text.utf8))
  }

  private func refusal(of text: String) throws -> CheckFailure? {
    do {
      _ = try read(text)
      return nil
    } catch let failure as CheckFailure {
      return failure
    }
  }

  private let head = "schema: dfutrace.waivers/1\nwaivers:\n"
  private let least = "  - rule: dfu/host/H09\n    reason: known\n    expires: never\n"

  @Test func `every key is read`() throws {
    let waivers = try read(
      head + """
          - rule: dfu/host
            side: host
            capture: [will-*, "a/b.pcap"]
            device: [20B1:0008, 1209]
            product: [20B1:0008@0520, "1209:0d11"]
            profile: xmos
            vector: host-*
            reason: dfu-util 0.11 polls
            expires: 2028-02-29

        """)
    let rule = try RulePrefix("dfu/host")
    #expect(
      waivers == [
        Report.Waiver(
          place: "w.yaml:3", rule: rule, side: .host, captures: ["will-*", "a/b.pcap"],
          devices: ["20b1:0008", "1209"], products: ["20b1:0008@0520", "1209:0d11"],
          profiles: ["xmos"], vectors: ["host-*"], reason: "dfu-util 0.11 polls",
          expires: "2028-02-29")
      ])
    #expect(try read(head + least)[0].expires == nil)
    #expect(try read("schema: dfutrace.waivers/1\nwaivers: []\n").isEmpty)
  }

  @Test(arguments: [
    ("H09", "H0999", 3, "near it: dfu/host/H09"),
    ("rule: dfu/host/H09", "rule: dfu//host", 3, "path of a rule"),
    ("reason: known", "reason: \"\"", 4, "reason has to be text"),
    ("reason: known", "reason: \" \"", 4, "a text that says why"),
    ("    reason: known\n", "", 3, "the key reason is missing"),
    ("expires: never", "expires: 2027-02-29", 5, "expires has to be the last day"),
    ("expires: never", "expires: 31.3.2027", 5, "expires has to be the last day"),
    ("    expires: never\n", "", 3, "the key expires is missing"),
    ("expires: never", "expires: never\n    side: both", 6, "device or host"),
    ("expires: never", "expires: never\n    device: 20b1:8", 6, "four hex digits"),
    ("expires: never", "expires: never\n    device: []", 6, "device has to be text or a list"),
    ("expires: never", "expires: never\n    device: １２３４", 6, "four hex digits"),
    ("expires: never", "expires: never\n    product: []", 6, "product has to be text or a list"),
    ("expires: never", "expires: never\n    product: 20b1", 6, "VENDOR:PRODUCT@BCDDEVICE"),
    ("expires: never", "expires: never\n    product: 20b1:0008@5.2", 6, "20b1:0008@0520"),
    ("expires: never", "expires: never\n    product: 20b1:0008@0520@1", 6, "20b1:0008@0520"),
    ("expires: never", "expires: never\n    capture: []", 6, "capture has to be text or a list"),
    ("expires: never", "expires: never\n    profile: []", 6, "profile has to be text or a list"),
    ("expires: never", "expires: never\n    vector: []", 6, "vector has to be text or a list"),
    ("expires: never", "expires: never\n    profile: nobody", 6, "and not nobody"),
    ("expires: never", "expires: never\n    scope: all", 6, "unknown key scope; allowed here: "),
    ("expires: never", "expires: [", 6, "not YAML"),
    ("waivers/1", "waivers/2", 1, "schema dfutrace.waivers/2 is not known"),
  ])
  func `what is malformed is refused with its line`(
    old: String, new: String, line: Int, words: String
  ) throws {
    let failure = try refusal(of: (head + least).replacing(old, with: new))
    #expect(failure?.status == .unreadable)
    #expect(failure?.file == "w.yaml:\(line)")
    #expect(failure?.message.contains(words) == true, "\(failure?.message ?? "")")
  }

  @Test(arguments: ["", "waivers: []", "[]", "schema: dfutrace.waivers/1", "a\u{0}b", "- x"])
  func `what is no file of waivers is refused`(_ text: String) throws {
    #expect(try refusal(of: text)?.status == .unreadable)
  }
}
