import Report
import Testing

/// What the report on an image looks like, and that nothing in it breaks out.
@Suite struct FirmwareReportTests {
  private static let hostile = "a\u{1B}[2J\n\u{202E}\"<b>.bin"

  private static let report = FirmwareReport(
    file: hostile,
    images: [
      FirmwareReport.Image(
        session: 1, transfer: 2, device: Report.Device(bus: 1, address: 4),
        told: Report.ImageTransfer(kind: .download, frame: 3, lastFrame: 9, ending: .refused),
        isComplete: false, length: 70, missing: 6,
        elements: [FirmwareReport.Element(length: 70, sha256: String(repeating: "ab", count: 32))],
        suffix: FirmwareReport.Suffix(
          device: 1, product: 2, vendor: 0x20B1, version: 0x0100, length: 16, crc: 0xAB,
          isRight: false),
        faults: [FirmwareReport.Note(frame: 7, text: "the device refused it")], furtherFaults: 3)
    ], furtherImages: 4, hasUnplacedLoss: true,
    written: FirmwareReport.Written(file: hostile, isDFUFile: true),
    comparison: FirmwareReport.Comparison(
      file: hostile, imageLength: 70, fileLength: 64, form: "as it is", compared: 60, differing: 1,
      unknown: 4, onlyInImage: 6, onlyInFile: 0,
      first: FirmwareReport.Difference(
        offset: 5, address: 0x0800_0005, fileOffset: 5, block: 0, frame: 3, image: 1, file: 2)))

  @Test func `the text tells everything that is wrong`() {
    let text = Self.report.text
    #expect(text.contains("session 1, transfer 2: download, device at 1.4, 70 bytes, not complete"))
    #expect(text.contains("incomplete frame 7: the device refused it"))
    #expect(text.contains("and 3 more"))
    #expect(text.contains("missing    6 bytes, written as FFh"))
    #expect(text.contains("dwCRC 000000ABh: WRONG for these bytes"))
    #expect(text.contains("1 of 60 differ; 6 only in the image; 4 not in the capture"))
    #expect(
      text.contains(
        "address 08000005h, offset 5 (in the file 5), wBlockNum 0, frame 3: 01h, in the file 02h"))
    #expect(text.contains("and 4 more images"))
    #expect(text.contains("lost records"))
  }

  @Test func `a name cannot steer a terminal or end a string`() {
    let text = Self.report.text
    #expect(!text.contains("\u{1B}"))
    #expect(!text.contains("\u{202E}"))
    #expect(text.contains("a\\u{1B}[2J\\u{A}\\u{202E}"))
    #expect(Self.report.json.contains("a\\u001b[2J\\n"))
  }

  @Test func `an image that is not complete, or another one, has the status 1`() {
    #expect(Self.report.exitStatus == .violation)
    var report = Self.report
    report.comparison = nil
    report.images[0].isComplete = true
    #expect(report.exitStatus == .conformant)
  }

  @Test func `the JSON is as the schema says`() throws {
    let schema = try PublishedSchema("firmware")
    #expect(schema.complaints(about: try Document(Self.report.json)) == [])
  }
}
