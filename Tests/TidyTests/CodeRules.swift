/// What code may contain.
enum CodeRules {
  /// The modules that call C, and may therefore use `unsafe`.
  static let unsafeModules: Set<String> = ["Files", "YAML", "Checksums", "CaptureIO", "HostUSB"]
  /// Folders of other modules that call C and may use `unsafe`.
  static let unsafeFolders = ["Sources/VirtualDevice/Usbredir/", "Sources/VirtualDevice/VHCI/"]

  static func unsafety(_ file: SourceFile) -> [Complaint] {
    guard let module = file.module, file.isUnderSources, !unsafeModules.contains(module),
      !unsafeFolders.contains(where: file.path.hasPrefix)
    else { return [] }
    return file.complaints("`unsafe` outside the C modules") { file.tokens[$0].text == "unsafe" }
  }

  /// Marks of unfinished work, in code and in comments.
  static func unfinished(_ file: SourceFile) -> [Complaint] {
    guard file.isUnderSources else { return [] }
    let words = Token.all(in: Array(file.text.utf8))
    let marks: Set = ["TODO", "FIXME", "XXX", "HACK"]
    return words.filter { marks.contains($0.text) }
      .map { file.complaint("a mark of unfinished work", line: $0.line) }
  }

  /// `try!`, `as!`, a forced unwrap, an implicitly unwrapped type.
  static func force(_ file: SourceFile) -> [Complaint] {
    guard file.isUnderSources else { return [] }
    let tokens = file.tokens
    return file.complaints("a force that can crash") { index in
      guard tokens[index].text == "!", !tokens[index].isApart, index > 0 else { return false }
      let before = tokens[index - 1]
      let isComparison = tokens.text(index + 1) == "=" && !tokens[index + 1].isApart
      return !isComparison && (before.isWord || [")", "]", "}", "?"].contains(before.text))
    }
  }

  /// Calls that end the program.
  static func crash(_ file: SourceFile) -> [Complaint] {
    guard file.isUnderSources else { return [] }
    let calls: Set = ["fatalError", "preconditionFailure", "precondition", "abort"]
    return file.complaints("a call that crashes") { index in
      calls.contains(file.tokens[index].text) && file.tokens.text(index + 1) == "("
    }
  }

  /// State names in the checker. The checker interprets the table and must not know DFU states by
  /// name.
  static func stateNames(_ file: SourceFile) -> [Complaint] {
    guard file.module == "Checker", file.isUnderSources else { return [] }
    return file.complaints(in: file.linesWithoutComments, "the checker names a state") {
      $0.firstMatch(of: /\b(app|dfu)(IDLE|DETACH|DN|MANIFEST|UPLOAD|ERROR)/) != nil
    }
  }

  /// Paths of the machine on which something was written.
  static func machinePaths(_ file: SourceFile) -> [Complaint] {
    guard machineFolders.contains(where: { file.text.contains($0) }) else { return [] }
    return file.complaints(in: file.lines, "a path of somebody's machine") { line in
      line.firstMatch(of: /(^|[^\w.\/])\/(home|root|Users|work|private)\/\w/) != nil
    }
  }

  private static let machineFolders = ["home", "root", "Users", "work", "private"].map { "/\($0)/" }

  /// A test with an empty list of arguments passes without running.
  static func emptyArguments(_ file: SourceFile) -> [Complaint] {
    let tokens = file.tokens
    return file.complaints("a test without arguments never runs") { index in
      tokens[index].text == "arguments" && tokens.text(index + 1) == ":"
        && tokens.text(index + 2) == "[" && tokens.text(index + 3) == "]"
    }
  }
}
