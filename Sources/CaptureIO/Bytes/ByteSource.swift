import Glibc

/// The content of a capture file, a pipe or standard input, from beginning to end.
///
/// The file is opened once and read once. Compressed content (gzip, zstd, xz, bzip2, lz4) is
/// recognised by its first bytes and decoded on the way, with at most 32 MiB of memory. `beginning`
/// shows what kind of content it is and takes nothing away.
@safe
package final class ByteSource {
  /// The file as it was named.
  package let path: String
  /// The beginning of the content, at most 4 KiB.
  package private(set) var beginning: [UInt8] = []
  /// How the file is compressed; nil when it is not.
  package let compression: Compression?
  /// Reads what is behind the beginning on another thread; nil where this one does.
  let ahead: ReadAhead?
  private let raw: RawInput
  private let decompression: Decompression?
  /// The bytes that are handed out before the rest of the file.
  private var waiting: ArraySlice<UInt8> = []

  private static let beginningLimit = 4096

  /// Opens a file, or standard input for `-`. `listener` receives every piece of the file as it
  /// is stored, in order. `readsAhead`: whether another thread may read it; then no one listens.
  package init(
    path: String, readsAhead: Bool = false, listener: (([UInt8]) -> Void)? = nil
  ) throws(CaptureError) {
    let raw = try RawInput(path, listener)
    let head = unsafe Self.beginning { unsafe raw.read(into: $0) }
    if head.isEmpty {
      throw raw.failure.map { CaptureError(opening: path, $0) } ?? .empty(file: path)
    }
    self.path = path
    self.raw = raw
    compression = Compression(head)
    decompression = compression.map { Decompression(raw, head, $0) }
    beginning = head
    if let decompression {
      beginning = unsafe Self.beginning { unsafe decompression.read(into: $0) }
    }
    ahead = readsAhead && compression == nil ? ReadAhead(raw.descriptor) : nil
    if let compression { try refuse(compression) }
    waiting = beginning[...]
  }

  deinit { ahead?.stop() }

  private static func beginning(_ read: (UnsafeMutableRawBufferPointer) -> Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: beginningLimit)
    var count = 0
    unsafe bytes.withUnsafeMutableBytes { bytes in
      while count < bytes.count {
        let got = unsafe read(UnsafeMutableRawBufferPointer(rebasing: bytes[count...]))
        if got == 0 { break }
        count += got
      }
    }
    bytes.removeLast(bytes.count - count)
    return bytes
  }

  /// Refuses compressed content that holds nothing, or something compressed again.
  private func refuse(_ outer: Compression) throws(CaptureError) {
    if let inner = Compression(beginning) {
      throw .compressedTwice(file: path, by: outer, then: inner)
    }
    guard beginning.isEmpty else { return }
    if let damage { throw .notDecoded(file: path, by: outer, reason: damage) }
    throw .empty(file: path)
  }

  /// Why the content ends too early; nil when it does not. Known at the end.
  package var damage: String? {
    if let code = raw.failure ?? ahead?.failure {
      return unsafe "reading failed: \(String(cString: strerror(code)))"
    }
    return decompression?.damage
  }

  /// Whether the damage may lie in content that was handed out already.
  package var isDoubtful: Bool { decompression?.isDoubtful ?? false }

  /// How many bytes of the file, as it is stored, were read.
  package var bytesRead: Int { raw.count }

  /// Whether the next bytes come from `ahead`.
  var isAhead: Bool { ahead != nil && waiting.isEmpty }

  /// Reads the next bytes of the content, which are not ahead; gives their number, 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    if !waiting.isEmpty {
      let next = waiting.prefix(buffer.count)
      unsafe buffer.copyBytes(from: next)
      waiting = waiting.dropFirst(next.count)
      return next.count
    }
    return unsafe decompression?.read(into: buffer) ?? raw.read(into: buffer)
  }

  /// Reads what is left of the file, so that the listener sees all of it.
  package func readRest() { raw.readRest() }
}

extension ByteSource {
  /// Whether the content is one that `CaptureFile` reads; else it may be text.
  package var holdsRecords: Bool { Signature.isRecords(beginning) }

  /// Whether the content is pcapng.
  var holdsBlocks: Bool { beginning.starts(with: [0x0A, 0x0D, 0x0D, 0x0A]) }

  /// The error for content that is neither records nor text that anything reads.
  package var refusal: CaptureError {
    Signature.refusal(
      path, beginning, in: compression, reason: damage ?? "unknown file format")
  }
}
