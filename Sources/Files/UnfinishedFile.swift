import Glibc
import Synchronization

/// The file that is being written under another name, until it takes its own: a signal that ends
/// the program removes it. Of several at once it is the first.
enum UnfinishedFile {
  /// The address of its name; 0 while nothing is written.
  private static let name = Atomic<UInt>(0)
  /// The signals that end a program in the middle, and leave it time for its own end.
  private static let signals = [SIGHUP, SIGINT, SIGQUIT, SIGTERM]

  /// Runs `body`, which writes the file `path`.
  static func during(
    _ path: String, _ body: () throws(SystemError) -> Void
  ) throws(SystemError) {
    guard let copy = unsafe strdup(path) else { return try body() }
    defer { unsafe free(copy) }
    let address = UInt(bitPattern: copy)
    let (isFirst, _) = name.compareExchange(
      expected: 0, desired: address, ordering: .sequentiallyConsistent)
    guard isFirst else { return try body() }
    let watched = watch()
    defer {
      for number in watched { signal(number, SIG_DFL) }
      name.store(0, ordering: .sequentiallyConsistent)
    }
    try body()
  }

  /// Handles the signals that nobody handles or ignores, and gives them.
  private static func watch() -> [Int32] {
    signals.filter { number in
      var old = sigaction()
      guard unsafe sigaction(number, nil, &old) == 0, isDefault(old) else { return false }
      signal(number) { number in UnfinishedFile.end(number) }
      return true
    }
  }

  private static func isDefault(_ action: sigaction) -> Bool {
    unsafe action.__sigaction_handler.sa_handler == nil
  }

  /// Removes the file and ends the program by the signal. Only calls that a handler may make
  /// (signal-safety(7)).
  private static func end(_ number: Int32) {
    if let path = unsafe UnsafePointer<CChar>(bitPattern: name.load(ordering: .relaxed)) {
      unsafe unlink(path)
    }
    signal(number, SIG_DFL)
    raise(number)
  }
}
