import DFU
import USB

/// A part of a DFU suffix in the data of one DNLOAD.
struct SuffixPart: Hashable {
  /// Where the part begins in the data of the transfer.
  var start: Int
  /// Which bytes of the suffix's last 16 it has (DFU 1.1, Appendix B).
  var bytes: Range<Int>
}

/// Where the DFU suffixes of a session's downloads are. A host cuts the suffix off and does not
/// send it (DFU 1.1, Appendix B); some hosts do.
struct SuffixSearch {
  /// What was found, by the frame in which a transfer begins.
  struct Found {
    /// The parts of suffixes.
    var parts: [Int: SuffixPart] = [:]
    /// The first transfers of downloads that end with a suffix.
    var starts: Set<Int> = []
    /// The transfers of these downloads that the device has not taken.
    var refused: Set<Int> = []
  }

  private(set) var found = Found()
  private var start: Int?
  private var refused: [Int] = []
  /// The last blocks: where each begins, and its length. Together they have 16 bytes or more.
  private var blocks: [(frame: Int, count: Int)] = []
  /// The last bytes, the newest in the highest place, and how many there are.
  private var tail: UInt128 = 0
  private var tailCount = 0
  private var isWhole = true

  private static let length = 16
  /// The most refused blocks that are remembered of a download.
  private static let refusedLimit = 1 << 16

  /// Takes the next observation of the session.
  mutating func observe(_ event: Observation.Event) {
    switch event {
    case .exchange(let transfer): observe(transfer)
    case .described, .gap: break
    case .configured, .interfaceSet, .reset, .left, .attached, .end: finish()
    }
  }

  /// Takes the next exchange of the session.
  mutating func observe(_ transfer: ControlTransfer) {
    switch ClassRequest(transfer.setup) {
    case .dnload? where transfer.setup.length > 0: block(transfer)
    case .getStatus?, .getState?, nil: break
    case .dnload?, .upload?, .abort?, .clrStatus?, .detach?: finish()
    }
  }

  private mutating func block(_ transfer: ControlTransfer) {
    let frame = transfer.submitted.frame
    if start == nil { start = frame }
    guard transfer.outcome == .acknowledged || transfer.outcome == .acknowledgedOrStalled else {
      if refused.count == Self.refusedLimit { isWhole = false } else { refused.append(frame) }
      return
    }
    if transfer.data.count != Int(transfer.setup.length) { isWhole = false }
    add(transfer.data, frame)
  }

  private mutating func add(_ data: [UInt8], _ frame: Int) {
    for byte in data.suffix(Self.length) { tail = tail >> 8 | UInt128(byte) << 120 }
    tailCount = min(Self.length, tailCount + data.count)
    if data.count >= Self.length { blocks.removeAll(keepingCapacity: true) }
    blocks.append((frame, data.count))
    var later = blocks.reduce(0) { $0 + $1.count } - blocks[0].count
    while later >= Self.length {
      blocks.removeFirst()
      later -= blocks[0].count
    }
  }

  private mutating func finish() {
    if let start, isWhole, tailCount == Self.length, isSuffix {
      found.starts.insert(start)
      found.refused.formUnion(refused)
      var end = Self.length
      for block in blocks.reversed() where end > 0 {
        let count = min(end, block.count)
        found.parts[block.frame] = SuffixPart(
          start: block.count - count, bytes: end - count..<end)
        end -= count
      }
    }
    (start, refused, blocks, isWhole) = (nil, [], [], true)
    (tail, tailCount) = (0, 0)
  }

  /// Whether the last bytes are a suffix: they have its signature, and its length.
  private var isSuffix: Bool {
    func byte(_ place: Int) -> UInt8 { UInt8(truncatingIfNeeded: tail >> (place * 8)) }
    return [byte(8), byte(9), byte(10)] == Array("UFD".utf8) && byte(11) >= Self.length
  }
}
