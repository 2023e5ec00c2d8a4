import Crypto
import USB

/// The bytes that stand in the place of an image's bytes.
///
/// Each byte is changed by a one-to-one function of its own, which the key and the place in the
/// image choose. So equal bytes at one place give equal bytes, and different ones different ones:
/// what an upload shows of a download can still be compared. Without the key nothing can be told
/// from a byte alone. The key comes from the whole content, which only the original has.
struct Filler {
  /// What is filled: images, or serial numbers.
  enum Kind: UInt32 { case image, serial }

  /// The functions of `pageLength` places, two bytes each.
  private struct Page {
    var kind: Kind
    var number: Int
    var bytes: [UInt8]
  }

  private let key: SymmetricKey
  /// The page that was used last; at first none.
  private var page = Page(kind: .image, number: -1, bytes: [])
  /// The places in images that downloads have reached so far; nil before the first.
  private var sent: Range<Int>?

  private static let pageLength = 4096

  /// Makes a filler with the key of a plan.
  init(_ key: SymmetricKey) { self.key = key }

  /// Fills `range` with what stands for its bytes, which a download sends to `place` of the image.
  mutating func fill(
    sent bytes: inout MutableSpan<UInt8>, _ range: Range<Int>, at place: Int
  ) {
    let end = place + range.count
    sent = sent.map { min($0.lowerBound, place)..<max($0.upperBound, end) } ?? place..<end
    fill(&bytes, range, at: place)
  }

  /// Fills `range` with what stands for its bytes, which an upload reads from `place` of the image.
  ///
  /// Empty memory behind what was sent stays empty: what a model of the device predicts there is
  /// not of the image.
  mutating func fill(
    read bytes: inout MutableSpan<UInt8>, _ range: Range<Int>, at place: Int
  ) {
    var filled = range
    if let sent, let last = range.last, bytes[last] == 0 || bytes[last] == 0xFF {
      let isBefore = place + range.count <= sent.lowerBound
      let end = isBefore ? range.lowerBound : range.lowerBound + sent.upperBound - place
      let run = range.reversed().prefix { $0 >= end && bytes[$0] == bytes[last] }
      filled = range.dropLast(run.count)
    }
    fill(&bytes, filled, at: place)
  }

  /// Fills `range` with what stands for its bytes. `place`: that of the first byte in the image.
  private mutating func fill(
    _ bytes: inout MutableSpan<UInt8>, _ range: Range<Int>, at place: Int
  ) {
    var (offset, place) = (range.lowerBound, max(0, place))
    while offset < range.upperBound {
      turn(to: .image, place / Self.pageLength)
      let start = place % Self.pageLength
      let count = min(range.upperBound - offset, Self.pageLength - start)
      let functions = page.bytes.span.extracting(2 * start..<2 * (start + count))
      for index in 0..<count {
        let factor = functions[2 * index] | 1
        bytes[offset + index] = bytes[offset + index] &* factor &+ functions[2 * index + 1]
      }
      (offset, place) = (offset + count, place + count)
    }
  }

  /// The digit that stands for a character of a serial number.
  mutating func digit(for character: UInt16, at place: Int) -> UInt8 {
    turn(to: .serial, place / Self.pageLength)
    let at = 2 * (place % Self.pageLength)
    let (factor, addend) = (page.bytes[at] | 1, page.bytes[at + 1])
    let low = UInt8(truncatingIfNeeded: character) &* factor &+ addend
    let mixed = (low >> 4 ^ low ^ UInt8(truncatingIfNeeded: character >> 8)) & 0x0F
    return Array("0123456789ABCDEF".utf8)[Int(mixed)]
  }

  /// Makes a page the present one.
  private mutating func turn(to kind: Kind, _ number: Int) {
    guard page.number != number || page.kind != kind else { return }
    page = Page(kind: kind, number: number, bytes: stream(kind, number))
  }

  /// A page of the key's stream: ChaCha20 (RFC 8439) of zeros, with the page as nonce.
  private func stream(_ kind: Kind, _ number: Int) -> [UInt8] {
    var nonce: [UInt8] = []
    for shift in stride(from: 0, to: 32, by: 8) {
      nonce.append(UInt8(truncatingIfNeeded: kind.rawValue >> shift))
    }
    for shift in stride(from: 0, to: 64, by: 8) {
      nonce.append(UInt8(truncatingIfNeeded: UInt64(number) >> shift))
    }
    let zeros = [UInt8](repeating: 0, count: 2 * Self.pageLength)
    // Neither can fail: a nonce has 12 bytes, and a page is far below the limit of the cipher.
    guard let nonce = try? ChaChaPoly.Nonce(data: nonce),
      let sealed = try? ChaChaPoly.seal(zeros, using: key, nonce: nonce)
    else { return zeros }
    return Array(sealed.ciphertext)
  }
}
