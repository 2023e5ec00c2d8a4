import Foundation

/// The built program, run as a user would.
struct Program: Equatable {
  var status: Int32
  var output: String
  var complaint: String

  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// Beside the test bundle, where the package manager puts it.
  static let executable = URL(filePath: CommandLine.arguments[0])
    .deletingLastPathComponent().appending(path: "dfutrace").path

  /// Runs with the arguments, from the project's folder unless told otherwise.
  static func run(
    _ arguments: String..., input: Data? = nil, folder: URL = root
  ) throws -> Program {
    try shell(executable, arguments, input: input, folder: folder)
  }

  /// The same with the arguments as a list.
  static func run(_ arguments: [String], folder: URL = root) throws -> Program {
    try shell(executable, arguments, input: nil, folder: folder)
  }

  /// Runs a shell line in which `$dfutrace` is the program.
  static func line(_ text: String, folder: URL = root) throws -> Program {
    try shell("/bin/bash", ["-c", "dfutrace='\(executable)'; \(text)"], input: nil, folder: folder)
  }

  private static func shell(
    _ path: String, _ arguments: [String], input: Data?, folder: URL
  ) throws -> Program {
    let scratch = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    func file(_ name: String, _ data: Data = Data()) throws -> URL {
      let url = scratch.appending(path: name)
      try data.write(to: url)
      return url
    }
    let output = try file("output")
    let complaint = try file("complaint")
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.standardInput = try FileHandle(forReadingFrom: file("input", input ?? Data()))
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: complaint)
    try process.run()
    process.waitUntilExit()
    return Program(
      status: process.terminationStatus,
      output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
      complaint: String(decoding: try Data(contentsOf: complaint), as: UTF8.self))
  }
}

extension Program {
  /// What it said on standard error, without the progress of a run that takes more than a second.
  var messages: [Substring] {
    complaint.split(separator: "\n").filter { $0.hasPrefix("dfutrace: ") }
  }
}

/// A folder of a test's own, gone with it.
final class Scratch {
  let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)

  init() throws {
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Writes a file and gives its path.
  func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    let path = url.appending(path: name)
    try Data(bytes).write(to: path)
    return path.path
  }
}
