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
}
