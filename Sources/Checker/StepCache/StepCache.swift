import DFU
import Evidence
import USB

/// A cache of clean exchanges. The key is all that the verdict depends on.
///
/// A transfer makes the same few exchanges over and over. What stands here for one of them is what
/// judging it again would give. Exchanges that gave a finding or a note are not kept.
struct StepCache {
  /// What the exchange leads to.
  struct Step {
    var next = Belief()
    /// The spans that are open after it, one bit a span.
    var open: UInt64 = 0
    var turn = Clocks.Turn()
    /// The row that speaks of it and the outcome that explains it, by their index in the table.
    var row: Int?
    var outcome: Int?
  }

  /// The rules that a step exercised, by their index in the table.
  struct Rules {
    var row: Int?
    var outcome: Int?
    var obligations: [Int] = []
  }

  /// As many places as the six bits of `home` can name.
  private static let size = 64
  /// A step is kept at its home or at one of the three places after it.
  private static let reach = 4
  private var known = [Known](repeating: Known(), count: StepCache.size)
  /// Nil where no step is kept.
  private var exercised = [Rules?](repeating: nil, count: StepCache.size)

  private struct Known {
    /// At first a key that no request has.
    var key = StepKey()
    var step = Step()
    /// How often it was repeated.
    var hits = 0
  }

  /// Where the step of `key` is kept; nil when it is not known.
  @inline(__always)
  func place(of key: StepKey) -> Int? {
    var place = Self.home(of: key)
    for _ in 0..<Self.reach {
      if known[place].key == key { return place }
      place = (place + 1) % Self.size
    }
    return nil
  }

  /// The step at a place; counts that it was taken.
  mutating func take(_ place: Int) -> Step {
    known[place].hits += 1
    return known[place].step
  }

  /// Keeps a step. Where another step has to go for it, `total` gets what that one exercised.
  mutating func keep(
    _ key: StepKey, _ step: Step, _ rules: Rules, evictedTo total: inout ExercisedRules
  ) {
    let home = Self.home(of: key)
    let places = (0..<Self.reach).lazy.map { (home + $0) % Self.size }
    let place = places.first { exercised[$0] == nil } ?? home
    total.add(exercised[place], known[place].hits)
    known[place] = Known(key: key, step: step)
    exercised[place] = rules
  }

  /// Adds what the steps exercised each time that they were taken.
  func addHits(to total: inout ExercisedRules) {
    for place in known.indices { total.add(exercised[place], known[place].hits) }
  }

  private static func home(of key: StepKey) -> Int {
    let mixed =
      key.facts.request ^ key.facts.past << 5 ^ key.reply.bytes << 9
      ^ UInt64(key.belief.states.rawValue) << 21 ^ key.open << 33
    return Int((mixed &* 0x9E37_79B9_7F4A_7C15) >> 58)
  }
}

extension ExercisedRules {
  fileprivate mutating func add(_ rules: StepCache.Rules?, _ times: Int) {
    guard let rules, times > 0 else { return }
    if let index = rules.row { row(index, outcome: rules.outcome, times) }
    for index in rules.obligations { obligation(index, times) }
  }
}

/// All that the judgement of an acknowledged exchange depends on, apart from times.
struct StepKey {
  /// What the facts read of the request and of the history.
  var facts = FactKey()
  /// What came back.
  var reply = ReplyBytes()
  var belief = Belief()
  /// The open spans, one bit a span.
  var open: UInt64 = 0
}

extension StepKey: Equatable {
  static func == (a: StepKey, b: StepKey) -> Bool {
    // Most keys that are compared are equal, so one test of all differences is quickest.
    let facts = (a.facts.request ^ b.facts.request) | (a.facts.past ^ b.facts.past)
    let reply = (a.reply.bytes ^ b.reply.bytes) | (a.reply.length ^ b.reply.length)
    return facts | reply | (a.open ^ b.open) == 0 && a.belief == b.belief
  }
}

/// What `ReplySeen` and `MarkSet` read of the reply of an acknowledged transfer, in two numbers.
struct ReplyBytes {
  /// Up to six bytes that the device sent, and their number in the highest byte.
  var bytes: UInt64 = 0
  /// How many bytes crossed the bus; all bits set where the capture does not say.
  var length = UInt64.max

  /// No reply.
  init() {}

  /// The reply of a transfer; nil where more than six bytes would have to be kept.
  init?(_ transfer: borrowing ControlTransfer) {
    if let length = transfer.actualLength { self.length = UInt64(bitPattern: Int64(length)) }
    guard transfer.setup.request != ClassRequest.upload.rawValue,
      transfer.setup.requestType.rawValue & 0x80 != 0
    else { return }
    let data = transfer.data.span
    switch data.count {
    case 6: bytes = UInt64(data.littleEndian32(at: 0)) | UInt64(data.littleEndian16(at: 4)) << 32
    case 0..<6: for position in data.indices { bytes = bytes << 8 | UInt64(data[position]) }
    default: return nil
    }
    bytes |= UInt64(data.count) << 56
  }
}
