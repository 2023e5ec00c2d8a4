import Foundation
import Report

/// One thing to judge, or why there is none.
enum Input: Equatable {
  case file(String)
  case failure(Report.Failure)
}

/// From the arguments of a command to the files that they mean.
enum Inputs {
  /// Every capture that `arguments` name, in order, each once: files as they are, folders with
  /// all captures below them, and patterns where no file has that very name.
  static func expand(_ arguments: [String]) -> [Input] {
    var seen: Set<String> = []
    return arguments.flatMap(expand).filter { input in
      switch input {
      case .file(let path): seen.insert(path).inserted
      case .failure: true
      }
    }
  }

  private static func expand(_ argument: String) -> [Input] {
    if argument != "-", isFolder(argument) { return captures(below: argument) }
    guard Pattern.isOne(argument), !FileManager.default.fileExists(atPath: argument) else {
      return [.file(argument)]
    }
    let matches = Pattern.matches(of: argument)
    guard !matches.isEmpty else {
      return [.noInput(argument, "No file matches this pattern.")]
    }
    return matches.flatMap { isFolder($0) ? captures(below: $0) : [.file($0)] }
  }

  static func isFolder(_ path: String) -> Bool {
    let values = try? URL(filePath: path).resourceValues(forKeys: [.isDirectoryKey])
    return values?.isDirectory ?? false
  }

  /// The captures in a folder and the folders in it, in order of their paths; hidden files and
  /// what links lead to are left out.
  private static func captures(below folder: String) -> [Input] {
    let base = folder.hasSuffix("/") ? folder : folder + "/"
    guard FileManager.default.isReadableFile(atPath: folder),
      let walker = FileManager.default.enumerator(atPath: folder)
    else {
      return [
        .failure(
          Report.Failure(
            file: folder, status: ExitStatus.permission,
            message: "This folder cannot be read: permission is missing."))
      ]
    }
    var paths: [String] = []
    while let path = walker.nextObject() as? String {
      let type = walker.fileAttributes?[.type] as? FileAttributeType
      if path.split(separator: "/").last?.hasPrefix(".") == true {
        if type == .typeDirectory { walker.skipDescendants() }
      } else if type == .typeRegular, CaptureName.isCapture(base + path) {
        paths.append(base + path)
      }
    }
    guard !paths.isEmpty else {
      return [.noInput(folder, "There is no capture in this folder: no .pcap and no .pcapng file.")]
    }
    return paths.sorted().map(Input.file)
  }
}

extension Input {
  fileprivate static func noInput(_ path: String, _ message: String) -> Input {
    .failure(Report.Failure(file: path, status: ExitStatus.noInput, message: message))
  }
}
