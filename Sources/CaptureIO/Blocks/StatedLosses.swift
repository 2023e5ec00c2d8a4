/// What the blocks of a file state about records that the recorder lost.
struct StatedLosses {
  /// The losses of one interface of a section.
  private struct Losses {
    /// What its last statistics block states; nil without one.
    var stated: UInt64?
    /// The sum of what its packets state.
    var placed: UInt64 = 0

    var total: UInt64 { max(stated ?? 0, placed) }
    var unplaced: UInt64 { total - placed }
  }

  /// The losses of the present section, by interface.
  private var losses: [UInt32: Losses] = [:]
  /// The losses of the sections before; nil when none states any.
  private var earlier: (total: UInt64, unplaced: UInt64)?

  /// The most interfaces of a section that are told apart.
  private static let interfaceLimit = 1_024

  /// The number of records that the recorder lost; nil if the file does not say it.
  var lost: Int? { sums.map { Int(clamping: $0.total) } }

  /// How many of them are lost at a place that the file does not tell.
  var lostAnywhere: Int { Int(clamping: sums?.unplaced ?? 0) }

  private var sums: (total: UInt64, unplaced: UInt64)? {
    losses.values.reduce(earlier) { sum, losses in
      (
        (sum?.total ?? 0).addingSaturated(losses.total),
        (sum?.unplaced ?? 0).addingSaturated(losses.unplaced)
      )
    }
  }

  /// A section begins: its interfaces are others.
  mutating func beginSection() {
    earlier = sums
    losses = [:]
  }

  /// A statistics block states the losses of an interface so far.
  mutating func state(_ lost: UInt64, of interface: UInt32) {
    losses[key(interface), default: Losses()].stated = lost
  }

  /// A packet states how many records were lost before it.
  mutating func lose(_ count: UInt64, on interface: UInt32) {
    let key = key(interface)
    let placed = losses[key, default: Losses()].placed
    losses[key, default: Losses()].placed = placed.addingSaturated(count)
  }

  /// The entry of an interface. All interfaces beyond the limit share one.
  private func key(_ interface: UInt32) -> UInt32 {
    losses[interface] != nil || losses.count < Self.interfaceLimit ? interface : .max
  }
}
