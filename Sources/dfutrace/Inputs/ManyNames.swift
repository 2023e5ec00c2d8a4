import ArgumentParser

/// The words of a command line with long lists of names in it, as a shell's pattern gives them.
///
/// The parser takes time by the square of the number of names: minutes for 50,000. No option takes
/// more than one value. So where words without a dash follow each other, all but the first are
/// names, and the parser need not see them: one word stands for them, which no real command line
/// has, because it holds a NUL.
struct ManyNames {
  /// The command line as the parser gets it.
  let words: [String]
  /// By its word, each list of names.
  private let lists: [String: ArraySlice<String>]

  /// So many names are kept from the parser.
  private static let least = 100

  /// Shortens `arguments`, a command line of `command`.
  init(_ arguments: [String], of command: any ParsableCommand.Type) {
    var (words, lists) = ([String](), [String: ArraySlice<String>]())
    var rest = arguments[...]
    if arguments.count > Self.least, command is any NamesTaker.Type {
      while let first = rest.popFirst() {
        words.append(first)
        let names = rest.prefix { !$0.hasPrefix("-") }
        guard !first.hasPrefix("-"), names.count >= Self.least else { continue }
        words.append("\0\(names.startIndex)")
        lists["\0\(names.startIndex)"] = names
        rest = rest.dropFirst(names.count)
      }
    }
    self.words = words + rest
    self.lists = lists
  }

  /// Gives the names back to the command that was parsed.
  func restore(_ command: inout any ParsableCommand) {
    guard !lists.isEmpty, var taker = command as? any NamesTaker else { return }
    taker.names = taker.names.flatMap { lists[$0] ?? [$0] }
    command = taker
  }
}

/// A command that takes any number of names.
protocol NamesTaker: ParsableCommand {
  /// The names, in order.
  var names: [String] { get set }
}

extension CheckCommand: NamesTaker {
  var names: [String] {
    get { captures }
    set { captures = newValue }
  }
}

extension ShowCommand: NamesTaker {
  var names: [String] {
    get { captures }
    set { captures = newValue }
  }
}

extension ExtractCommand: NamesTaker {
  var names: [String] {
    get { captures }
    set { captures = newValue }
  }
}

extension MergeCommand: NamesTaker {
  var names: [String] {
    get { reports }
    set { reports = newValue }
  }
}
