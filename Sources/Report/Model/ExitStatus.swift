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
}
