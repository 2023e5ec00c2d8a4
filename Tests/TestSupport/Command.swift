import Foundation

/// Runs another program to its end.
package enum Command {
  /// What `program`, found in PATH, prints on its standard output, as text.
  package static func output(_ program: String, _ arguments: [String]) throws -> String {
    String(decoding: try bytes(program, arguments), as: UTF8.self)
  }

  /// What `program`, found in PATH, prints on its standard output.
  package static func bytes(_ program: String, _ arguments: [String]) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.standardError = FileHandle.nullDevice
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Array(data)
  }
}
