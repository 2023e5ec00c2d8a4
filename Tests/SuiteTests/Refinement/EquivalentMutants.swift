import SpecTable

/// Changes of the table that no test can tell from the original table, with the reason.
struct EquivalentMutants: Sendable {
  var because: String
  /// The exact number of such mutants.
  var count: Int
  /// Whether a mutant that was not killed is of this kind. `Row`: the original row. `saySame`: both
  /// rows give the same verdict on every possible reply.
  var takes: @Sendable (Mutant, Row, _ saySame: Bool) -> Bool

  static let all = [
    EquivalentMutants(
      because: "other outcomes of the row allow the same: the change is covered by them",
      count: 496
    ) { mutant, _, saySame in saySame && mutant.change != .status },
    EquivalentMutants(
      because: "the rule leaves the same codes: outside dfuERROR bStatus is OK before, so that "
        + "\"unchanged\" is OK; or another outcome allows the code",
      count: 482
    ) { mutant, _, saySame in saySame && mutant.change == .status },
    EquivalentMutants(
      because: "the outcome is a violation, and the step is one without it too; that devices are "
        + "known that answer otherwise, or have another code, is said by no source",
      count: 321
    ) { mutant, row, _ in
      let isWider = [Mutant.Change.status, .reply(.anyAnswer), .reply(.anything)].contains(
        mutant.change)
      return isWider && mutant.outcome.map { row.then[$0].verdict == .violation } ?? false
    },
    EquivalentMutants(
      because: "the outcome is a violation that stands in the row because rows share their "
        + "outcomes: no device that does it is known to come by the state",
      count: 102
    ) { mutant, row, _ in
      mutant.outcome.map { unwitnessed.contains("\(row.id)#\($0)") } ?? false
    },
  ]

  /// Outcomes that no known device shows in these states. lib_xua answers like this, but it has no
  /// dfuMANIFEST. It stays in the other states too briefly to get a request, or it reboots.
  private static let unwitnessed: Set = [
    "appDETACH.ABORT#2", "dfuDNBUSY.UNKNOWN_CLASS_REQUEST#3", "dfuMANIFEST.DNLOAD#2",
    "dfuMANIFEST.UPLOAD#3", "dfuMANIFEST.UNKNOWN_CLASS_REQUEST#3",
  ]
}
