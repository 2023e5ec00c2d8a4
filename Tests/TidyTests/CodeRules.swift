/// What may stand in code.
enum CodeRules {
  /// The modules that call C, and may therefore say `unsafe`.
  static let unsafeModules: Set<String> = ["CaptureIO", "HostUSB"]
  /// Folders of other modules that call C.
  static let unsafeFolders = ["Sources/VirtualDevice/Usbredir/", "Sources/VirtualDevice/VHCI/"]

  static func unsafety(_ file: SourceFile) -> [Complaint] {
    guard let module = file.module, file.isUnderSources, !unsafeModules.contains(module),
      !unsafeFolders.contains(where: file.path.hasPrefix)
    else { return [] }
    return file.complaints(in: SwiftText.code(file.text), "`unsafe` outside the C modules") {
      words($0).contains("unsafe")
    }
  }

  /// Marks of unfinished work, in code and comments alike.
  static func unfinished(_ file: SourceFile) -> [Complaint] {
    guard file.isUnderSources else { return [] }
    return file.complaints(in: file.text, "a mark of unfinished work") { line in
      !words(line).isDisjoint(with: ["TODO", "FIXME", "XXX", "HACK"])
    }
  }

  /// `try!`, `as!`, a forced unwrap, an implicitly unwrapped type.
  static func force(_ file: SourceFile) -> [Complaint] {
    guard file.isUnderSources else { return [] }
    return file.complaints(in: SwiftText.code(file.text), "a force that can crash") { line in
      line.firstMatch(of: /[\w)\]}?]!(?!=)/) != nil
    }
  }

  /// Calls that end the program.
  static func crash(_ file: SourceFile) -> [Complaint] {
    guard file.isUnderSources else { return [] }
    return file.complaints(in: SwiftText.code(file.text), "a call that crashes") { line in
      line.firstMatch(of: /\b(fatalError|preconditionFailure|precondition|abort)\(/) != nil
    }
  }

  /// The checker interprets the table; it knows no DFU state by name.
  static func stateNames(_ file: SourceFile) -> [Complaint] {
    guard file.module == "Checker", file.isUnderSources else { return [] }
    return file.complaints(in: SwiftText.withoutComments(file.text), "the checker names a state") {
      $0.firstMatch(of: /\b(app|dfu)(IDLE|DETACH|DN|MANIFEST|UPLOAD|ERROR)/) != nil
    }
  }

  /// Paths of the machine that something was written on.
  static func machinePaths(_ file: SourceFile) -> [Complaint] {
    file.complaints(in: file.text, "a path of somebody's machine") { line in
      line.firstMatch(of: /(^|[^\w.\/])\/(home|root|Users|work|private)\/\w/) != nil
    }
  }

  /// A test with an empty list of arguments passes without running.
  static func emptyArguments(_ file: SourceFile) -> [Complaint] {
    file.complaints(in: SwiftText.code(file.text), "a test without arguments never runs") { line in
      line.firstMatch(of: /arguments:\s*\[\s*\]/) != nil
    }
  }

  private static func words(_ line: Substring) -> Set<Substring> {
    Set(line.split { !$0.isLetter && !$0.isNumber && $0 != "_" })
  }
}
