import Foundation
import SpecTable
import Testing

/// For each check of a table, an edit of the shipped table that it refuses.
@Suite struct ValidationTests {
  /// An edit, and words of the error that it must give.
  struct Spoiled: CustomTestStringConvertible, Sendable {
    var name: String
    var old: String
    var new: String
    var complaint: String
    var file = "dfu-1.1.yaml"
    var testDescription: String { name }
  }

  private static let idle = "  - id: dfuIDLE.DNLOAD.zero\n    state: dfuIDLE\n"

  static let edits: [Spoiled] = [
    Spoiled(
      name: "unknown key", old: idle, new: idle + "    stat: dfuIDLE\n",
      complaint: "unknown key stat"),
    Spoiled(
      name: "unknown state", old: "dfuIDLE.DNLOAD.zero\n    state: dfuIDLE",
      new: "dfuIDLE.DNLOAD.zero\n    state: dfuIdle", complaint: "unknown state dfuIdle"),
    Spoiled(
      name: "unknown request", old: idle + "    request: DFU_DNLOAD",
      new: idle + "    request: DFU_DOWNLOAD", complaint: "unknown request DFU_DOWNLOAD"),
    Spoiled(
      name: "unknown fact", old: idle + "    request: DFU_DNLOAD\n    when: [\"!wLength>0\"]",
      new: idle + "    request: DFU_DNLOAD\n    when: [\"!wLength\"]",
      complaint: "unknown fact wLength"),
    Spoiled(
      name: "unknown mark", old: "opensOn: [detach-acknowledged]",
      new: "opensOn: [detach-acked]", complaint: "unknown mark detach-acked"),
    Spoiled(
      name: "unknown reply", old: "- { reply: stall, next: dfuERROR, status: any-error }",
      new: "- { reply: stalled, next: dfuERROR, status: any-error }",
      complaint: "unknown reply stalled"),
    Spoiled(
      name: "unknown verdict", old: "verdict: violation, reading: AMB-04",
      new: "verdict: wrong, reading: AMB-04", complaint: "unknown verdict wrong"),
    Spoiled(
      name: "unknown level", old: "actor: host\n    level: should",
      new: "actor: host\n    level: shall", complaint: "unknown level shall"),
    Spoiled(
      name: "unknown actor", old: "actor: host\n    level: should",
      new: "actor: hub\n    level: should", complaint: "unknown actor hub"),
    Spoiled(
      name: "unknown reading", old: "verdict: violation, reading: AMB-04",
      new: "verdict: violation, reading: AMB-99", complaint: "unknown reading AMB-99"),
    Spoiled(
      name: "unknown descriptor field", old: "field: bNumInterfaces",
      new: "field: bNumInterface", complaint: "unknown descriptor field bNumInterface"),
    Spoiled(
      name: "unknown length of time", old: "atMost: detachWindow", new: "atMost: window",
      complaint: "unknown length of time window"),
    Spoiled(
      name: "unknown rule in unless", old: "unless: [H17.quiet]", new: "unless: [H99]",
      complaint: "unknown rule H99"),
    Spoiled(
      name: "unknown source", old: "cite: { source: USB20, section: 9.2.6.1 }",
      new: "cite: { source: USB30, section: 9.2.6.1 }", complaint: "unknown source USB30"),
    Spoiled(
      name: "duplicate id", old: "- id: H03\n", new: "- id: H02\n",
      complaint: "the id H02 is taken already"),
    Spoiled(
      name: "no citation",
      old: "    cite: { source: DFU11, section: Table 3.2, page: 10 }\n    says: in run-time",
      new: "    says: in run-time", complaint: "cite"),
    Spoiled(
      name: "missing key", old: "    says: no DFU_DETACH in DFU mode\n", new: "",
      complaint: "the key says is missing"),
    Spoiled(
      name: "the same fact twice", old: "when: [runTimeMode, bitWillDetach]",
      new: "when: [runTimeMode, runTimeMode]", complaint: "runTimeMode is there twice"),
    Spoiled(
      name: "two forms at once", old: "    opensOn: [detach-acknowledged]\n",
      new: "    on: [DFU_DETACH]\n    opensOn: [detach-acknowledged]\n",
      complaint: "an obligation has either"),
    Spoiled(
      name: "a cell without a row",
      old: idle + "    request: DFU_DNLOAD\n    when: [\"!wLength>0\"]",
      new: idle + "    request: DFU_DNLOAD\n    when: [\"!wLength>0\", bitCanDnload]",
      complaint: "no row for DFU_DNLOAD in dfuIDLE"),
    Spoiled(
      name: "a cell with two rows",
      old: idle + "    request: DFU_DNLOAD\n    when: [\"!wLength>0\"]",
      new: idle + "    request: DFU_DNLOAD", complaint: "rows for DFU_DNLOAD in dfuIDLE"),
    Spoiled(
      name: "not YAML", old: "readings:\n", new: "readings: [\n", complaint: "not YAML"),
    Spoiled(
      name: "another schema", old: "schema: dfutrace.table/1", new: "schema: dfutrace.table/9",
      complaint: "schema dfutrace.table/9 is not known"),
    Spoiled(
      name: "an overlay that replaces nothing", old: "- id: dfuIDLE.DNLOAD.zero",
      new: "- id: dfuIDLE.DNLOAD.nil", complaint: "there is no dfuIDLE.DNLOAD.nil to replace",
      file: "overlays/dfuse.yaml"),
    Spoiled(
      name: "an overlay that removes nothing", old: "id: H16,", new: "id: H61,",
      complaint: "there is no H61 to remove", file: "overlays/dfuse.yaml"),
    Spoiled(
      name: "an overlay that leaves a cell in contradiction",
      old: "when: [\"!wLength>0\"]\n      then:", new: "then:",
      complaint: "rows for DFU_DNLOAD in dfuIDLE", file: "overlays/dfuse.yaml"),
  ]

  @Test(arguments: edits)
  func `a spoiled table is refused, with the place`(_ edit: Spoiled) throws {
    let complaint = try #require(
      try SpecFolder.complaint(replacing: edit.old, with: edit.new, in: edit.file))
    #expect(complaint.contains(edit.complaint), "\(complaint)")
    #expect(complaint.contains(".yaml"))
  }

  @Test func `an edit that spoils nothing is taken`() throws {
    #expect(
      try SpecFolder.complaint(
        replacing: "says: no DFU_DETACH in DFU mode", with: "says: never") == nil)
  }

  /// `count` rules of one kind, in YAML.
  private static func many(_ count: Int, _ rule: (Int) -> String) -> String {
    (0..<count).map(rule).joined()
  }

  @Test(arguments: [(64, true), (65, false)])
  func `more timing rules than the checker follows are refused`(
    _ count: Int, _ isRight: Bool
  ) throws {
    let own = try SpecFolder.library().table().timing.count
    let added = Self.many(count - own) {
      "  - { id: T9\($0), actor: device, level: must, durationAtMost: 5000 ms, "
        + "cite: { silent: none }, says: none, advice: none }\n"
    }
    let complaint = try SpecFolder.complaint(replacing: "timing:\n", with: "timing:\n" + added)
    #expect((complaint == nil) == isRight)
    #expect(isRight || complaint?.contains("more than 64 timing rules") == true, "\(complaint)")
  }

  @Test(arguments: [(64, true), (65, false)])
  func `more spans than the checker follows are refused`(_ count: Int, _ isRight: Bool) throws {
    let own = try SpecFolder.library().table().obligations.filter {
      if case .span = $0.form { true } else { false }
    }.count
    let added = Self.many(count - own) {
      "  - { id: H9\($0), actor: host, level: must, opensOn: [bus-reset], closesOn: [attached], "
        + "forbidsMeanwhile: [DFU_ABORT], cite: { silent: none }, says: none, advice: none }\n"
    }
    let complaint = try SpecFolder.complaint(
      replacing: "obligations:\n", with: "obligations:\n" + added)
    #expect((complaint == nil) == isRight)
    #expect(isRight || complaint?.contains("more than 64 spans") == true, "\(complaint)")
  }

  @Test func `a line is named`() throws {
    let complaint = try #require(
      try SpecFolder.complaint(replacing: Self.idle, with: Self.idle + "    stat: 1\n"))
    #expect(complaint.hasPrefix("dfu-1.1.yaml:"))
  }

  @Test func `a folder without a table is refused`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(throws: TableError.noSingleTable(directory: folder, found: [])) {
      try SpecLibrary.load(directory: folder, digest: SpecFolder.digest)
    }
  }
}
