import CaptureIO
import DFU
import USB

/// Selects the decoder for a link type.
///
/// The decoder is selected once for a capture. For speed, each entry holds the whole loop over
/// the records, compiled for its decoder. So there is no look-up for each record.
struct DialectRegistry: Sendable {
  /// Reads an open file to its end. Records of other link types go to the further decoders.
  typealias Reader =
    @Sendable (
      inout CaptureFile, FurtherDecoders, Set<DeviceAddress>, _ tell: (SourceFact) -> Void,
      _ progress: (ReadingPlace) -> Void, SessionTracker.Emit, TransferPass.Exchange
    ) -> CapturePassResult

  /// The decoder of one link type.
  struct Entry: Sendable {
    let linkType: LinkType
    let read: Reader
    let decoder: @Sendable () -> any TransferDecoder

    /// Reads captures of `linkType` with the decoder that `decoder` makes.
    @inline(__always)
    init<Decoder: TransferDecoder>(
      _ linkType: LinkType, _ decoder: @escaping @Sendable () -> Decoder
    ) {
      self.linkType = linkType
      self.decoder = decoder
      read = { file, further, forced, tell, progress, observe, exchange in
        RecordPass<Decoder>.read(
          &file, decoder(), further: further, forcedAddresses: forced, tell, progress, observe,
          exchange)
      }
    }
  }

  /// Reads lines of text to their end. `start` is called once, with the time of the first record.
  typealias TextReader =
    @Sendable (
      inout TextCapture, Set<DeviceAddress>, _ start: (Int64) -> Void, _ tell: (SourceFact) -> Void,
      _ progress: (ReadingPlace) -> Void, SessionTracker.Emit, TransferPass.Exchange
    ) -> CapturePassResult

  /// The decoder of one kind of text.
  struct TextEntry: Sendable {
    /// Whether a file that begins with these bytes, at most 4 KiB, is of this kind.
    fileprivate(set) var recognises: @Sendable ([UInt8]) -> Bool
    let read: TextReader

    /// Reads what the decoder recognises, with the decoder that `decoder` makes.
    @inline(__always)
    init<Decoder: LineDecoder>(_ decoder: @escaping @Sendable () -> Decoder) {
      recognises = { Decoder.recognises($0.span) }
      read = { text, forced, start, tell, progress, observe, exchange in
        RecordPass<Decoder>.read(
          &text, decoder(), forcedAddresses: forced, start, tell, progress, observe, exchange)
      }
    }
  }

  /// What the program reads, one line each: link types, then kinds of text.
  static let shipped = DialectRegistry(
    [
      Entry(.usbLinux) { UsbmonDecoder(.short) },
      Entry(.usbLinuxMmapped) { UsbmonDecoder(.long) },
      Entry(.usbPcap) { USBPcapDecoder() },
      Entry(.usbDarwin) { ControlAssembler(DarwinURBs()) },
      Entry(.usbFreeBSD) { ControlAssembler(FreeBSDURBs()) },
      Entry(.wire) { WireDecoder(.unknown) },
      Entry(.wireLowSpeed) { WireDecoder(.low) },
      Entry(.wireFullSpeed) { WireDecoder(.full) },
      Entry(.wireHighSpeed) { WireDecoder(.high) },
    ],
    text: [
      TextEntry { UsbmonTextDecoder() },
      TextEntry { TotalPhaseDecoder() },
    ])

  private let entries: [Entry]
  private let texts: [TextEntry]

  /// Makes a registry of these link types and kinds of text.
  init(_ entries: [Entry], text: [TextEntry] = []) {
    self.entries = entries
    texts = text
  }

  /// Makes a registry that reads every text as this one kind.
  init(anyText entry: TextEntry) {
    var entry = entry
    entry.recognises = { _ in true }
    self.init([], text: [entry])
  }

  /// The registry of these link types alone.
  func only(_ linkTypes: [LinkType]) -> DialectRegistry {
    DialectRegistry(entries.filter { linkTypes.contains($0.linkType) })
  }

  /// The link types that have an entry.
  var linkTypes: Set<LinkType> { Set(entries.map(\.linkType)) }

  /// Finds the reader for captures of a link type; nil when the link type has no entry.
  func reader(of linkType: LinkType) -> Reader? {
    entries.first { $0.linkType == linkType }?.read
  }

  /// Makes the decoders of all link types that have an entry.
  var furtherDecoders: FurtherDecoders {
    FurtherDecoders { [entries] linkType in
      entries.first { $0.linkType == linkType }?.decoder()
    }
  }

  /// Finds the reader for a file of text by its beginning; nil when no kind fits.
  func reader(ofText beginning: [UInt8]) -> TextReader? {
    texts.first { $0.recognises(beginning) }?.read
  }
}

extension UsbmonHeader {
  /// The header of the records of a watched bus; `linkType`: one of usbmon's two link types.
  init(_ linkType: LinkType) { self = linkType == .usbLinux ? .short : .long }
}
