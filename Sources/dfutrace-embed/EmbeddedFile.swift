/// A text file as a part of Swift source.
struct EmbeddedFile {
  /// The name, with the folder that it is in.
  let name: String
  /// The content; the last line ends with a line break.
  let text: String

  /// The source of a Swift file that holds `files` in their order.
  static func source(of files: [EmbeddedFile]) -> String {
    """
    /// The files that the build has embedded.
    enum EmbeddedFiles {
      /// Each file with its name, in the order of their paths.
      static let all: [(name: String, text: String)] = [
    \(files.map { "(\"\($0.name)\", \($0.literal)),\n" }.joined())
      ]
    }

    """
  }

  /// The text as a raw literal of several lines, with as many signs as no line of it has.
  private var literal: String {
    let lines = text.replacing("\r\n", with: "\n")
    var signs = "#"
    while lines.contains("\"" + signs) || lines.contains("\\" + signs) { signs += "#" }
    return "\(signs)\"\"\"\n\(lines)\n\"\"\"\(signs)"
  }
}
