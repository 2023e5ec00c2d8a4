/// The program's exit status: the one place where it is decided.
public enum ExitStatus {
  /// Nothing broke the specification.
  public static let conformant: Int32 = 0
  /// A device or a host broke it.
  public static let violation: Int32 = 1
  /// Not everything could be decided; only with `--strict`.
  public static let undecided: Int32 = 2
  /// The command line is wrong (EX_USAGE).
  public static let usage: Int32 = 64
  /// A capture or a table cannot be read (EX_DATAERR).
  public static let unreadable: Int32 = 65
  /// There is no input, or no DFU traffic in it (EX_NOINPUT).
  public static let noInput: Int32 = 66
  /// There is no such device, or the kernel lacks what it takes to see it (EX_UNAVAILABLE).
  public static let noDevice: Int32 = 69
  /// The program or the machinery under it is at fault (EX_SOFTWARE).
  public static let harness: Int32 = 70
  /// Reading or writing failed (EX_IOERR).
  public static let inputOutput: Int32 = 74
  /// Permission is missing (EX_NOPERM).
  public static let permission: Int32 = 77

  /// The status of a whole run: a violation anywhere, else the first file that could not be
  /// judged, else with `strict` anything undecided, else 0. A filter never changes it.
  public static func of(_ report: Report, strict: Bool = false) -> Int32 {
    let sessions = report.captures.flatMap(\.sessions)
    if sessions.contains(where: { $0.decisive == .violation }) { return violation }
    if let failure = report.failures.first { return failure.status }
    let isUndecided =
      report.captures.contains { $0.integrity == .partial }
      || sessions.contains(where: \.isUndecided)
    return strict && isUndecided ? undecided : conformant
  }
}

extension Report.Session {
  /// Whether anything in it could not be decided.
  var isUndecided: Bool {
    tested.contains { counts[$0][.inconclusive] > 0 }
      || findings.contains { $0.verdict == .inconclusive && !isOnPurpose($0.actor) }
  }
}
