import CaptureIO
import Foundation
import TestSupport
import Testing
import USB

@Suite(.enabled(if: Tshark.path != nil, "tshark is not installed"))
struct `Wireshark reads the same` {
  /// `S`, `C` and `E`, as tshark shows them.
  private static let kinds: [URBEvent.Kind: String] = [
    .submit: "53", .complete: "43", .error: "45",
  ]

  /// Our reading in the form of `Tshark.controlRecords`.
  private func controlRecords(of path: String) throws -> [String] {
    var file = try CaptureFile(path: path, linkTypes: LinkType.ofUsbmon)
    let records = UsbmonURBs(file.linkType == .usbLinux ? .short : .long)
    var lines: [String] = []
    let end = file.forEach { bytes, info in
      if records.kind(of: bytes) == .control, let event = records.event(in: bytes) {
        let kind = Self.kinds[event.kind] ?? ""
        var line = "\(info.frame) \(kind) \(event.device.bus) \(event.device.address) "
        line += "\(event.status)"
        if event.kind == .submit, let setup = records.setup(in: bytes) {
          line += " " + Hex.pairs(setup.bytes)
        }
        lines.append(line)
      }
      return .proceed
    }
    #expect(end == .complete)
    return lines
  }

  /// The captures that the project ships.
  private static let shipped: [String] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "captures")
    let subjects = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return subjects.sorted().flatMap { subject in
      ["capture.pcap", "capture.pcapng"].map { folder.path + "/" + subject + "/" + $0 }
    }.filter { FileManager.default.fileExists(atPath: $0) }
  }()

  @Test func `in every shipped capture`() throws {
    for path in Self.shipped {
      let ours = try controlRecords(of: path)
      #expect(!ours.isEmpty, "\(path)")
      let theirs = try Tshark.controlRecords(of: path)
      #expect(ours == theirs, "\(path)")
    }
  }

  @Test(arguments: CaptureWriter.Container.allCases, CaptureWriter.Header.allCases)
  func `in what the tests write`(
    container: CaptureWriter.Container, header: CaptureWriter.Header
  ) throws {
    let folder = try TemporaryFolder()
    var writer = CaptureWriter(container, header: header)
    writer.portReset(1)
    writer.portStatus(1, status: 0x0103, change: 0x10)
    writer.setAddress(5)
    writer.getDescriptor(type: 1, reply: [18, 1, 0, 1, 0, 0, 0, 64, 1, 2, 3, 4, 5, 6, 0, 0, 0, 1])
    writer.setConfiguration(1)
    writer.transfer(type: 1, endpoint: 0x81, data: [1, 2, 3])
    let setup = SetupPacket(
      requestType: .classInterfaceOut, request: 1, value: 0x0102, index: 0x0304, length: 5)
    writer.control(setup, data: [1, 2, 3, 4, 5], status: -32)
    let path = try folder.write(writer.bytes)
    let ours = try controlRecords(of: path)
    #expect(ours.count == 12)
    #expect(ours.suffix(2) == ["13 53 1 5 -115 2101020104030500", "14 43 1 5 -32"])
    let theirs = try Tshark.controlRecords(of: path)
    #expect(ours == theirs)
  }
}
