/// The clock of an interface: what its time stamps count
/// (draft-ietf-opsawg-pcapng, 4.2: if_tsresol, if_tsoffset).
struct BlockClock {
  /// if_tsresol: this negative power of ten, or of two where the highest bit is set.
  private let resolution: UInt8
  /// if_tsoffset, in nanoseconds.
  private let offset: Int64
  /// The nanoseconds of a step; 0 where they are no whole number or an offset is added.
  private let step: UInt64

  /// The furthest time from the epoch that a record gets, in nanoseconds.
  private static let limit: Int64 = 4_500_000_000_000_000_000

  /// A clock with microseconds is the one of an interface that states nothing. `offset` in seconds.
  init(resolution: UInt8 = 6, offset: Int64 = 0) {
    self.resolution = resolution
    let (product, isTooLarge) = offset.multipliedReportingOverflow(by: 1_000_000_000)
    self.offset = isTooLarge ? (offset < 0 ? -Self.limit : Self.limit) : product
    step = resolution <= 9 && offset == 0 ? Self.powersOfTen[9 - Int(resolution)] : 0
  }

  private static let powersOfTen = (0...19).map { exponent in
    (0..<exponent).reduce(UInt64(1)) { power, _ in power * 10 }
  }

  /// The time of a record, in nanoseconds since the epoch.
  @inline(__always)
  func nanoseconds(_ ticks: UInt64) -> Int64 {
    let (time, isTooLarge) = ticks.multipliedReportingOverflow(by: step)
    if step != 0, !isTooLarge, time <= UInt64(Self.limit) { return Int64(time) }
    return calculated(ticks)
  }

  @inline(never)
  private func calculated(_ ticks: UInt64) -> Int64 {
    let exponent = Int(resolution & 0x7F)
    let sinceOffset: Int128 =
      if resolution & 0x80 != 0 {
        (Int128(ticks) * 1_000_000_000) >> exponent
      } else if exponent <= 9 {
        Int128(ticks) * Int128(Self.powersOfTen[9 - exponent])
      } else {
        exponent <= 28 ? Int128(ticks / Self.powersOfTen[exponent - 9]) : 0
      }
    let time = sinceOffset + Int128(offset)
    return Int64(min(max(time, Int128(-Self.limit)), Int128(Self.limit)))
  }

  /// The time of a step in nanoseconds, rounded up.
  var unit: Int64 {
    let exponent = Int(resolution & 0x7F)
    let second: Int64 = 1_000_000_000
    if resolution & 0x80 != 0 {
      return exponent < 30 ? (second + (1 << exponent) - 1) >> exponent : 1
    }
    return exponent < 9 ? Int64(Self.powersOfTen[9 - exponent]) : 1
  }
}
