import Report
import Testing

/// How the descriptors of a capture are written.
@Suite struct DescriptorReportTests {
  private static let functional = Report.Descriptor(
    name: "DFU FUNCTIONAL", level: 2, frame: 7, offset: 18, bytes: [9, 0x21],
    fields: [
      .init(name: "bLength", offset: 18, value: 9, text: "9", rules: ["dfu/descriptor/D07"]),
      .init(name: "bDescriptorType", offset: 19, value: 0x21, text: "21h", meaning: "own"),
      .init(name: "reserved", offset: 20, value: 0, text: "0", isPart: true),
    ],
    notes: ["Only 2 of 9 bytes were read."], rules: ["dfu/descriptor/D10"])

  private static func set(_ mode: String?) -> Report.DescriptorSet {
    Report.DescriptorSet(
      bus: 1, address: 5, session: 1, mode: mode, frames: 7...9, enumerations: 2,
      descriptors: [functional])
  }

  private static let descriptors = Report.Descriptors(
    sets: [set("run-time"), set(nil)],
    comparisons: [
      .init(
        session: 1, runTime: [functional],
        dfuMode: [
          .init(
            name: "DFU FUNCTIONAL", frame: 8, bytes: [],
            fields: [.init(name: "bLength", offset: 0, value: 7, text: "7")])
        ])
    ],
    leftOut: 3)

  @Test func `the JSON follows the published schema`() throws {
    var report = Sample.report
    report.captures[0].descriptors = Self.descriptors
    #expect(try PublishedSchema().complaints(about: Document(report.json)) == [])
    #expect(report.json.contains("\"bytes\": \"0921\""))
  }

  @Test func `the text tells each field, its rules, and what is missing`() {
    #expect(
      Self.descriptors.text.hasPrefix(
        """
        device 1.5, run-time, session 1; frames 7 to 9; enumerated 2 times
              DFU FUNCTIONAL, at 18, 2 bytes  <- dfu/descriptor/D10
                18   bLength                       9  <- dfu/descriptor/D07
                19   bDescriptorType               21h      own
                20     reserved                    0
                ! Only 2 of 9 bytes were read.


        """))
    #expect(Self.descriptors.text.hasSuffix("3 more answers with descriptors had no room.\n"))
  }

  @Test func `the comparison marks what differs, and what is on one side only`() {
    let rows = Self.descriptors.comparisons[0].rows
    #expect(rows.map(\.field) == ["bLength", "bDescriptorType", "reserved"])
    #expect(rows.map(\.differs) == [true, true, true])
    #expect(rows.map(\.dfuMode) == ["7", nil, nil])
    #expect(Self.descriptors.text.contains("    * bLength                     9"))
  }

  @Test func `a string that was not read is no difference`() {
    func descriptor(_ meaning: String) -> [Report.Descriptor] {
      [
        .init(
          name: "DEVICE", frame: 1, bytes: [],
          fields: [.init(name: "iProduct", offset: 15, value: 2, text: "2", meaning: meaning)])
      ]
    }
    func differs(_ one: String, _ other: String) -> [Bool] {
      Report.DescriptorComparison(
        session: 1, runTime: descriptor(one), dfuMode: descriptor(other)
      ).rows.map(\.differs)
    }
    #expect(differs("\"A\"", "not read") == [false])
    #expect(differs("\"A\"", "\"A\"") == [false])
    #expect(differs("\"A\"", "\"B\"") == [true])
  }
}
