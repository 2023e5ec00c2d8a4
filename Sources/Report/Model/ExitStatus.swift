/// How the program ends: the one place where its exit statuses are named and decided.
///
/// Those from 64 on are the numbers of sysexits.h.
public enum ExitStatus: Int32, Hashable, Sendable {
  /// Nothing broke the specification.
  case conformant = 0
  /// A device or a host broke it.
  case violation = 1
  /// Not everything could be decided; only with `--strict`.
  case undecided = 2
  /// The command line is wrong (EX_USAGE).
  case usage = 64
  /// A capture or a table cannot be read (EX_DATAERR).
  case unreadable = 65
  /// There is no input, or no DFU traffic in it (EX_NOINPUT).
  case noInput = 66
  /// There is no such device, or the kernel lacks what it takes to see it (EX_UNAVAILABLE).
  case noDevice = 69
  /// The program or the machinery under it is at fault (EX_SOFTWARE).
  case harness = 70
  /// Reading or writing failed (EX_IOERR).
  case inputOutput = 74
  /// Permission is missing (EX_NOPERM).
  case permission = 77

  /// The status of a whole run: a violation anywhere, else the first file that could not be
  /// judged, else with `strict` anything undecided, else 0. A filter never changes it.
  public static func of(_ report: Report, strict: Bool = false) -> ExitStatus {
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
