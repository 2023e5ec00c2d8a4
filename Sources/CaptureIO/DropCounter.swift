import Glibc

/// Reads how many records a pcapng file's recorder says it lost.
///
/// The number is in the interface statistics blocks at the end of the file, which libpcap does not
/// hand out (draft-ietf-opsawg-pcapng, Interface Statistics Block).
enum DropCounter {
  /// The most blocks that are read, from the end of the file backwards.
  private static let limit = 64
  /// The longest statistics block that is read, in bytes.
  private static let longest = 1 << 16

  /// The number of lost records; nil if the file does not say it, or is not a regular file.
  static func read(_ path: String) -> Int? {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var facts = stat()
    guard unsafe fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
      return nil
    }
    return read(length: Int(facts.st_size)) { offset, count in
      var bytes = [UInt8](repeating: 0, count: count)
      let got = unsafe pread(descriptor, &bytes, count, off_t(offset))
      return got == count ? bytes : nil
    }
  }

  /// The number of lost records in a file of `length` bytes. `part` reads bytes at an offset.
  private static func read(length: Int, _ part: (Int, Int) -> [UInt8]?) -> Int? {
    guard let head = part(0, 12), head.starts(with: [0x0A, 0x0D, 0x0D, 0x0A]) else { return nil }
    let isBigEndian = head[8] == 0x1A
    func number(_ bytes: some Collection<UInt8>) -> UInt64 {
      let ordered = isBigEndian ? Array(bytes) : bytes.reversed()
      return ordered.reduce(0) { $0 << 8 | UInt64($1) }
    }
    var end = length
    var lost: [UInt64: UInt64] = [:]
    for _ in 0..<limit {
      guard end >= 24, let trailer = part(end - 4, 4) else { break }
      let size = Int(number(trailer))
      guard (24...longest).contains(size), size <= end, let block = part(end - size, size),
        number(block[..<4]) == 5, number(block[4..<8]) == UInt64(size)
      else { break }
      // The last block of an interface counts all losses of that interface.
      let interface = number(block[8..<12])
      if lost[interface] == nil { lost[interface] = dropped(block[20..<size - 4], number) }
      end -= size
    }
    return lost.isEmpty ? nil : Int(clamping: lost.values.reduce(0) { $0 &+ $1 })
  }

  /// The sum of isb_ifdrop and isb_osdrop among a block's options; nil if both are absent.
  private static func dropped(
    _ options: ArraySlice<UInt8>, _ number: (ArraySlice<UInt8>) -> UInt64
  ) -> UInt64? {
    var rest = options
    var sum: UInt64?
    while rest.count >= 4 {
      let code = number(rest.prefix(2))
      let length = Int(number(rest.dropFirst(2).prefix(2)))
      rest = rest.dropFirst(4)
      guard code != 0, length <= rest.count else { break }
      if code == 5 || code == 7, length == 8 { sum = (sum ?? 0) &+ number(rest.prefix(8)) }
      rest = rest.dropFirst((length + 3) / 4 * 4)
    }
    return sum
  }
}
