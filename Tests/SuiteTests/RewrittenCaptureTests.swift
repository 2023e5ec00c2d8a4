import CaptureIO
import Foundation
import Report
import Suite
import TestSupport
import Testing

/// The recorded DfuSe sessions, written again with usbmon's short header (link type 189) and in
/// big-endian byte order. libpcap converts the numbers of the headers, never the data.
@Suite struct RewrittenCaptureTests {
  /// A form of file: its container and its usbmon header.
  struct Form: CustomTestStringConvertible, Sendable {
    var container: CaptureWriter.Container
    var header: CaptureWriter.Header
    var testDescription: String { "\(container), link type \(header.rawValue)" }

    static let all = [
      Form(container: .pcap, header: .short), Form(container: .pcapBigEndian, header: .short),
      Form(container: .pcapBigEndian, header: .long),
      Form(container: .pcapngBigEndian, header: .short),
    ]
  }

  private func rewritten(_ shipped: ShippedCapture, _ form: Form) throws -> Report.Capture {
    var file = try CaptureFile(path: shipped.file, linkTypes: LinkType.ofUsbmon)
    #expect(file.linkType == .usbLinuxMmapped)
    var writer = CaptureWriter(form.container, header: form.header)
    _ = file.forEach { (bytes, info) -> Flow in
      let record = bytes.indices.map { bytes[$0] }
      let raw =
        form.header == .short ? Array(record.prefix(48) + record.dropFirst(64)) : record
      writer.nanoseconds = info.nanoseconds
      writer.append(raw: writer.inByteOrder(raw))
      return .proceed
    }
    let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: url) }
    try Data(writer.bytes).write(to: url)
    return try Judge(CheckOptions()).check(url.path).capture
  }

  private func findings(_ capture: Report.Capture) -> [String] {
    capture.sessions.flatMap(\.findings).map { "\($0.frame ?? 0) \($0.verdict) \($0.rule)" }
  }

  @Test(
    arguments: ShippedCapture.all.filter { $0.name.hasPrefix("dfuse") }, Form.all)
  func `the form of the file changes nothing`(_ shipped: ShippedCapture, _ form: Form) throws {
    let original = try Judge(CheckOptions()).check(shipped.file).capture
    let capture = try rewritten(shipped, form)
    #expect(capture.linkType == Int(form.header.rawValue))
    #expect(capture.records.total == original.records.total)
    #expect(!findings(capture).isEmpty)
    #expect(findings(capture) == findings(original))
  }

  /// Frame 75 is the first GETSTATUS; its answer, dfuERROR with errFIRMWARE, proves DFU.
  @Test func `DFU is inferred where the enumeration was not recorded`() throws {
    let shipped = try #require(ShippedCapture.all.first { $0.name == "dfuse-firmware-corrupt" })
    let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: url) }
    try Data(PcapExcerpt.frames(75...111, of: URL(filePath: shipped.file))).write(to: url)
    let session = try #require(try Judge(CheckOptions()).check(url.path).capture.sessions.first)
    #expect(session.inferred)
    #expect(session.verdict.device < .violation)
    #expect(session.findings.contains { $0.rule == "dfu/host/H08" })
  }
}
