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
    #expect(sentence(folder.path) == "FILE: is a folder; name a file in it.")
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

  /// The beginning of a zip archive, up to the name of its first member.
  private static let zip: [UInt8] = [0x50, 0x4B, 3, 4] + [UInt8](repeating: 0, count: 26)
  private static let tar = [UInt8](repeating: 0x61, count: 257) + Array("ustar".utf8)
  private static let archives: [String: [UInt8]] = [
    "unzip -p": zip + Array("a.pcap".utf8), "7z x -so": [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C],
    "tar -xOf": tar, "lz4 -dc": [0x02, 0x21, 0x4C, 0x18],
  ]

  @Test(arguments: archives)
  func `an archive, with the command that helps`(command: String, beginning: [UInt8]) throws {
    let text = try refusal(beginning + [UInt8](repeating: 0x55, count: 600))
    #expect(text.hasSuffix("un: \(command) FILE | dfutrace check -"))
  }

  @Test(arguments: archives)
  func `a compressed archive is unpacked first`(command: String, beginning: [UInt8]) throws {
    let content = beginning + [UInt8](repeating: 0x55, count: 600)
    let folder = try TemporaryFolder()
    let text = try refusal(Command.bytes("gzip", ["-c", folder.write(content)]))
    #expect(text.hasPrefix("FILE: is compressed with gzip. Run: gzip -dc FILE > FILE. What it"))
    #expect(text.hasSuffix("un: \(command) FILE | dfutrace check -"))
  }

  @Test(arguments: [
    ("a.tdc", "is in Total Phase Data Center's own format"),
    ("b.ETL", "is an event trace of Windows"),
  ])
  func `a file that only its own program reads`(name: String, words: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write([1, 0, 2, 0], as: name)
    #expect(sentence(path).hasPrefix("FILE: \(words)"))
  }

  @Test func `sigrok's session and tshark's JSON`() throws {
    #expect(try refusal(Self.zip + "version2".utf8).hasPrefix("FILE: is a session of sigrok."))
    let json = Array("[\n  {\n    \"_index\": \"packets-2026\",\n".utf8)
    #expect(
      try refusal(json)
        == "FILE: is what tshark prints. Check the capture that tshark has read.")
  }

  @Test(arguments: [
    ("a.gz", "a.gz"), ("two words.gz", "'two words.gz'"), ("it's", #"'it'\''s'"#),
    ("-f.gz", "./-f.gz"), ("- f", "'./- f'"), ("$HOME", "'$HOME'"), ("ä.gz", "'ä.gz'"),
    ("a\nb", "'a\nb'"), ("", "''"), ("-", "FILE"),
  ])
  func `a name is one word of the printed command`(name: String, word: String) {
    let message = CaptureError.foreign(file: name, .oldLZ4).message
    #expect(message.hasSuffix("Run: lz4 -dc \(word) | dfutrace check -"))
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
}
