import DFU
import SpecTable
import USB

// What the checker keeps of the exchange before it. `Transition.swift` and `OpenOutcomes.swift` ask
// what the next answer tells of it.

/// The last exchange, as far as the next answer may tell of it.
struct LastExchange {
  /// The row that speaks of it, and the outcome that explains its answer (indices into the table).
  /// Nil where the state before it was not certain, or where no row explains it.
  var row: Int?
  var outcome: Int?
  var setup: SetupPacket
  var frame: Int
  /// Whether its answer was a violation and showed no state. No text says where a device is after
  /// that.
  var wasViolation = false
}

/// The outcomes that explain the last answer or event.
struct OpenOutcomes {
  /// An outcome with a verdict.
  struct Noted {
    /// Its row and place in the rules that `scene` was judged by.
    var judgement: DeviceJudge.Judgement
    var verdict: Verdict
    /// What is told if it was this one; nil until that is asked.
    var finding: Finding?
    /// What the device may be after it.
    var next: Belief
  }

  /// The answer or event.
  let scene: Scene
  /// What the device may be after the outcomes that pass.
  var plain = Belief()
  var noted: [Noted] = []

  /// Takes every belief through an event.
  mutating func move(_ change: (Belief) -> Belief) {
    plain = change(plain)
    for index in noted.indices { noted[index].next = change(noted[index].next) }
  }
}
