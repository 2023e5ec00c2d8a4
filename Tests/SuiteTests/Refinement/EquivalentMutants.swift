import SpecTable

/// Changes of the table that nothing tells from the table as it was, and why.
struct EquivalentMutants: Sendable {
  var because: String
  /// How many there are, exactly.
  var count: Int
  /// Whether a mutant that was not killed is one; the row as it was, and whether the two say the
  /// same of everything that can come.
  var takes: @Sendable (Mutant, Row, _ saySame: Bool) -> Bool

  static let all = [
    EquivalentMutants(
      because: "other outcomes of the row allow the same: the change is covered by them",
      count: 388
    ) { mutant, _, saySame in saySame && mutant.change != .status },
    EquivalentMutants(
      because: "the rule leaves the same codes: outside dfuERROR bStatus is OK before, so that "
        + "\"unchanged\" is OK; or another outcome allows the code",
      count: 451
    ) { mutant, _, saySame in saySame && mutant.change == .status },
    EquivalentMutants(
      because: "the outcome is a violation, and the step is one without it too; that devices are "
        + "known that answer otherwise, or have another code, is said by no source",
      count: 283
    ) { mutant, row, _ in
      let isWider = [Mutant.Change.status, .reply(.anyAnswer), .reply(.anything)].contains(
        mutant.change)
      return isWider && mutant.outcome.map { row.then[$0].verdict == .violation } ?? false
    },
    EquivalentMutants(
      because: "the outcome is a violation that stands in the row because rows share their "
        + "outcomes: no device that does it is known to come by the state",
      count: 118
    ) { mutant, row, _ in
      mutant.outcome.map { unwitnessed.contains("\(row.id)#\($0)") } ?? false
    },
  ]

  /// lib_xua, which does so, has no dfuMANIFEST, stays in no other of these states for long
  /// enough to be asked, or reboots.
  private static let unwitnessed: Set = [
    "appDETACH.ABORT#2", "dfuDNBUSY.UNKNOWN_CLASS_REQUEST#3", "dfuMANIFEST.DNLOAD#2",
    "dfuMANIFEST.UPLOAD#3", "dfuMANIFEST.UNKNOWN_CLASS_REQUEST#2",
    "dfuMANIFEST.UNKNOWN_CLASS_REQUEST#3",
  ]
}
