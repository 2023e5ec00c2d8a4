import Foundation

/// The program while it runs, to be told to end; killed with the value.
final class Running {
  private let process = Process()
  private let output = Pipe()
  private let scratch: Scratch
  private let complaintFile: URL

  convenience init(_ arguments: String...) throws { try self.init(arguments) }

  init(_ arguments: [String]) throws {
    scratch = try Scratch()
    complaintFile = URL(filePath: try scratch.file("complaint", []))
    process.executableURL = URL(filePath: Program.executable)
    process.arguments = arguments
    try start()
  }

  /// A shell line in which `$dfutrace` is the program.
  init(shell line: String) throws {
    scratch = try Scratch()
    complaintFile = URL(filePath: try scratch.file("complaint", []))
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["-c", "dfutrace='\(Program.executable)'; \(line)"]
    try start()
  }

  deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

  private func start() throws {
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = try FileHandle(forWritingTo: complaintFile)
    try process.run()
  }

  /// The port in the line that it announces itself with; 3240 where none is named.
  var port: Int? {
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    guard line.hasPrefix("serving "), let word = line.firstRange(of: "--tcp-port ") else {
      return nil
    }
    return Int(line[word.upperBound...].prefix { $0.isNumber })
  }

  /// The most memory that it has had resident, in KiB.
  var peakMemory: Int? {
    let path = "/proc/\(process.processIdentifier)/status"
    let status = try? String(contentsOfFile: path, encoding: .utf8)
    let line = status?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line?.split { !$0.isNumber }.first.flatMap { Int($0) }
  }

  func terminate() { process.terminate() }
  func interrupt() { process.interrupt() }

  /// The exit status, once it has ended; nil when it does not.
  func status(within seconds: Double = 20) -> Int32? {
    let end = Date(timeIntervalSinceNow: seconds)
    while process.isRunning {
      guard Date() < end else { return nil }
      Thread.sleep(forTimeInterval: 0.01)
    }
    return process.terminationStatus
  }

  /// What it has said on standard error.
  var complaint: String {
    (try? String(contentsOf: complaintFile, encoding: .utf8)) ?? ""
  }
}
