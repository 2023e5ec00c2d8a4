/// Submissions that wait for their completion, in order, and found by id: a fixed number of
/// slots, used again, behind an open-addressing index.
struct PendingTable: Sendable {
  /// By what a completion finds its submission: bus and id, or, where the id is 0, bus and
  /// address.
  struct Key: Hashable {
    var id: UInt64
    var bus: UInt16
    var address: UInt8

    /// The key of a submission or completion.
    static func of(_ event: URBEvent) -> Key {
      Key(
        id: event.id, bus: event.device.bus, address: event.id == 0 ? event.device.address : 0)
    }

    /// Kernel addresses differ in their middle bits; the multiplication brings them to the top.
    fileprivate var home: Int {
      let mixed = id ^ UInt64(bus) << 48 ^ UInt64(address) << 40
      return Int((mixed &* 0x9E37_79B9_7F4A_7C15) >> 55)
    }
  }

  /// A submission, and its neighbours in order of submission.
  struct Slot {
    fileprivate(set) var key = Key(id: 0, bus: 0, address: 0)
    var transfer = Slot.vacant
    /// The submission's data length.
    fileprivate(set) var submittedLength = 0
    /// Completed already, but kept until what was submitted before has ended too.
    fileprivate(set) var isHeld = false
    fileprivate var previous = none
    fileprivate var next = none

    fileprivate static let vacant = ControlTransfer(
      device: DeviceAddress(bus: 0, address: 0),
      setup: SetupPacket(requestType: RequestType(rawValue: 0), request: 0), outcome: .unknown,
      submitted: Moment(frame: 0, nanoseconds: 0))
  }

  /// More request blocks than this are not under way at once on real control endpoints.
  static let capacity = 256
  private static let indexMask = 511
  private static let none = -1

  private var slots = [Slot](repeating: Slot(), count: capacity)
  private var free = Array((0..<capacity).reversed())
  private var index = [Int](repeating: none, count: indexMask + 1)
  private var first = none
  private var last = none

  /// Whether nothing more can be put in.
  var isFull: Bool { free.isEmpty }

  /// The slot of the oldest submission; nil when there is none.
  var oldest: Int? { first == Self.none ? nil : first }

  /// The slot after this one in order of submission; nil at the end.
  func slot(after slot: Int) -> Int? {
    slots[slot].next == Self.none ? nil : slots[slot].next
  }

  /// The slot of a submission that is not held; nil when there is none.
  func find(_ key: Key) -> Int? {
    var position = key.home
    while index[position] != Self.none {
      if slots[index[position]].key == key { return index[position] }
      position = (position + 1) & Self.indexMask
    }
    return nil
  }

  subscript(slot: Int) -> Slot {
    _read { yield slots[slot] }
    _modify { yield &slots[slot] }
  }

  /// Puts a submission behind all others; the table must not be full nor hold the key.
  mutating func append(_ key: Key, _ transfer: consuming ControlTransfer, submittedLength: Int) {
    let slot = free.removeLast()
    slots[slot] = Slot(
      key: key, transfer: transfer, submittedLength: submittedLength, previous: last)
    if last == Self.none { first = slot } else { slots[last].next = slot }
    last = slot
    var position = key.home
    while index[position] != Self.none { position = (position + 1) & Self.indexMask }
    index[position] = slot
  }

  /// Marks a submission as completed but kept; its id is free for the next one.
  mutating func hold(_ slot: Int) {
    unindex(slot)
    slots[slot].isHeld = true
  }

  /// Takes a submission out.
  mutating func remove(_ slot: Int) -> ControlTransfer {
    if !slots[slot].isHeld { unindex(slot) }
    let (previous, next) = (slots[slot].previous, slots[slot].next)
    if previous == Self.none { first = next } else { slots[previous].next = next }
    if next == Self.none { last = previous } else { slots[next].previous = previous }
    free.append(slot)
    var transfer = Slot.vacant
    swap(&transfer, &slots[slot].transfer)
    return transfer
  }

  /// Takes a slot out of the index and moves up the entries that had been pushed past it.
  private mutating func unindex(_ slot: Int) {
    var hole = slots[slot].key.home
    while index[hole] != slot { hole = (hole + 1) & Self.indexMask }
    var position = (hole + 1) & Self.indexMask
    while index[position] != Self.none {
      let home = slots[index[position]].key.home
      if (position - home) & Self.indexMask >= (position - hole) & Self.indexMask {
        index[hole] = index[position]
        hole = position
      }
      position = (position + 1) & Self.indexMask
    }
    index[hole] = Self.none
  }
}
