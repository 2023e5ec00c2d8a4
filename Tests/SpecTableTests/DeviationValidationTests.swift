import SpecTable
import Testing

/// The errors in a deviation, each with its place.
@Suite struct DeviationValidationTests {
  private static let file = "overlays/xmos-lib_xua-5.yaml"
  private static let abort = "  - id: X06\n"
  private static let state = "[appIDLE, dfuDNLOAD-SYNC, dfuDNBUSY, dfuMANIFEST-SYNC, dfuERROR]"

  static let edits: [ValidationTests.Spoiled] = [
    edit("unknown key", abort, abort + "    seen: often\n", "unknown key seen"),
    edit(
      "no evidence", "X06\n    says: \"DFU_ABORT", "X06\n    evidence: []\n    says: \"DFU_ABORT",
      "evidence"),
    edit(
      "neither rows nor a reason", "    breaks:\n      - { rule: D16 }\n", "",
      "a deviation has rows or breaks, or noRow"),
    edit(
      "rows and a reason why there are none", "    breaks:\n      - { rule: D16 }\n",
      "    breaks:\n      - { rule: D16 }\n    noRow: none\n",
      "a deviation has rows or breaks, or noRow"),
    edit("an unknown rule", "{ rule: D16 }", "{ rule: D99 }", "unknown rule D99"),
    edit(
      "a value that is no number", "{ rule: D16 }", "{ rule: D16, values: [same] }",
      "unknown number same"),
    edit(
      "an unknown request", "{ rule: D16 }", "{ rule: D16, requests: [DFU_READ] }",
      "unknown request DFU_READ"),
    edit(
      "an unknown state", state, state.replacing("dfuERROR", with: "dfuERR"),
      "unknown state dfuERR"),
    edit(
      "an unknown reply", "- { reply: overflow,", "- { reply: overrun,", "unknown reply overrun"),
    edit(
      "facts that no row asks for", "when: [busyShown]", "when: [configured]",
      "no row for DFU_GETSTATE in dfuDNLOAD-SYNC asks for configured, standardFields"),
    edit(
      "instead that is neither true nor false", "instead: true", "instead: yes",
      "instead has to be true or false"),
    edit(
      "the name of a reading", abort, "  - id: AMB-06\n", "id has to be a name such as X14"),
    edit(
      "a vendor request with rows for some states only",
      "state: all\n        request: XMOS_DFU_REVERTFACTORY_VENDOR",
      "state: [dfuIDLE]\n        request: XMOS_DFU_REVERTFACTORY_VENDOR",
      "no row for XMOS_DFU_REVERTFACTORY_VENDOR in appIDLE"),
    edit(
      "a request that is not named", "    - { name: XMOS_DFU_SELECTIMAGE,",
      "    - { name: XMOS_DFU_SELECT,", "unknown request XMOS_DFU_SELECTIMAGE"),
    edit(
      "an unknown overlay below", "extends: xmos\n", "extends: xmoss\n",
      "there is no profile 'xmoss'"),
    edit(
      "rows that are not there to be removed", "  requests: [XMOS_DFU_RESETDEVICE]\n",
      "  requests: [XMOS_DFU_RESETDEVICE]\n  rows: [\"{state}.XMOS_DFU_RESET\"]\n",
      "there is no appIDLE.XMOS_DFU_RESET to remove",
      "overlays/xmos-lib_dfu-2.yaml"),
    edit(
      "a deviation of which nothing is left", "  declares: [F0, F1]\n", "  declares: [F1]\n",
      "F0: no row and no rule is left of it; take it back", "overlays/xmos-lib_dfu-2.yaml"),
    edit(
      "a deviation to be taken back that nobody declares", "  declares: [F0]\n",
      "  declares: [F9]\n", "there is no F9 to remove"),
    edit(
      "an overlay that extends itself", "extends: xmos\n", "extends: xmos/lib_xua-5\n",
      "overlays/xmos-lib_xua-5.yaml:6: the overlay xmos/lib_xua-5 extends itself"),
    edit(
      "an overlay that extends itself by way of another", "extends: dfu-1.1\n",
      "extends: xmos/lib_dfu-2\n", "extends itself, by way of xmos", "overlays/xmos.yaml"),
    edit(
      "a bcdDevice that another overlay claims",
      "bmAttributes: 0x0F, bcdDFUVersion: 0x0110, bcdDevice: [0x0500-0x053F, 0x0900-0x092F]",
      "bmAttributes: 0x07, bcdDFUVersion: 0x0110, bcdDevice: [0x0810]",
      "xmos/lib_xua-5 and xmos/lib_xua-4 are both for devices with this bcdDevice"),
    edit(
      "a cause that is no fact", "given: [\"!pagesOfFour\"]", "given: [\"!pagesOfFive\"]",
      "unknown fact pagesOfFive"),
    edit(
      "a boot that is neither true nor false", "boots: true", "boots: yes",
      "boots has to be true or false"),
  ]

  private static func edit(
    _ name: String, _ old: String, _ new: String, _ complaint: String, _ file: String = file
  ) -> ValidationTests.Spoiled {
    ValidationTests.Spoiled(name: name, old: old, new: new, complaint: complaint, file: file)
  }

  @Test(arguments: edits)
  func `a spoiled deviation is refused`(_ edit: ValidationTests.Spoiled) throws {
    let complaint = try #require(
      try SpecFolder.complaint(replacing: edit.old, with: edit.new, in: edit.file))
    #expect(complaint.contains(edit.complaint), "\(complaint)")
  }

  @Test func `a deviation can be explained, with its evidence`() throws {
    let table = try Table.shipped(profile: "xmos/lib_xua-5")
    for deviation in table.deviations {
      let text = try #require(table.explanation(of: deviation.path))
      #expect(text.contains(deviation.says))
      for evidence in deviation.evidence { #expect(text.contains("evidence    \(evidence)")) }
    }
    let text = try #require(table.explanation(of: "X14"))
    #expect(text.contains("dfuDNBUSY.GETSTATE"))
  }

  @Test func `evidence names a repository, a version and a file`() throws {
    for profile in try SpecLibrary.shipped().profiles where profile.namespace == "xmos" {
      for deviation in try Table.shipped(profile: profile.name).deviations {
        for evidence in deviation.evidence {
          let parts = evidence.split(separator: ", ", maxSplits: 1)
          #expect(parts.count == 2 && parts[0].contains("/"), "\(deviation.id): \(evidence)")
        }
      }
    }
  }

  /// The deviations of the facts, by the generations that have them.
  @Test func `every generation declares its deviations, and no other's`() throws {
    let all = Set((1...36).map { "X" + ($0 < 10 ? "0" : "") + String($0) })
    var declared: Set<String> = []
    for (generation, wanted) in Self.deviations {
      let found = Set(try Table.shipped(profile: generation).deviations.map(\.id))
      #expect(found.intersection(all) == Set(wanted), "\(generation)")
      declared.formUnion(found)
    }
    #expect(declared.isSuperset(of: all))
  }

  private static let deviations: [(String, [String])] = [
    (
      "xmos/sc_usb_audio-6",
      [
        "X01", "X03", "X04", "X05", "X06", "X08", "X11", "X13", "X17", "X18", "X19", "X20", "X21",
        "X22", "X23", "X25", "X26", "X28", "X29",
      ]
    ),
    (
      "xmos/lib_xua-4",
      [
        "X01", "X02", "X04", "X05", "X06", "X08", "X11", "X13", "X17", "X18", "X19", "X20", "X21",
        "X22", "X23", "X24", "X26", "X27", "X28", "X29",
      ]
    ),
    (
      "xmos/lib_xua-5",
      [
        "X01", "X02", "X04", "X05", "X06", "X09", "X10", "X12", "X14", "X15", "X16", "X18", "X19",
        "X20", "X21", "X22", "X23", "X24", "X26", "X27", "X28", "X36",
      ]
    ),
    ("xmos/lib_dfu-2", ["X07", "X10", "X12", "X21", "X22", "X28", "X33", "X34", "X35", "X36"]),
    ("xmos/tinyusb", ["X06", "X10", "X30", "X31", "X32"]),
  ]
}
