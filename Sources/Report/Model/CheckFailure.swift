/// Why something could not be judged. All errors reach the operator in this form.
///
/// A command prints the failure and ends with its status; a report also lists it. When a device
/// breaks the specification, this is a finding and never a failure.
public struct CheckFailure: Error, Hashable, Sendable {
  /// The file, device or bus as the operator named it; empty when the failure is about none.
  public var file: String
  /// The exit status of the program for this failure.
  public var status: ExitStatus
  /// What happened and what to do, in one or two sentences.
  public var message: String

  /// Makes a failure of `file`.
  public init(file: String, status: ExitStatus, message: String) {
    self.file = file
    self.status = status
    self.message = message
  }

  /// Makes a failure for a wrong command line, without a file.
  public init(usage message: String) {
    self.init(file: "", status: .usage, message: message)
  }

  /// The text for the operator: the file's name, if there is one, and then the message. No name
  /// breaks the line.
  public var text: String { file.isEmpty ? message : "\(file.printable()): \(message)" }
}
