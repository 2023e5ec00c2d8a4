/// Counters per device address, in a hash table with open addressing.
///
/// A real host has at most 127 devices on a bus. A damaged capture may name every bus number, so
/// the number of entries is limited.
struct AddressTallies: Sendable {
  /// The records of one address. Their final bin is not known yet.
  struct Tally: Sendable {
    var device: DeviceAddress
    /// Records of endpoints other than 0.
    var nonControl = 0
    /// Records of endpoint 0.
    var control = 0
  }

  /// The most addresses with an entry.
  static let limit = 8_192

  var entries: [Tally] = []
  private var index = [Int32](repeating: none, count: 64)
  private static let none: Int32 = -1

  /// The index of the entry of this address, new if needed; nil when the table is full.
  mutating func entry(of device: DeviceAddress) -> Int? {
    let position = position(of: device)
    if index[position] != Self.none { return Int(index[position]) }
    guard entries.count < Self.limit else { return nil }
    index[position] = Int32(entries.count)
    entries.append(Tally(device: device))
    if entries.count * 2 > index.count { grow() }
    return entries.count - 1
  }

  private func position(of device: DeviceAddress) -> Int {
    let mask = index.count - 1
    var position = (Int(device.bus) &* 131 &+ Int(device.address)) & mask
    while index[position] != Self.none, entries[Int(index[position])].device != device {
      position = (position + 1) & mask
    }
    return position
  }

  private mutating func grow() {
    index = [Int32](repeating: Self.none, count: index.count * 2)
    for (number, entry) in entries.enumerated() {
      index[position(of: entry.device)] = Int32(number)
    }
  }
}
