/// The clock of usbmon's text, which starts again after 4096 s.
///
/// The kernel prints the microseconds of the low twelve bits of the seconds (`mon_get_timestamp` in
/// drivers/usb/mon/mon_text.c). Old kernels wrap at 32 bits instead.
struct UsbmonTextClock {
  /// The length of a round, in microseconds.
  private var period: Int64 = 4_096_000_000
  /// The microseconds of all rounds before this one.
  private var base: Int64 = 0
  /// The last time of this round, in microseconds.
  private var last: Int64 = 0

  /// The most microseconds of all rounds: 16 years.
  private static let limit: Int64 = 500_000_000_000_000
  /// How far the times of two processors may be apart, in microseconds.
  private static let disorder: Int64 = 1_000_000

  /// The microseconds since the beginning of the first round. It takes a step back of half a round
  /// or more as the beginning of a new one. A time that is a little older is of the round before.
  mutating func unwrapped(_ microseconds: Int64) -> Int64 {
    let stamp = min(max(microseconds, 0), Self.limit)
    if stamp >= period { period = 1 << 32 }
    if base >= period, last < Self.disorder, stamp >= period - Self.disorder {
      return base - period + stamp
    }
    if stamp < last - period / 2, base < Self.limit { base += period }
    last = stamp
    return base + stamp
  }
}
