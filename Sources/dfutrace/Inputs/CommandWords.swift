import Files

/// Finds words of a command line that would be taken for something else than was meant.
enum CommandWords {
  /// What is wrong with a word; nil where nothing is.
  static func fault(_ arguments: [String]) -> String? {
    let options = arguments.prefix { $0 != "--" }
    return damagedName(arguments) ?? emptyValue(options) ?? dashedName(options)
      ?? secondFile(options)
  }

  /// Swift replaces the bytes of a word that are not UTF-8: another file would be read or written.
  private static func damagedName(_ arguments: [String]) -> String? {
    let damaged = arguments.first { word in
      // This byte begins the replacement, and is rare.
      word.utf8.contains(0xEF) && word.unicodeScalars.contains("\u{FFFD}")
    }
    guard let damaged, !isGivenInUTF8 else { return nil }
    return "The name '\(damaged)' is not UTF-8; rename the file."
  }

  /// Whether the command line is UTF-8 as it was given; a name may hold the replacement itself.
  private static var isGivenInUTF8: Bool {
    let given = try? InputFile("/proc/self/cmdline").readAll(atMost: mostBytes)
    return given.flatMap { String(validating: $0, as: UTF8.self) } != nil
  }

  /// More than Linux passes to a program with the usual limits.
  private static let mostBytes = 64 << 20

  /// An empty value is mostly a variable of a script that is not set.
  private static func emptyValue(_ words: ArraySlice<String>) -> String? {
    // No rules are all rules.
    let mayBeEmpty = ["--rules", "-Y"]
    let alone = zip(words, words.dropFirst()).first { option, value in
      value.isEmpty && option.hasPrefix("-") && option != "-" && !mayBeEmpty.contains(option)
    }
    let joined = words.first { word in
      word.hasPrefix("--") && word.firstIndex(of: "=") == word.indices.last
        && !mayBeEmpty.contains(String(word.dropLast()))
    }
    guard let option = alone?.0 ?? joined.map({ String($0.dropLast()) }) else { return nil }
    return "What follows \(option) is empty; give it a value, or leave \(option) out."
  }

  /// The options that name one file, by their names. Of two the parser takes the last.
  private static let namingOneFile = [
    ["-o", "--output"], ["--annotate"], ["--waivers"], ["--baseline"], ["--compare"], ["--save"],
    ["--record"], ["--flash"], ["-w", "--write"],
  ]

  private static func secondFile(_ words: ArraySlice<String>) -> String? {
    // There may be very many names.
    let given = words.filter { $0.utf8.first == UInt8(ascii: "-") }
    let twice = namingOneFile.first { names in
      given.count { word in
        names.contains { word == $0 || $0.hasPrefix("--") && word.hasPrefix($0 + "=") }
      } > 1
    }
    return twice?.last.map { "\($0) is there twice, and takes one file." }
  }

  /// The letters of the options that have one. The parser takes `-vo` for two of them, and a name
  /// with a dash in front too: with an h in it, for a request for help, which ends with 0.
  private static let letters = Set("adhijopvwSY")

  private static func dashedName(_ words: ArraySlice<String>) -> String? {
    let name = words.first { word in
      word.utf8.count > 2 && word.hasPrefix("-") && !word.hasPrefix("--") && word != "-help"
        && word.contains("h") && !word.dropFirst().allSatisfy(letters.contains)
    }
    return name.map { "'\($0)' begins with a dash, so it is no name of a file: write ./\($0)" }
  }
}
