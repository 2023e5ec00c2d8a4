import Report
import TestSupport
import Testing
import USB

/// Another device, or another firmware, that answers at the address of a device in DFU mode.
@Suite struct `A stranger at the address of a DFU device` {
  /// A device descriptor of this idVendor.
  private func device(_ vendor: UInt8) -> [UInt8] {
    [18, 1, 0, 2, 0, 0, 0, 64, vendor, 0x12, 9, 0, 0, 1, 0, 0, 0, 1]
  }

  private let keyboard: [UInt8] =
    [9, 2, 34, 0, 1, 1, 0, 0x80, 50, 9, 4, 0, 0, 1, 3, 1, 1, 0]
    + [9, 0x21, 0x11, 1, 0, 1, 0x22, 63, 0, 7, 5, 0x81, 3, 8, 0, 10]

  /// HID's SET_IDLE, GET_PROTOCOL, GET_IDLE and SET_REPORT (HID 1.11, 7.2) have numbers of DFU's
  /// requests.
  private func ask(_ writer: inout CaptureWriter) {
    writer.control(SetupPacket(requestType: .classInterfaceOut, request: 10))
    writer.control(
      SetupPacket(requestType: .classInterfaceIn, request: 3, length: 1), data: [1])
    writer.control(
      SetupPacket(requestType: .classInterfaceIn, request: 2, length: 1), data: [0])
    writer.control(
      SetupPacket(requestType: .classInterfaceOut, request: 9, value: 0x200, length: 1), data: [0])
  }

  /// `isShown`: the capture shows the enumeration. USBPcap's do not.
  @Test(arguments: [true, false], [0x09, 0x0A] as [UInt8])
  func `a keyboard's requests are nobody's fault`(isShown: Bool, vendor: UInt8) throws {
    var download = DownloadWriter()
    download.block(0)
    download.status(5)
    download.writer.wait(milliseconds: 500)
    if isShown { download.writer.setAddress(5) }
    download.writer.getDescriptor(type: 1, reply: device(vendor))
    download.writer.getDescriptor(type: 2, reply: keyboard)
    download.writer.setConfiguration(1)
    ask(&download.writer)
    let sessions = try download.report().sessions
    #expect(sessions.count == 1)
    let findings = try #require(sessions.first).findings.filter { $0.verdict > .note }
    #expect(findings.isEmpty)
    #expect(sessions.first?.transfers == 3)
  }

  /// DFU 1.1, 4.2.4 compares the two modes of one device. Nothing told this one to leave.
  @Test func `its functional descriptor is not compared with that of another device`() throws {
    var download = DownloadWriter()
    download.writer.wait(milliseconds: 500)
    download.writer.getDescriptor(type: 1, reply: device(0x0A))
    download.writer.getDescriptor(
      type: 2,
      reply: [9, 2, 27, 0, 1, 1, 0, 0x80, 50, 9, 4, 0, 0, 0, 0xFE, 1, 1, 0]
        + [9, 0x21, 13, 0xFA, 0, 0, 16, 0x10, 1])
    download.writer.setConfiguration(1)
    download.status(0)
    let sessions = try download.report().sessions
    #expect(sessions.map(\.verdict.device) == [.pass, .pass])
  }
}
