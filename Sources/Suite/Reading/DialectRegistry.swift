import CaptureIO
import DFU
import USB

/// Which decoder reads the captures of which link type.
///
/// The decoder is chosen once for a capture. Each entry holds the whole loop over the records,
/// compiled for its decoder, so that nothing is looked up for a record.
struct DialectRegistry: Sendable {
  /// Reads an open file to its end.
  typealias Reader =
    @Sendable (
      inout CaptureFile, Set<DeviceAddress>, _ progress: (Int) -> Void, SessionTracker.Emit,
      TransferPass.Exchange
    ) -> CapturePassResult

  /// The decoder of one link type.
  struct Entry: Sendable {
    let linkType: LinkType
    let read: Reader

    /// Reads captures of `linkType` with what `decoder` makes.
    @inline(__always)
    init<Decoder: TransferDecoder>(
      _ linkType: LinkType, _ decoder: @escaping @Sendable () -> Decoder
    ) {
      self.linkType = linkType
      read = { file, forced, progress, observe, exchange in
        RecordPass<Decoder>.read(
          &file, decoder(), forcedAddresses: forced, progress, observe, exchange)
      }
    }
  }

  /// What the program reads: a line a link type.
  static let shipped = DialectRegistry([
    Entry(.usbLinux) { UsbmonDecoder(.short) },
    Entry(.usbLinuxMmapped) { UsbmonDecoder(.long) },
  ])

  private let entries: [Entry]

  /// Reads what these entries name.
  init(_ entries: [Entry]) { self.entries = entries }

  /// The link types that are read.
  var linkTypes: Set<LinkType> { Set(entries.map(\.linkType)) }

  /// What reads captures of a link type; nil when it is not registered.
  func reader(of linkType: LinkType) -> Reader? {
    entries.first { $0.linkType == linkType }?.read
  }
}

extension UsbmonHeader {
  /// The header of what a watched bus shows: `linkType` is one of usbmon's two.
  init(_ linkType: LinkType) { self = linkType == .usbLinux ? .short : .long }
}
