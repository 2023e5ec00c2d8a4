extension Report {
  /// Why a finding does not count for the exit status. Its verdict stays as it is.
  package enum Acceptance: Hashable, Sendable {
    /// A waiver accepts it, for a reason. `place`: the file of the waiver and its line.
    case waived(reason: String, place: String)
    /// The baseline holds it too.
    case known

    /// Whether a waiver accepts it.
    package var isWaiver: Bool {
      switch self {
      case .waived: true
      case .known: false
      }
    }

    /// `waived` or `known`.
    var word: String {
      switch self {
      case .waived: "waived"
      case .known: "known"
      }
    }

    /// Why it is accepted, in words.
    var reasonText: String {
      switch self {
      case .waived(let reason, let place): "\(reason) (\(place))".printable()
      case .known: "the baseline holds it"
      }
    }
  }
}
