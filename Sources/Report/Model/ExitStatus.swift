/// The exit statuses of the program; all of them are defined here.
///
/// The numbers from 64 on are those of sysexits.h.
public enum ExitStatus: Int32, Hashable, Sendable {
  /// No device and no host broke the specification.
  case conformant = 0
  /// A device or a host broke the specification.
  case violation = 1
  /// Something could not be decided; used only with `--strict`.
  case undecided = 2
  /// The command line is wrong (EX_USAGE).
  case usage = 64
  /// A capture or a table cannot be read (EX_DATAERR).
  case unreadable = 65
  /// There is no input, or no DFU traffic in it (EX_NOINPUT).
  case noInput = 66
  /// The device does not exist, or the kernel lacks a module to see it (EX_UNAVAILABLE).
  case noDevice = 69
  /// The program, or the system below it, is at fault, not the device (EX_SOFTWARE).
  case harness = 70
  /// Reading or writing failed (EX_IOERR).
  case inputOutput = 74
  /// Permission is missing (EX_NOPERM).
  case permission = 77
}
