/// The content of a compressed file, piece by piece: all its members, one after the other.
@safe
final class Decompression {
  private let raw: RawInput
  private let format: Compression
  private let decoder: any Decompressor
  private let buffer: UnsafeMutableRawBufferPointer
  /// The bytes of `buffer` that are not decoded yet.
  private var waiting: Range<Int>
  /// Whether no member is open: at the beginning of the next one, or at the end.
  private var isBetween = false
  /// Whether the decoder may hold bytes for which there was no room.
  private var isFull = false
  private var isAtEnd = false
  /// Why the content ends too early; nil when it does not.
  private(set) var damage: String?
  /// Whether the damage may lie in what was handed out already. Check sums come last.
  private(set) var isDoubtful = false

  private static let bufferSize = 1 << 17

  /// Decodes `beginning` and what follows it in `raw`.
  init(_ raw: RawInput, _ beginning: [UInt8], _ format: Compression) {
    self.raw = raw
    self.format = format
    decoder = format.decompressor()
    unsafe buffer = .allocate(byteCount: Self.bufferSize, alignment: 4096)
    unsafe buffer.copyBytes(from: beginning)
    waiting = 0..<beginning.count
  }

  deinit { unsafe buffer.deallocate() }

  /// Decodes the next bytes; gives their number, 0 at the end.
  func read(into output: UnsafeMutableRawBufferPointer) -> Int {
    while !isAtEnd {
      if isBetween { skipPadding() }
      if waiting.isEmpty, !isFull {
        refill()
      } else {
        let produced = unsafe decode(into: output)
        if produced > 0 { return produced }
      }
    }
    return 0
  }

  private func decode(into output: UnsafeMutableRawBufferPointer) -> Int {
    let piece = unsafe decoder.decode(
      UnsafeRawBufferPointer(rebasing: buffer[waiting]), into: output)
    let isStuck = piece.consumed == 0 && piece.produced == 0 && !isFull
    waiting = waiting.lowerBound + piece.consumed..<waiting.upperBound
    isBetween = piece.state == .ended
    isFull = !isBetween && piece.produced == output.count
    switch piece.state {
    case .failed(let reason): fail(reason)
    case .goesOn where isStuck: fail("the decoder does not go on")
    case .goesOn, .ended: break
    }
    return piece.produced
  }

  private func fail(_ reason: String) {
    damage = "the \(format.rawValue) data cannot be decoded any further: \(reason)"
    isDoubtful = true
    isAtEnd = true
  }

  /// Passes over the zeros that may stand between members and at the end.
  private func skipPadding() {
    let start = waiting.first { unsafe buffer[$0] != 0 } ?? waiting.upperBound
    waiting = start..<waiting.upperBound
  }

  private func refill() {
    let got = unsafe raw.read(into: buffer)
    waiting = 0..<got
    guard got == 0 else { return }
    isAtEnd = true
    if !isBetween { damage = "the \(format.rawValue) data ends in the middle" }
  }
}

extension Compression {
  /// Makes a decoder of this format.
  fileprivate func decompressor() -> any Decompressor {
    switch self {
    case .gzip: GzipDecompressor()
    case .zstd: ZstdDecompressor()
    case .xz: XZDecompressor()
    case .bzip2: Bzip2Decompressor()
    case .lz4: LZ4Decompressor()
    }
  }
}
