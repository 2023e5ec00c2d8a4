import Files
import FoundationEssentials
import Glibc
import Report
import Suite

/// Writes the files of reports.
enum OutputFile {
  /// Whether `path` names a folder: it is an existing folder, or it ends with a slash.
  static func isFolder(_ path: String) -> Bool {
    path.hasSuffix("/") || Folder.isOne(path)
  }

  static func makeFolder(_ path: String) throws(CheckFailure) {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true)
    } catch {
      throw failure(path, error)
    }
  }

  /// Writes a file completely, or leaves it as it was (`WholeFile`). Refuses to replace one of
  /// `inputs`, the files that the command has read, or writes otherwise.
  static func write(
    _ text: String, to path: String, keeping inputs: [String]
  ) throws(CheckFailure) {
    try write(to: path, keeping: inputs) { output throws(SystemError) in try output.write(text) }
  }

  /// The same with what `body` writes.
  static func write(
    to path: String, keeping inputs: [String],
    _ body: (borrowing OutputStream) throws(SystemError) -> Void
  ) throws(CheckFailure) {
    try refuse(path, keeping: inputs)
    do throws(SystemError) {
      try WholeFile.write(to: path, body)
    } catch {
      throw failure(path, error)
    }
  }

  /// Throws if `path` is one of `used`, the files that the command reads, or writes otherwise, or
  /// if it is empty.
  static func refuse(_ path: String, keeping used: [String]) throws(CheckFailure) {
    guard !path.isEmpty else { throw CheckFailure(usage: "An empty name names no output.") }
    // Mostly there is nothing yet. What is there is looked at once, not for each file.
    guard let written = FileIdentity(of: path),
      let other = used.first(where: { isRead($0, path, written) })
    else { return }
    let name = other == "-" ? "standard input" : other.printable()
    throw CheckFailure(
      usage: "Output \(path.printable()) is the same file as \(name), which this run reads or "
        + "writes; name another file for the output.")
  }

  /// Throws if standard output writes to one of `used`, the files that the command reads: what is
  /// printed would stand in it.
  static func refuseStandardOutput(keeping used: [String]) throws(CheckFailure) {
    // Mostly it is no file.
    guard let written = FileIdentity(of: "/dev/stdout"),
      let other = used.first(where: { isRead($0, "/dev/stdout", written) })
    else { return }
    let name = other == "-" ? "standard input" : other.printable()
    throw CheckFailure(
      usage: "Standard output goes to \(name), which this run reads; send it to another file.")
  }

  /// Whether the input, a file or `-`, is the file or the pipe at `path`, which is `written`.
  private static func isRead(_ input: String, _ path: String, _ written: FileIdentity) -> Bool {
    input == "-" ? WholeFile.isStandardInput(path) : FileIdentity(of: input) == written
  }

  /// The failure for a folder where a file is wanted.
  static func folder(_ path: String) -> CheckFailure {
    CheckFailure(file: path, status: .usage, message: "The output is a folder; name a file in it.")
  }

  /// Makes the failure for an error in writing; the exit status depends on the cause.
  static func failure(_ path: String, _ error: any Error) -> CheckFailure {
    let cause = SystemError(of: error)
    return switch cause.code {
    case EACCES, EPERM, EROFS:
      CheckFailure(
        file: path, status: .permission,
        message: "cannot be written: permission is missing.")
    case ENOENT, ENOTDIR:
      CheckFailure(
        file: path, status: .inputOutput,
        message: "cannot be written: there is no such folder.")
    case EISDIR:
      folder(path)
    case EEXIST:
      CheckFailure(
        file: path, status: .inputOutput,
        message: "A file stands where a folder is wanted; name another folder.")
    case ENOSPC, EDQUOT:
      CheckFailure(
        file: path, status: .inputOutput,
        message: "cannot be written: no space is left.")
    default:
      CheckFailure(
        file: path, status: .inputOutput,
        message: "cannot be written: \(cause.reason)")
    }
  }
}
