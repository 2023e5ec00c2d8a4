import DFU
import Evidence
import SpecTable
import USB

// What is handed from one step of the judging to the next, or kept for the next observation.

/// One exchange or event to be judged, and what was known before it.
struct Scene {
  /// The number of the request or event in `TriggerIndex`.
  var trigger: Int
  /// Nil for an event.
  @Rare var transfer: ControlTransfer? = nil
  var at: Moment
  var facts: FactBits
  var belief: Belief
}

/// A device that is being enumerated.
struct Arrival {
  /// The bus reset that began it, with what was known before it; nil when there was none.
  var reset: Scene?
  /// The events that may have brought it here, each with what was known before it. Empty when that
  /// is not known, or when what they led to was told already.
  var ways: [(event: BusEvent, scene: Scene)] = []
}

/// A request after which the device is to leave the bus and to come back elsewhere.
struct Boot {
  var scene: Scene
  var judgement: DeviceJudge.Judgement
  var leadsTo: StateSet
}

/// What a device shows first after an arrival.
enum ArrivalSign {
  case descriptors(Mode)
  case state(State)

  var name: String {
    switch self {
    case .descriptors(let mode): "the \(mode.name) descriptor set"
    case .state(let state): state.name
    }
  }
}

/// The last move that a timer made, kept because the next one is mostly the same.
struct Move {
  var trigger: Int
  var facts: FactBits
  var from: Belief
  var to: Belief
}

/// What a device may be after the last reply that no row allowed, kept because a fault is often
/// made again.
struct Relearnt {
  var cause: Cause
  var belief: Belief

  /// All that it depends on.
  struct Cause: Equatable {
    var seen: ReplySeen
    var trigger: Int
    var facts: FactBits
    var belief: Belief
    var anything: Belief

    func relearn(by device: DeviceJudge) -> Belief {
      device.relearn(seen, to: trigger, from: belief, anything, facts: facts)
    }
  }
}

/// Descriptors after an arrival of which only one byte tells the mode. They settle where a reset or
/// a departure led when a state of that mode is shown, or nothing tells otherwise.
struct DoubtfulMode {
  var mode: Mode
  var at: Moment
  /// Whether no way that the table allows leads to this mode.
  var isUnexplained: Bool
}

/// The path by which findings name a row, or one of its outcomes.
struct RowPath {
  /// The row and the outcome, as indices into the table; nil for the row itself.
  var row: Int
  var outcome: Int?
  var path: String
}

/// What a device may be under some facts of its descriptors, kept because they seldom change.
struct Anything {
  /// The revision of the history that it was made from.
  var revision: Int
  var facts: FactBits
  var belief: Belief
  /// The same with the states of the mode that the device is in, where that is known.
  var ofItsMode: Belief
}

/// An answer that may have been an ACK or a STALL, when only one of them is allowed. The next
/// answer that shows the state may tell which it was.
struct UncertainAnswer {
  /// The finding if it was the one that is not allowed.
  var breach: Finding
  /// What the device may be if it was the allowed one, and if it was the other.
  var kept: Belief
  var broken: Belief
}

/// The facts that change only with the history's revision, as they are at one revision. Each is
/// worked out when it is asked for first.
struct SlowFacts {
  private var revision = 0
  /// The facts that were asked for at this revision, one bit a fact.
  private var asked: UInt64 = 0
  private var bits = FactBits()

  /// The facts of `mask` after `history`.
  ///
  /// The history does not change. It is `inout` so that its address is handed over: a value of this
  /// size would be copied for every timer.
  @inline(__always)
  mutating func facts(_ mask: UInt64, after history: inout History) -> FactBits {
    if revision != history.revision { self = SlowFacts(revision: history.revision) }
    let missing = mask & ~asked
    if missing != 0 {
      let (known, value) = history.facts(missing, for: nil)
      asked |= missing
      bits.known |= known
      bits.value |= value
    }
    return bits.only(mask)
  }
}

/// An optional that is mostly nil, kept out of line. A large value in line would be copied each
/// time that somebody asks whether it is there.
@propertyWrapper
struct Rare<Value> {
  fileprivate indirect enum Place {
    case nothing
    case kept(Value)
  }

  private var place = Place.nothing

  init(wrappedValue: Value?) { self.wrappedValue = wrappedValue }

  var wrappedValue: Value? {
    get {
      switch place {
      case .nothing: nil
      case .kept(let value): value
      }
    }
    set { place = newValue.map { .kept($0) } ?? .nothing }
  }

  /// Whether it is there.
  var projectedValue: Bool {
    switch place {
    case .nothing: false
    case .kept: true
    }
  }
}

extension Rare: Sendable where Value: Sendable {}

extension Rare.Place: Sendable where Value: Sendable {}
