import Crypto
import DFU
import Files
import USB

/// An image that was put together, and what is to be said of it.
struct FirmwareImage {
  /// What the traffic tells of it.
  let told: DFU.ImageTransfer
  /// The device and the interface that it went to, or came from.
  let target: ImageTarget
  let commands: DfuSeCommands
  let layout: ImageLayout
  /// Why it is not complete, and what else is worth knowing.
  private(set) var notes: ImageNotes
  /// Where its bytes are; nil when they are not kept.
  private let spool: Spool?
  /// The SHA-256 of each element; what is missing counts as filler.
  private(set) var digests: [String] = []
  /// The suffix at its end, and whether its CRC is right. `isRight` is nil where bytes are missing.
  private(set) var suffix: (suffix: FileSuffix, isRight: Bool?)?
  /// The prefix at its beginning.
  private(set) var prefix: VendorPrefix?
  /// The CRC of all its bytes.
  private(set) var crc = SuffixCRC()

  /// What stands for bytes that the capture does not hold: erased flash.
  static let filler: UInt8 = 0xFF

  /// Puts an image together. Throws when its bytes cannot be read back.
  init(_ kept: KeptImage) throws(SystemError) {
    told = kept.told
    target = kept.target
    commands = kept.commands
    layout = try ImageLayout(kept)
    notes = layout.notes
    spool = kept.spool
    if kept.isTooLarge {
      notes.fault("it has more than 256 MiB or 1048576 blocks: it is not put together")
    }
    noteEnding()
    try look()
  }

  /// Whether all of its bytes are there, and it is known that they are all.
  var isComplete: Bool { notes.faults.isEmpty }

  /// The bytes of all elements.
  var length: Int { layout.length }

  // MARK: - Its end

  private mutating func noteEnding() {
    if told.hasGap { noteGap() }
    switch told.ending {
    case .completed: break
    case .aborted where target.isDfuSe: break
    case .refused where told.isWhole:
      notes.remark("the device had the whole image, and then refused it", at: told.ended.frame)
    case .aborted, .refused, .givenUp, .reset, .left, .neverEnded, .leftByDevice, .unseen,
      .recordingEnded:
      notes.fault(told.ending.fault(told.direction), at: told.ended.frame)
    }
  }

  /// Blocks with numbers show by themselves that none is missing; addresses do not.
  private mutating func noteGap() {
    if target.isDfuSe {
      notes.fault("records are missing in it, so addresses and blocks may be missing")
    } else {
      notes.remark("records are missing in it; the numbers of its blocks show which blocks")
    }
  }

  // MARK: - Its bytes

  /// Passes the bytes of an element to `body`, in pieces, with the piece of the layout.
  func read(
    _ element: ImageLayout.Element,
    _ body: ([UInt8], ImageLayout.Piece) throws(SystemError) -> Void
  ) throws(SystemError) {
    for piece in element.pieces {
      if let place = piece.place {
        try spool?.read(place) { bytes throws(SystemError) in try body(bytes, piece) }
      } else {
        try Self.fill(piece.length) { bytes throws(SystemError) in try body(bytes, piece) }
      }
    }
  }

  private static func fill(
    _ count: Int, _ body: ([UInt8]) throws(SystemError) -> Void
  ) throws(SystemError) {
    let pieceSize = 1 << 20
    for start in stride(from: 0, to: count, by: pieceSize) {
      try body([UInt8](repeating: filler, count: min(pieceSize, count - start)))
    }
  }

  /// Takes the digests, and looks for a prefix and a suffix.
  private mutating func look() throws(SystemError) {
    guard spool != nil else { return }
    var head: [UInt8] = []
    var end: [UInt8] = []
    for element in layout.elements {
      var hash = SHA256()
      var crc = crc
      try read(element) { bytes, _ in
        hash.update(data: bytes)
        crc.take(bytes)
        if head.count < VendorPrefix.headSize { head += bytes.prefix(VendorPrefix.headSize) }
        end = Array((end + bytes.suffix(FileSuffix.size)).suffix(FileSuffix.size))
      }
      self.crc = crc
      digests.append(Hex.pairs(hash.finalize()))
    }
    if let found = FileSuffix(end: end), Int(found.length) <= length {
      suffix = (found, layout.missing == 0 ? crc.value == 0 : nil)
    }
    let payload = length - (suffix.map { Int($0.suffix.length) } ?? 0)
    prefix = VendorPrefix(head: Array(head.prefix(VendorPrefix.headSize)), length: payload)
  }
}

extension DFU.ImageTransfer.Ending {
  /// Why an image that ended so is not complete.
  fileprivate func fault(_ direction: DFU.ImageTransfer.Direction) -> String {
    switch self {
    case .completed: "it was completed"
    case .aborted:
      direction == .download
        ? "the host ended it with DFU_ABORT, without the zero-length DFU_DNLOAD"
        : "the host ended it with DFU_ABORT before the device's last, short block"
    case .refused: "the device refused it"
    case .givenUp: "the host gave up waiting for an answer"
    case .reset: "a bus reset cut it off"
    case .left: "the device left the bus before its end"
    case .neverEnded: "the host never ended it, and went on with something else"
    case .leftByDevice: "the device left it before the host ended it"
    case .unseen: "its end is not in the capture"
    case .recordingEnded: "the recording ends before it does"
    }
  }
}
