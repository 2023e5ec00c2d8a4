import CaptureIO
import DFU
import Files
import Report
import TestSupport
import Testing
import USB

@testable import Suite

/// Redacted copies: what they keep, what they do not keep, and what they say.
@Suite struct `A redacted copy` {
  /// A capture and its copy.
  private struct Pair {
    var original: [UInt8]
    var copy: [UInt8]
    var judged: [Report.Capture]
    /// The data of images, transfer by transfer, as the original has them.
    var images: [[UInt8]]
  }

  private static let shipped = ShippedCapture.all.filter { $0.name != "qemu-one-sided" }

  /// Redacts a file, and judges both.
  private func redacted(_ bytes: [UInt8], address: String? = nil) throws -> Pair {
    let folder = try TemporaryFolder()
    let path = try folder.write(bytes, as: "original")
    let judge = try Judge(CheckOptions(address: address, wantsDescriptors: true))
    var copy = try judge.reading.redact(path)
    var written: [UInt8] = []
    while let piece = copy.next() { written += piece }
    let copied = try folder.write(written, as: "copy")
    var images: [[UInt8]] = []
    _ = try judge.run(path, { _ in }) { _, observation in
      guard case .exchange(let transfer) = observation.event else { return }
      let request = ClassRequest(transfer.setup)
      if request == .dnload || request == .upload { images.append(transfer.data) }
    }
    let judged = try [path, copied].map { path in
      var capture = try judge.check(path).capture
      capture.file = ""
      return capture
    }
    return Pair(original: bytes, copy: written, judged: judged, images: images)
  }

  /// Whether a window may tell something: it has eight different bytes.
  private func isTelling(_ window: ArraySlice<UInt8>) -> Bool { Set(window).count >= 8 }

  private func windows(_ bytes: [UInt8]) -> Set<[UInt8]> {
    let length = 16
    guard bytes.count >= length else { return [] }
    let all = (0...bytes.count - length).map { bytes[$0..<$0 + length] }
    return Set(all.filter(isTelling).map(Array.init))
  }

  /// Checks that the copy has no window of an image.
  private func expectNoImage(_ pair: Pair) {
    let secret = pair.images.reduce(into: Set<[UInt8]>()) { $0.formUnion(windows($1)) }
    #expect(secret.isDisjoint(with: windows(pair.copy)))
  }

  /// Checks that both reports say the same, but for the words of serial numbers.
  private func expectSameReport(_ pair: Pair) {
    var (before, after) = (pair.judged[0], pair.judged[1])
    #expect(before.descriptors.sets.count == after.descriptors.sets.count)
    for (one, other) in zip(before.descriptors.sets, after.descriptors.sets) {
      #expect(one.descriptors.map(\.bytes.count) == other.descriptors.map(\.bytes.count))
      #expect(one.descriptors.map(\.name) == other.descriptors.map(\.name))
      #expect(zip(one.descriptors, other.descriptors).count { $0.bytes != $1.bytes } <= 4)
    }
    before.descriptors = Report.Descriptors()
    after.descriptors = Report.Descriptors()
    #expect(before == after)
  }

  // MARK: - Shipped captures

  private func bytes(_ capture: ShippedCapture) throws -> [UInt8] {
    try #require(try InputFile.bytes(of: capture.file, atMost: 1 << 30))
  }

  @Test(arguments: shipped)
  func `of a shipped capture gives the same report, without the image`(
    capture: ShippedCapture
  ) throws {
    let pair = try redacted(bytes(capture))
    expectSameReport(pair)
    expectNoImage(pair)
    #expect(!pair.images.isEmpty)
    #expect(try redacted(bytes(capture)).copy == pair.copy)
  }

  @Test func `of a one-sided capture gives the same report for a named device`() throws {
    let capture = try #require(
      ShippedCapture.all.first { $0.name == "qemu-one-sided" })
    let pair = try redacted(bytes(capture), address: "0.1")
    expectSameReport(pair)
    expectNoImage(pair)
  }

  // MARK: - Dialects

  /// QEMU's records lack the answers that prove DFU, so the device has to be named.
  private func address(_ dialect: WrittenDialect) -> String? {
    "\(dialect)".contains("qemu") ? "0.6" : nil
  }

  private static let dialects = WrittenDialect.all.filter { $0.linkType != nil }

  @Test(arguments: dialects, DFUStory.allCases)
  func `of every dialect gives the same report`(dialect: WrittenDialect, story: DFUStory) throws {
    let told = story.told(maxPacketSize: dialect.maxPacketSize)
    let pair = try redacted(dialect.file(of: told), address: address(dialect))
    expectSameReport(pair)
    expectNoImage(pair)
    #expect(pair.copy != pair.original)
  }

  @Test(arguments: WrittenContainer.all)
  func `in every container gives the same report`(container: WrittenContainer) throws {
    let dialect =
      container.isBigEndian ? WrittenDialect.bigEndianReference : WrittenDialect.reference
    let told = DFUStory.faulty.told()
    let file = container.file(dialect.records(of: told), linkType: dialect.linkType ?? 0)
    let pair = try redacted(file)
    expectSameReport(pair)
    expectNoImage(pair)
    #expect(!String(decoding: pair.copy, as: UTF8.self).contains("a comment"))
    #expect(!String(decoding: pair.copy, as: UTF8.self).contains("an event"))
  }

  @Test(arguments: [false, true])
  func `of a file with a block of an unknown type is damaged too`(big: Bool) throws {
    let dialect = big ? WrittenDialect.bigEndianReference : WrittenDialect.reference
    let container = WrittenContainer(form: .pcapng(resolution: 9, offset: 0), isBigEndian: big)
    let records = dialect.records(of: DFUStory.faulty.told())
    let file = container.file(records, linkType: dialect.linkType ?? 0)
    let secret = Array("what it holds is".utf8)
    let type: [UInt8] = big ? [0, 0, 7, 7] : [7, 7, 0, 0]
    let length: [UInt8] = big ? [0, 0, 0, 28] : [28, 0, 0, 0]
    let pair = try redacted(file + type + length + secret + length)
    #expect(pair.judged.map(\.integrity) == [.partial, .partial])
    #expect(!pair.copy.contains(secret))
  }

  @Test(arguments: 1...40)
  func `of a file that is cut has nothing of the cut record`(cut: Int) throws {
    var story = BusStory()
    story.enumerate(at: 6, isRunTime: false)
    let secret = (0..<40).map { UInt8(0x80 + $0) }
    story.control(ClassRequest.dnload.setup(value: 3, length: 40), data: secret)
    for container in WrittenContainer.all where !container.isBigEndian {
      let records = WrittenDialect.reference.records(of: story).dropLast()
      let linkType = WrittenDialect.reference.linkType ?? 0
      let file = container.file(Array(records), linkType: linkType).dropLast(cut)
      let copy = try redacted(Array(file)).copy
      let telling = (0...32).map { Array(secret[$0..<$0 + 8]) }
      #expect(!telling.contains { copy.contains($0) }, "\(container)")
    }
  }

  // MARK: - Suffixes

  /// A download of this image in blocks, and its read-back in blocks of another length.
  private func story(_ image: [UInt8], block: Int, readBack: Int) -> BusStory {
    var story = BusStory()
    story.enumerate(at: 6, isRunTime: false)
    for (number, start) in stride(from: 0, to: image.count, by: block).enumerated() {
      let data = Array(image[start..<min(start + block, image.count)])
      story.control(
        ClassRequest.dnload.setup(value: UInt16(number), length: UInt16(data.count)), data: data)
      story.control(ClassRequest.getStatus.setup(length: 6), data: [0, 0, 0, 0, 5, 0])
    }
    story.control(ClassRequest.dnload.setup(value: 99))
    story.control(ClassRequest.getStatus.setup(length: 6), data: [0, 0, 0, 0, 2, 0])
    for (number, start) in stride(from: 0, to: image.count, by: readBack).enumerated() {
      let data = Array(image[start..<min(start + readBack, image.count)])
      story.control(
        ClassRequest.upload.setup(value: UInt16(number), length: UInt16(readBack)), data: data)
    }
    return story
  }

  private func crc(_ bytes: [UInt8]) -> UInt32 {
    bytes.reduce(0xFFFF_FFFF) { crc, byte in
      (0..<8).reduce(crc ^ UInt32(byte)) { crc, _ in
        crc & 1 == 0 ? crc >> 1 : crc >> 1 ^ 0xEDB8_8320
      }
    }
  }

  private func image(_ count: Int, isValid: Bool = true) -> [UInt8] {
    let body = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 ^ $0 >> 3) }
    let suffix: [UInt8] = [1, 2, 3, 4, 5, 6, 0, 1] + Array("UFD".utf8) + [16]
    let sum = crc(body + suffix) ^ (isValid ? 0 : 0x55)
    return body + suffix + (0..<4).map { UInt8(truncatingIfNeeded: sum >> ($0 * 8)) }
  }

  /// The data that a capture shows of a request.
  private func sent(_ file: [UInt8], _ wanted: ClassRequest) throws -> [UInt8] {
    let folder = try TemporaryFolder()
    var bytes: [UInt8] = []
    _ = try Judge(CheckOptions()).run(folder.write(file), { _ in }) { _, observation in
      guard case .exchange(let transfer) = observation.event else { return }
      if ClassRequest(transfer.setup) == wanted { bytes += transfer.data }
    }
    return bytes
  }

  @Test(arguments: [64, 100, 104, 109, 113, 120, 128], [true, false])
  func `keeps a suffix, right where it was right`(count: Int, isValid: Bool) throws {
    let withRetries = WrittenDialect.all.filter { "\($0)".contains("retries") }
    #expect(withRetries.count == 1)
    for dialect in [WrittenDialect.reference] + withRetries {
      let image = image(count, isValid: isValid)
      let pair = try redacted(dialect.file(of: story(image, block: 64, readBack: 64)))
      let copy = try sent(pair.copy, .dnload)
      #expect(copy.count == image.count)
      #expect(copy.suffix(16).prefix(12) == image.suffix(16).prefix(12))
      #expect(copy.prefix(count) != image.prefix(count))
      let stated = copy.suffix(4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      #expect((stated == crc(Array(copy.dropLast(4)))) == isValid)
      expectSameReport(pair)
    }
  }

  @Test(arguments: [16, 48, 50, 64])
  func `shows in an upload what the download shows`(readBack: Int) throws {
    let image = (0..<300).map { UInt8(truncatingIfNeeded: $0 &* 37 ^ $0 >> 3) }
    let file = WrittenDialect.reference.file(of: story(image, block: 64, readBack: readBack))
    let copy = try redacted(file).copy
    #expect(try sent(copy, .dnload) == sent(copy, .upload))
    #expect(try sent(copy, .dnload).count == 300 && sent(copy, .dnload) != image)
  }

  // MARK: - Devices

  @Test func `has nothing of other devices and endpoints`() throws {
    var story = BusStory()
    let secret: [UInt8] = (1...40).map { 3 &* $0 }
    story.enumerate(at: 6, isRunTime: false)
    story.control(ClassRequest.getStatus.setup(length: 6), data: [0, 0, 0, 0, 2, 0])
    story.control(
      SetupPacket(requestType: RequestType(rawValue: 0xC1), request: 9, length: 40), data: secret)
    story.interrupt(endpoint: 1)
    for dialect in Self.dialects where dialect.maxPacketSize == 64 {
      let pair = try redacted(dialect.file(of: story), address: address(dialect))
      #expect(windows(secret).isDisjoint(with: windows(pair.copy)))
      expectSameReport(pair)
    }
  }

  @Test func `is refused for a capture without DFU traffic, and for text`() throws {
    let folder = try TemporaryFolder()
    let empty = try folder.write(WrittenDialect.reference.file(of: BusStory()))
    #expect(throws: CheckFailure.self) {
      var copy = try ReadingOptions().redact(empty)
      _ = copy.next()
    }
  }
}
