import CaptureIO
import Foundation
import TestSupport
import Testing

@Suite struct `Files that are refused` {
  /// The message for a file with these bytes that cannot be opened, with the path as FILE.
  private func refusal(_ bytes: [UInt8]) throws -> String {
    let folder = try TemporaryFolder()
    return sentence(try folder.write(bytes))
  }

  private func sentence(_ path: String) -> String {
    do {
      _ = try CaptureFile(path: path, linkTypes: LinkType.ofUsbmon)
      return "opened"
    } catch {
      return error.description.replacing(path, with: "FILE")
    }
  }

  @Test func `a missing file`() throws {
    let folder = try TemporaryFolder()
    #expect(sentence(folder.path + "/none.pcap") == "FILE: there is no such file.")
    let path = try folder.write([1])
    #expect(sentence(path + "/none.pcap") == "FILE: there is no such file.")
  }

  @Test func `a folder`() throws {
    let folder = try TemporaryFolder()
    #expect(sentence(folder.path) == "FILE: is a folder; name the captures in it.")
  }

  @Test(.enabled(if: geteuid() != 0, "root may read every file"))
  func `a file that may not be read`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(CaptureWriter().bytes)
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
    #expect(sentence(path) == "FILE: may not be read; check its permissions.")
  }

  @Test func `what the operating system says otherwise is passed on`() throws {
    let name = String(repeating: "n", count: 300)
    #expect(sentence("/tmp/" + name) == "FILE: cannot be opened: File name too long.")
    #expect(
      CaptureError.noPermission(file: "a.pcap").description
        == "a.pcap: may not be read; check its permissions.")
  }

  @Test func `an empty file`() throws {
    #expect(try refusal([]) == "FILE: is empty; its recorder has written nothing.")
  }

  @Test func `a compressed file, with the command that helps`() throws {
    let magic: [(String, [UInt8])] = [
      ("gzip", [0x1F, 0x8B, 8, 8]), ("zstd", [0x28, 0xB5, 0x2F, 0xFD]),
      ("xz", [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0]),
    ]
    for (name, bytes) in magic {
      #expect(
        try refusal(bytes + [UInt8](repeating: 0x55, count: 600))
          == "FILE: is compressed with \(name). Run: \(name) -dc FILE | dfutrace check -")
    }
  }

  @Test func `anything else, with libpcap's reason`() throws {
    let text = try refusal(Array("dear diary, S Ci:1:001:0 came to tea".utf8))
    #expect(
      text == "FILE: is not a pcap or pcapng file that can be read (unknown file format). "
        + "Record with: tcpdump -i usbmonN -w FILE")
    #expect(
      try refusal(Array(CaptureWriter().bytes.prefix(20)))
        == "FILE: is not a pcap or pcapng file that can be read "
        + "(truncated dump file; tried to read 24 file header bytes, only got 16). "
        + "Record with: tcpdump -i usbmonN -w FILE")
  }

  // MARK: - Link types

  private static let record =
    "record the session on a Linux host with: tcpdump -i usbmonN -w FILE"

  @Test func `an analyser's event log`() throws {
    #expect(
      try refusal(CaptureWriter(linkType: 252).bytes)
        == "FILE: has link type 252 (the event log of an analyser), which is not read. "
        + "It holds no transfers; name the file that the analyser's USB interface was written to.")
  }

  @Test func `a capture of something else`() throws {
    #expect(
      try refusal(CaptureWriter(.pcapng, linkType: 1).bytes)
        == "FILE: has link type 1 (not USB, as far as we know), which is not read. "
        + "If the session was not recorded as USB, " + Self.record)
  }

  @Test func `a link type is read where the caller reads it, and only there`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(CaptureWriter(linkType: 249).bytes)
    let linkType = LinkType(rawValue: 249)
    #expect(try CaptureFile(path: path, linkTypes: [linkType]).linkType == linkType)
    #expect(throws: CaptureError.unsupportedLinkType(file: path, number: 249)) {
      _ = try CaptureFile(path: path, linkTypes: [.usbLinux])
    }
  }

  // MARK: - Interfaces

  private func interfaces(_ first: UInt32, _ second: UInt32, snapLength: UInt32) -> [UInt8] {
    var writer = CaptureWriter(.pcapng, linkType: first)
    writer.appendInterface(linkType: second, snapLength: snapLength)
    writer.append(raw: [UInt8](repeating: 0, count: 64))
    return writer.bytes
  }

  @Test func `interfaces of several link types, with the commands that part them`() throws {
    #expect(
      try refusal(interfaces(220, 1, snapLength: 262_144))
        == "FILE: has interfaces of several link types (220, Linux usbmon, 64-byte header; "
        + "1, not USB, as far as we know), which libpcap does not read together. "
        + "Keep the USB interface N (see capinfos): "
        + "tshark -r FILE -Y 'frame.interface_id == N' -w PART; "
        + "editcap -F pcap -T usb-linux-mmap PART NEW, then check NEW. "
        + "NEW does not say any more how many records were lost (see capinfos)")
    #expect(
      try refusal(interfaces(1, 189, snapLength: 262_144)).contains(
        "editcap -F pcap -T usb-linux PART NEW, then check NEW"))
    #expect(
      try refusal(interfaces(189, 220, snapLength: 262_144)).contains(
        "editcap -F pcap -T usb-linux-mmap PART NEW, or usb-linux where N has link type 189, "
          + "then check NEW"))
  }

  @Test func `interfaces none of which is read are refused by the first one's link type`() throws {
    #expect(
      try refusal(interfaces(294, 252, snapLength: 262_144)).hasPrefix(
        "FILE: has link type 294 (USB packets on the wire, full speed), which is not read."))
  }

  @Test func `interfaces of several snap lengths`() throws {
    #expect(
      try refusal(interfaces(220, 220, snapLength: 65_535))
        == "FILE: has interfaces of several snap lengths, which libpcap does not read together. "
        + "Run: editcap -F pcap FILE NEW, then check NEW. "
        + "NEW does not say any more how many records were lost (see capinfos)")
  }

  @Test func `interfaces alike are read`() throws {
    #expect(try refusal(interfaces(220, 220, snapLength: 262_144)) == "opened")
  }
}
