import Foundation

// dfutrace-embed: writes text files as one Swift file, for the plug-in EmbedFiles:
//
//   dfutrace-embed OUTPUT.swift FILE...
//
// The Swift file has a list of the files, each with its name and its text.
@main
enum Embed {
  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    guard let output = arguments.first else {
      FileHandle.standardError.write(Data("usage: dfutrace-embed OUTPUT.swift FILE...\n".utf8))
      exit(64)
    }
    do {
      let files = try arguments.dropFirst().map { path in
        let url = URL(filePath: path)
        let name = url.pathComponents.suffix(2).joined(separator: "/")
        return EmbeddedFile(name: name, text: try String(contentsOf: url, encoding: .utf8))
      }
      try Data(EmbeddedFile.source(of: files).utf8).write(to: URL(filePath: output))
    } catch {
      FileHandle.standardError.write(Data("\(error)\n".utf8))
      exit(65)
    }
  }
}
