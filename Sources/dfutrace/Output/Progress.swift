import Files
import Report

/// Shows on standard error how much of the input has been read, if this takes more than a second.
///
/// On a terminal this is one line, which is redrawn and finally removed. Elsewhere, new lines
/// follow after 1, 2, 4, 8… seconds.
struct Progress {
  /// The input's name.
  var name: String
  /// The bytes of the whole input; nil if it is not known.
  let size: Int?
  private let isTerminal = OutputStream.standardError.isTerminal
  private let start = ContinuousClock.now
  private var next = Duration.seconds(1)
  private var isDrawn = false

  /// Begins with nothing read of a file.
  init(path: String) {
    self.init(name: path.printable(), size: InputFile.size(of: path).flatMap { $0 > 0 ? $0 : nil })
  }

  /// Begins with nothing read of an input of `size` bytes.
  init(name: String, size: Int?) {
    self.name = name
    self.size = size
  }

  /// Updates the display; `bytes`: the number of bytes read so far.
  mutating func advance(to bytes: Int) {
    let elapsed = ContinuousClock.now - start
    guard elapsed >= next else { return }
    let text = "\(name): \(amount(bytes))\(share(bytes)) in \(elapsed.components.seconds) s"
    if isTerminal {
      Terminal.say("\r\u{1B}[K\(text)")
      next = elapsed + .milliseconds(200)
    } else {
      Terminal.say(text + "\n")
      next *= 2
    }
    isDrawn = true
  }

  private func share(_ bytes: Int) -> String {
    size.map { " of \(amount($0)) (\(min(100, bytes * 100 / $0)) %)" } ?? ""
  }

  /// In MiB, and in KiB where it is less than one.
  private func amount(_ bytes: Int) -> String {
    bytes < 1 << 20 ? "\(bytes >> 10) KiB" : "\(bytes >> 20) MiB"
  }

  /// Removes the line from the terminal.
  mutating func finish() {
    if isDrawn, isTerminal { Terminal.say("\r\u{1B}[K") }
    isDrawn = false
  }
}
