/// A kind of file that may hold a capture, but that only its own program reads.
package enum ForeignFile: Hashable, Sendable {
  case zip, sevenZip, tar, oldLZ4
  /// A session of sigrok, which is a zip archive.
  case sigrok
  /// Total Phase Data Center's own format, which is not published.
  case totalPhase
  /// An event trace of Windows.
  case eventTrace
  /// What tshark prints with `-T json`.
  case tsharkJSON

  /// Recognises such a file by its first bytes, or by its name where they are of no known form.
  init?(_ path: String, _ beginning: [UInt8]) {
    if beginning.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      // The name of the first member stands at offset 30 (APPNOTE.TXT, 4.3.7).
      self = beginning.dropFirst(30).starts(with: "version".utf8) ? .sigrok : .zip
    } else if beginning.starts(with: [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]) {
      self = .sevenZip
    } else if beginning.dropFirst(257).starts(with: "ustar".utf8) {
      self = .tar
    } else if beginning.starts(with: [0x02, 0x21, 0x4C, 0x18]) {
      self = .oldLZ4
    } else if Self.isTsharkJSON(beginning) {
      self = .tsharkJSON
    } else if beginning.contains(0), path.lowercased().hasSuffix(".tdc") {
      self = .totalPhase
    } else if beginning.contains(0), path.lowercased().hasSuffix(".etl") {
      self = .eventTrace
    } else {
      return nil
    }
  }

  private static func isTsharkJSON(_ beginning: [UInt8]) -> Bool {
    String(decoding: beginning.prefix(200), as: UTF8.self).filter { !$0.isWhitespace }
      .hasPrefix("[{\"_index\":")
  }

  /// What it is and what to do. `file` is the file's name as a word of a command.
  func message(_ file: String) -> String {
    switch self {
    case .zip: "is a zip archive. If it holds one capture, run: unzip -p \(file) | dfutrace check -"
    case .sevenZip:
      "is a 7z archive. If it holds one capture, run: 7z x -so \(file) | dfutrace check -"
    case .tar: "is a tar archive. If it holds one capture, run: tar -xOf \(file) | dfutrace check -"
    case .oldLZ4:
      "is compressed with lz4's legacy format. Run: lz4 -dc \(file) | dfutrace check -"
    case .sigrok:
      "is a session of sigrok. Decode its USB requests with sigrok-cli, and check the pcap "
        + "that it writes."
    case .totalPhase:
      "is in Total Phase Data Center's own format, which is not published. "
        + "Export it there as CSV, and check that."
    case .eventTrace:
      "is an event trace of Windows, which is not read. Record with USBPcap (Wireshark on Windows)."
    case .tsharkJSON: "is what tshark prints. Check the capture that tshark has read."
    }
  }

  /// What it is and what to do, where it is compressed. The commands of archives read a file, and
  /// some of them no pipe.
  func message(_ file: String, in outer: Compression) -> String {
    switch self {
    case .zip, .sevenZip, .tar, .oldLZ4:
      "is compressed with \(outer.rawValue). Run: \(outer.command) \(file) > FILE. "
        + "What it holds \(message("FILE"))"
    case .sigrok, .totalPhase, .eventTrace, .tsharkJSON: message(file)
    }
  }
}
