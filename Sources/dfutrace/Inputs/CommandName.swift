import ArgumentParser
import Suite

/// Finds the command that the arguments name, and the one that was meant where they name none.
enum CommandName {
  /// What is wrong with the name of a command; nil where nothing is, or where none is named.
  static func fault(_ arguments: [String], below root: any ParsableCommand.Type) -> String? {
    var words = arguments.first == "help" ? arguments.dropFirst() : arguments[...]
    var (type, path) = (root, "")
    while !type.configuration.subcommands.isEmpty, let word = words.popFirst(),
      !word.hasPrefix("-"), word != "help"
    {
      guard let next = type.configuration.subcommands.first(where: { name(of: $0) == word }) else {
        return message(path + word, type.configuration.subcommands.map { path + name(of: $0) })
      }
      path += word + " "
      type = next
    }
    return nil
  }

  private static func name(of type: any ParsableCommand.Type) -> String {
    type.configuration.commandName ?? ""
  }

  private static func message(_ word: String, _ names: [String]) -> String {
    let near = nearest(to: word, names).map { " Did you mean '\($0)'?" } ?? ""
    return "There is no command '\(word)'.\(near) The commands: \(names.joined(separator: ", "))."
  }

  /// The name that differs by two letters at most, and by half of its letters; else the only one
  /// that begins so.
  private static func nearest(to word: String, _ names: [String]) -> String? {
    let distances = names.map { (letters: $0.editDistance(to: word), name: $0) }
    let near = distances.filter { $0.letters <= 2 && 2 * $0.letters <= $0.name.count }
    if let nearest = near.min(by: { $0.letters < $1.letters }) { return nearest.name }
    let beginning = names.filter { $0.hasPrefix(word) }
    return beginning.count == 1 ? beginning[0] : nil
  }
}
