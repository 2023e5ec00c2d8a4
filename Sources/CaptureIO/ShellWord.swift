/// A file's name as one word of a command that a shell reads.
enum ShellWord {
  /// Characters that mean nothing to a shell.
  private static let plain = Set(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./,:@%+-")

  /// The word. A name that begins with a hyphen gets `./`, so that no program takes it for an
  /// option. `-`, which stands for standard input, has no name: FILE.
  static func of(file name: String) -> String {
    if name == "-" { return "FILE" }
    let name = name.hasPrefix("-") ? "./" + name : name
    if !name.isEmpty, name.allSatisfy(plain.contains) { return name }
    return "'" + name.replacing("'", with: #"'\''"#) + "'"
  }
}
