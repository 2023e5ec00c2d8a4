import Files
import FoundationEssentials
import Report
import Suite

/// A file to judge, or the reason why an argument gives none.
enum Input: Equatable {
  case file(String)
  case failure(CheckFailure)

  /// The file to judge; nil when there is none.
  var file: String? {
    switch self {
    case .file(let path): path
    case .failure: nil
    }
  }

  /// The file to judge; throws the reason why there is none.
  func get() throws(CheckFailure) -> String {
    switch self {
    case .file(let path): return path
    case .failure(let failure): throw failure
    }
  }

  /// The path that it is about.
  var path: String {
    switch self {
    case .file(let path): path
    case .failure(let failure): failure.file
    }
  }
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
  /// stands for the files that it matches, unless a file has exactly this name. A pipe that comes
  /// again is a failure.
  static func expand(_ arguments: [String], _ kind: Kind = .captures) -> [Input] {
    // Below one folder each file is found once.
    if arguments.count == 1, Folder.isOne(arguments[0]) { return expand(arguments[0], kind) }
    var seen: Set<String> = []
    var once = ReadOnce()
    return arguments.flatMap { expand($0, kind) }.compactMap { input in
      guard let path = input.file else { return input }
      guard seen.insert(path).inserted else { return nil }
      let again = CheckFailure(file: path, status: .usage, message: ReadOnce.reason)
      return once.take(path) ? input : .failure(again)
    }
  }

  private static func expand(_ argument: String, _ kind: Kind) -> [Input] {
    guard !argument.isEmpty else { return [.noInput("", "An empty name names no file.")] }
    if argument != "-", Folder.isOne(argument) { return files(below: argument, kind) }
    guard Pattern.isOne(argument), !FileManager.default.fileExists(atPath: argument) else {
      return [.file(argument)]
    }
    let matches = Pattern.matches(of: argument)
    guard !matches.isEmpty else {
      return [.noInput(argument, "No file matches this pattern.")]
    }
    return matches.flatMap { Folder.isOne($0) ? files(below: $0, kind) : [.file($0)] }
  }

  /// Finds the files in a folder and its subfolders, sorted by path, and what cannot be looked at.
  /// Ignores hidden files and links to folders; so no folder is looked at for ever.
  private static func files(below folder: String, _ kind: Kind) -> [Input] {
    var found: [Input] = []
    addRegularFiles(below: folder.hasSuffix("/") ? folder : folder + "/", to: &found)
    found.removeAll { $0.file.map { !kind.takes($0) } ?? false }
    if found.isEmpty { return [.noInput(folder, kind.missing)] }
    // Each folder is sorted, so mostly all is: only a folder may come before a file that is first.
    let isSorted = zip(found, found.dropFirst()).allSatisfy { $0.path < $1.path }
    return isSorted ? found : found.sorted { $0.path < $1.path }
  }

  /// Adds the files, and links to files, whose path below `folder` has no hidden part, and a
  /// failure for each name that cannot be opened. `folder` ends with a slash.
  private static func addRegularFiles(below folder: String, to found: inout [Input]) {
    do throws(SystemError) {
      for entry in try Folder.entries(of: folder) where !entry.name.hasPrefix(".") {
        let path = folder + entry.name
        guard entry.isNameExact else {
          found.append(.unnameable(path))
          continue
        }
        switch entry.kind {
        case .folder: addRegularFiles(below: path + "/", to: &found)
        case .file, .link: found.append(.file(path))
        case .other: continue
        }
      }
    } catch {
      found.append(.unreadable(String(folder.dropLast()), error))
    }
  }
}

extension Input {
  fileprivate static func unreadable(_ folder: String, _ error: SystemError) -> Input {
    let isForbidden = error.isForbidden
    return .failure(
      CheckFailure(
        file: folder, status: isForbidden ? .permission : .inputOutput,
        message: isForbidden
          ? "This folder cannot be read: permission is missing."
          : "This folder cannot be read: \(error.reason)."))
  }

  fileprivate static func unnameable(_ path: String) -> Input {
    .noInput(path, "The name is not UTF-8, so the file was not looked at; rename it.")
  }

  fileprivate static func noInput(_ path: String, _ message: String) -> Input {
    .failure(CheckFailure(file: path, status: .noInput, message: message))
  }
}
