import Report
import Testing

/// How the updates and read-backs of a session are written.
@Suite struct ImageTests {
  static let update = Report.ImageTransfer(
    kind: .download, frame: 12, lastFrame: 80, nanoseconds: 500_000_000, blocks: 12, bytes: 768,
    blockSize: 64, ending: .completed, isWhole: true, manifestation: .done, state: "dfuIDLE",
    status: "OK", versionBefore: 0x0100, versionAfter: 0x0100)

  static let readBack = Report.ImageTransfer(
    kind: .upload, frame: 90, lastFrame: 95, nanoseconds: 1_000_000, blocks: 1, bytes: 40,
    blockSize: 40, ending: .completed)

  static func session(_ images: [Report.ImageTransfer], more: Int = 0) -> Report.Session {
    Report.Session(
      devices: [], images: images,
      furtherImages: .init(downloads: more, uploads: 0, completed: more))
  }

  private func line(_ image: Report.ImageTransfer) -> String {
    let lines = Sample.report([Self.session([image])]).text().split(separator: "\n")
    return lines.filter { $0.contains("frames ") }.map(String.init).joined()
  }

  @Test func `the text has a line for each, also when nothing was found`() {
    let text = Sample.report([Self.session([Self.update, Self.readBack], more: 3)]).text()
    #expect(
      text.contains(
        "    download   frames 12 to 80: 12 blocks, 768 bytes (at most 64 a block) in 0.500000 s, "
          + "1536 B/s; completed with the zero-length DFU_DNLOAD, manifestation done; "
          + "last shown dfuIDLE, OK; bcdDevice 0100h before and after: not changed\n"))
    #expect(
      text.contains(
        "    upload     frames 90 to 95: 1 block, 40 bytes in 0.001000 s, 40 kB/s; "
          + "completed with a short block\n"))
    #expect(
      text.contains(
        "    images     3 more downloads and 0 more uploads, 3 of them completed\n"))
  }

  @Test func `blocks without recorded answers are told as sent, in text and JSON`() throws {
    var image = Report.ImageTransfer(
      kind: .download, frame: 58, lastFrame: 79, ending: .unseen, hasGap: true)
    (image.unansweredBlocks, image.unansweredBytes) = (8, 1000)
    #expect(line(image).contains(": 8 blocks of 1000 bytes sent, their answers not recorded; "))
    #expect(!line(image).contains("0 blocks"))
    let json = Sample.report([Self.session([image])]).json
    #expect(try PublishedSchema().complaints(about: Document(json)) == [])
    #expect(json.contains("\"unansweredBlocks\": 8"))
    #expect(!Sample.report([Self.session([Self.update])]).json.contains("unanswered"))

    image.blocks = 1
    image.bytes = 64
    image.unansweredBlocks = 1
    #expect(line(image).contains("1 block, 64 bytes in "))
    var readBack = Self.readBack
    (readBack.blocks, readBack.unansweredBlocks) = (0, 1)
    #expect(line(readBack).contains(": 1 block asked for, its answer not recorded; "))
  }

  @Test func `Markdown and JUnit have the same lines`() {
    let report = Sample.report([Self.session([Self.update])])
    #expect(report.markdown.contains("- **download:** frames 12 to 80: 12 blocks"))
    #expect(
      report.junit.contains("<property name=\"download\" value=\"frames 12 to 80: 12 blocks"))
  }

  @Test(arguments: Report.ImageTransfer.Ending.allCases)
  func `each ending is in the JSON and in the published schema`(
    ending: Report.ImageTransfer.Ending
  ) throws {
    var image = Self.update
    image.ending = ending
    let json = Sample.report([Self.session([image], more: 1)]).json
    #expect(try PublishedSchema().complaints(about: Document(json)) == [])
    let session = try #require(
      try Document(json)["captures"]?.items.first?["sessions"]?.items.first)
    let value = try #require(session["images"]?.items.first)
    #expect(value["ending"] == .string(ending.rawValue))
    #expect(value["bytesPerSecond"] == .number(1536))
    #expect(value["duration"] == .number(0.5))
    #expect(value["bcdDeviceBefore"] == .string("0100"))
    #expect(session["furtherImages"]?["downloads"] == .number(1))
  }

  @Test func `each ending has words of its own`() {
    let texts = Report.ImageTransfer.Ending.allCases.map { ending in
      var image = Self.update
      image.ending = ending
      return line(image)
    }
    #expect(Set(texts).count == texts.count)
  }

  @Test(
    arguments: [
      (1_500_000_000, "given up by the host after 1500 ms without an answer (a device has 5 s)"),
      (5_000_000_000, "given up by the host after 5000 ms without an answer;"),
    ] as [(Int64, String)])
  func `a host that waits less than 5 s is told so`(time: Int64, words: String) {
    var image = Self.update
    image.ending = .givenUp
    image.givenUpNanoseconds = time
    #expect(line(image).contains(words))
  }

  @Test func `an error after the whole image is told apart from one before`() {
    var image = Self.update
    image.ending = .refused
    #expect(line(image).contains("refused after the zero-length DFU_DNLOAD"))
    image.status = "errSTALLEDPKT"
    #expect(line(image).contains("broken off after the zero-length DFU_DNLOAD, by a request that"))
    image.isWhole = false
    #expect(line(image).contains("refused by the device"))
  }

  @Test func `a block that was refused is told of a download that was completed`() throws {
    #expect(!line(Self.update).contains("refused"))
    var image = Self.update
    image.wasRefused = true
    #expect(line(image).contains("the device refused a block in it, and the host went on"))
    let json = try Document(Sample.report([Self.session([image])]).json)
    #expect(
      json["captures"]?.items.first?["sessions"]?.items.first?["images"]?.items.first?[
        "refusedBlock"] == .bool(true))
  }

  @Test func `commands of DfuSe are told apart from blocks`() {
    var image = Self.update
    image.commands = 3
    #expect(line(image).contains("(at most 64 a block) and 3 DfuSe commands in "))
    image.kind = .commands
    image.blocks = 0
    #expect(line(image).contains("frames 12 to 80: 3 DfuSe commands; "))
  }

  @Test func `a new version is told`() {
    var image = Self.update
    image.versionAfter = 0x0101
    #expect(line(image).contains("bcdDevice 0100h before, 0101h after"))
    image.versionBefore = nil
    #expect(line(image).contains("; bcdDevice 0101h after"))
  }

  @Test func `no time gives no throughput`() {
    var image = Self.update
    image.nanoseconds = 0
    #expect(!line(image).contains("B/s"))
    #expect(line(image).contains("in 0.000000 s; "))
  }
}
