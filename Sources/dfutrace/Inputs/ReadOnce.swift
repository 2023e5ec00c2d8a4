import Files
import Report

/// Finds what can be read once only, and is named twice: standard input, and a pipe by any name. To
/// open a named pipe again would wait for ever.
struct ReadOnce {
  private var pipes: [FileIdentity] = []
  private var hasStandardInput = false

  /// Takes the next input. Returns whether it can be read.
  mutating func take(_ path: String) -> Bool {
    if path == "-" {
      guard !hasStandardInput else { return false }
      hasStandardInput = true
    }
    guard let pipe = FileIdentity(ofPipe: path) else { return true }
    guard !pipes.contains(pipe) else { return false }
    pipes.append(pipe)
    return true
  }

  /// What is wrong with a pipe that comes again.
  static let reason = "is a pipe that is read already, and can be read once only."

  /// What is wrong with inputs that are read one after the other; nil for nothing.
  static func fault(_ paths: [String]) -> String? {
    var once = ReadOnce()
    return paths.first { !once.take($0) }.map { path in
      path == "-" ? "Standard input can be read once only." : "\(path.printable()) \(reason)"
    }
  }
}
