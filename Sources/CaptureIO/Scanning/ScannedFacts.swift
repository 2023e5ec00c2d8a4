/// Something that a capture file tells between two records.
package enum FileNote: Hashable, Sendable {
  /// From here on the clock may count in steps of this many nanoseconds.
  case clock(unit: Int64)
  /// The recorder lost this many records here.
  case lost(Int)
}

/// What the blocks of a file tell besides its records.
struct ScannedFacts {
  /// The losses of one interface of a section.
  private struct Losses {
    /// What its last statistics block states; nil without one.
    var stated: UInt64?
    /// The sum of what its packets state.
    var placed: UInt64 = 0

    var total: UInt64 { max(stated ?? 0, placed) }
    var unplaced: UInt64 { total - placed }
  }

  /// A note, and the frame that it stands before.
  private struct Placed {
    var frame: Int
    var note: FileNote
  }

  /// The losses of the present section, by interface.
  private var losses: [UInt32: Losses] = [:]
  /// The losses of the sections before; nil when none states any.
  private var earlier: (total: UInt64, unplaced: UInt64)?
  private var notes: [Placed] = []
  private var taken = 0
  /// The coarsest clock so far, in nanoseconds.
  private var unit: Int64 = 0

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

  // MARK: - Notes

  /// The frame that the next note stands before; `Int.max` when there is none.
  var nextFrame: Int { taken < notes.count ? notes[taken].frame : .max }

  /// Takes the notes that stand before `frame`, or before a frame ahead of it.
  mutating func take(upTo frame: Int) -> [FileNote] {
    let due = notes[taken...].prefix { $0.frame <= frame }
    taken = due.endIndex
    let found = due.map(\.note)
    if taken == notes.count { (notes, taken) = ([], 0) }
    return found
  }

  private mutating func note(_ note: FileNote, before frame: Int) {
    notes.append(Placed(frame: frame, note: note))
  }

  // MARK: - What blocks state

  /// A section begins: its interfaces are others.
  mutating func beginSection() {
    earlier = sums
    losses = [:]
  }

  /// An interface counts time in this unit, in nanoseconds.
  mutating func clock(unit: Int64, beforeFrame frame: Int) {
    guard unit > self.unit else { return }
    self.unit = unit
    note(.clock(unit: unit), before: frame)
  }

  /// A statistics block states the losses of an interface so far.
  mutating func state(_ lost: UInt64, of interface: UInt32) {
    losses[key(interface), default: Losses()].stated = lost
  }

  /// A packet states how many records were lost before it.
  mutating func lose(_ count: UInt64, on interface: UInt32, beforeFrame frame: Int) {
    let key = key(interface)
    losses[key, default: Losses()].placed.addSaturated(count)
    if count > 0 { note(.lost(Int(clamping: count)), before: frame) }
  }

  /// The entry of an interface. All interfaces beyond the limit share one.
  private func key(_ interface: UInt32) -> UInt32 {
    losses[interface] != nil || losses.count < Self.interfaceLimit ? interface : .max
  }
}

extension UInt64 {
  fileprivate mutating func addSaturated(_ other: UInt64) { self = addingSaturated(other) }
}
