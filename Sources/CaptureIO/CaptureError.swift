/// Why a capture could not be opened or written, and what the operator can do.
package enum CaptureError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There is no such file.
  case missing(file: String)
  /// The path is a folder.
  case isDirectory(file: String)
  /// The operating system denies reading the file.
  case noPermission(file: String)
  /// Opening or reading failed for another reason, which the operating system states.
  case cannotOpen(file: String, reason: String)
  /// The file has no bytes.
  case empty(file: String)
  /// The file is compressed, and its content is compressed again.
  case compressedTwice(file: String, by: Compression, then: Compression)
  /// The file is compressed, and nothing of its content can be decoded.
  case notDecoded(file: String, by: Compression, reason: String)
  /// An archive, or a file that only its own program reads; `in`: how it is compressed.
  case foreign(file: String, ForeignFile, in: Compression? = nil)
  /// libpcap does not know the content, or the file ends before its first record.
  case notACapture(file: String, reason: String)
  /// The capture's link type is not supported.
  case unsupportedLinkType(file: String, number: Int)
  /// The capture is text, and only captures of another kind were asked for.
  case otherText(file: String)
  /// The operating system denies writing the file.
  case mayNotWrite(file: String)
  /// Writing failed for another reason, which the operating system states.
  case cannotWrite(file: String, reason: String)

  /// The file, what happened, and what to do.
  package var description: String { "\(file): \(message)" }

  /// What happened and what to do, without the file's name.
  package var message: String {
    switch self {
    case .missing: "there is no such file."
    case .isDirectory: "is a folder; name a file in it."
    case .noPermission: "may not be read; check its permissions."
    case .cannotOpen(_, let reason): "cannot be opened: \(reason)."
    case .empty: "is empty; its recorder has written nothing."
    case .compressedTwice(let file, let by, let inner):
      "is compressed twice, with \(inner.rawValue) and then with \(by.rawValue). "
        + "Run: \(by.command) \(name(file)) | dfutrace check -"
    case .notDecoded(let file, let by, let reason):
      "is compressed with \(by.rawValue), and nothing of it can be read (\(reason))."
        + (reason.hasSuffix(DecodedPiece.tooLarge)
          ? " Run: \(by.command) \(name(file)) | dfutrace check -" : "")
    case .foreign(let file, let kind, let outer):
      outer.map { kind.message(name(file), in: $0) } ?? kind.message(name(file))
    case .notACapture(_, let reason):
      "is not a pcap or pcapng file that can be read (\(reason)). "
        + "Record with: tcpdump -i usbmonN -w FILE"
    case .unsupportedLinkType(_, let number):
      "has link type \(number) (\(LinkType(rawValue: number).name)), which is not read. "
        + LinkType(rawValue: number).wayOut
    case .otherText: "is text, which the named dialect is not."
    case .mayNotWrite: "may not be written; check its folder's permissions."
    case .cannotWrite(_, let reason): "cannot be written: \(reason)."
    }
  }

  /// The file, as it was named.
  private var file: String {
    switch self {
    case .missing(let file), .isDirectory(let file), .noPermission(let file),
      .cannotOpen(let file, _), .empty(let file),
      .compressedTwice(let file, _, _),
      .notDecoded(let file, _, _), .foreign(let file, _, _),
      .notACapture(let file, _), .unsupportedLinkType(let file, _),
      .otherText(let file), .mayNotWrite(let file),
      .cannotWrite(let file, _):
      file
    }
  }

  /// The file's name in a suggested command.
  private func name(_ file: String) -> String { ShellWord.of(file: file) }
}
