/// Why something could not be judged: the one error that a person is told.
///
/// A command prints it and ends with its status; a report also lists it. A device that breaks the
/// specification is never a failure, it is a finding.
public struct CheckFailure: Error, Hashable, Sendable {
  /// The file, device or bus as the operator named it; empty where the failure is about none.
  public var file: String
  /// How the program ends because of it.
  public var status: ExitStatus
  /// What happened and what to do, in one or two sentences.
  public var message: String

  /// Makes a failure of `file`.
  public init(file: String, status: ExitStatus, message: String) {
    self.file = file
    self.status = status
    self.message = message
  }

  /// Makes a failure of the command line, which is about no file.
  public init(usage message: String) {
    self.init(file: "", status: .usage, message: message)
  }

  /// What a person is told: the message behind the file's name, where it is about a file.
  public var text: String { file.isEmpty ? message : "\(file): \(message)" }
}
