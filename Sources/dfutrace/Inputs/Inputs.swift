import FoundationEssentials
import Report
import Suite

/// A file to judge, or the reason why an argument gives none.
enum Input: Equatable {
  case file(String)
  case failure(CheckFailure)
}

/// Finds the files that the arguments of a command mean.
enum Inputs {
  /// The kind of files to find in a folder.
  enum Kind {
    case captures, capturesAndVectors

    fileprivate func takes(_ path: String) -> Bool {
      switch self {
      case .captures: CaptureName.isCapture(path)
      case .capturesAndVectors: CaptureName.isCapture(path) || VectorBench.holdsVectors(path)
      }
    }

    fileprivate var missing: String {
      let captures = "There is no capture in this folder: no .pcap and no .pcapng file"
      return switch self {
      case .captures: captures + "."
      case .capturesAndVectors: captures + ", and none of vectors."
      }
    }
  }

  /// Finds the files that `arguments` mean, in order, each file once.
  ///
  /// An argument can be a file. A folder stands for all files of this kind below it. A pattern
  /// stands for the files that it matches, unless a file has exactly this name.
  static func expand(_ arguments: [String], _ kind: Kind = .captures) -> [Input] {
    var seen: Set<String> = []
    return arguments.flatMap { expand($0, kind) }.filter { input in
      switch input {
      case .file(let path): seen.insert(path).inserted
      case .failure: true
      }
    }
  }

  private static func expand(_ argument: String, _ kind: Kind) -> [Input] {
    guard !argument.isEmpty else { return [.noInput("", "An empty name names no file.")] }
    if argument != "-", isFolder(argument) { return files(below: argument, kind) }
    guard Pattern.isOne(argument), !FileManager.default.fileExists(atPath: argument) else {
      return [.file(argument)]
    }
    let matches = Pattern.matches(of: argument)
    guard !matches.isEmpty else {
      return [.noInput(argument, "No file matches this pattern.")]
    }
    return matches.flatMap { isFolder($0) ? files(below: $0, kind) : [.file($0)] }
  }

  static func isFolder(_ path: String) -> Bool {
    var isFolder = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder
  }

  /// Finds the files in a folder and its subfolders, sorted by path. Ignores hidden files and does
  /// not follow links.
  private static func files(below folder: String, _ kind: Kind) -> [Input] {
    let base = folder.hasSuffix("/") ? folder : folder + "/"
    guard FileManager.default.isReadableFile(atPath: folder) else {
      return [
        .failure(
          CheckFailure(
            file: folder, status: .permission,
            message: "This folder cannot be read: permission is missing."))
      ]
    }
    let paths = regularFiles(below: base).filter(kind.takes)
    guard !paths.isEmpty else { return [.noInput(folder, kind.missing)] }
    return paths.sorted().map(Input.file)
  }

  /// The files that are no links, and whose path below `base` has no hidden part.
  private static func regularFiles(below base: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: base)) ?? []
    return names.filter { !$0.hasPrefix(".") }.flatMap { name -> [String] in
      let attributes = try? FileManager.default.attributesOfItem(atPath: base + name)
      return switch attributes?[.type] as? FileAttributeType {
      case .typeDirectory?: regularFiles(below: base + name + "/")
      case .typeRegular?: [base + name]
      default: []
      }
    }
  }
}

extension Input {
  fileprivate static func noInput(_ path: String, _ message: String) -> Input {
    .failure(CheckFailure(file: path, status: .noInput, message: message))
  }
}
