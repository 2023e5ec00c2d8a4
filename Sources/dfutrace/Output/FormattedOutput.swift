import ArgumentParser
import Files
import Report

/// One report that a run writes: its format, and where it goes. On the command line
/// `FORMAT`, `FORMAT=FILE`, `FORMAT=FOLDER/` or `FORMAT=-`.
struct FormattedOutput<Format: ExpressibleByArgument & Equatable>: ExpressibleByArgument {
  var format: Format
  /// The file or folder, `-` for standard output; nil when only the format was given.
  var path: String?

  init(_ format: Format, path: String? = nil) {
    self.format = format
    self.path = path
  }

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard let format = Format(argument: String(parts[0])), parts.last != "" else { return nil }
    self.init(format, path: parts.count > 1 ? String(parts[1]) : nil)
  }

  static var allValueStrings: [String] { Format.allValueStrings }

  /// The file or folder; nil for standard output.
  fileprivate var file: String? { path == "-" ? nil : path }
}

/// The reports that one run writes, each to a place of its own.
struct FormattedOutputs<Format: ExpressibleByArgument & Equatable> {
  private let all: [FormattedOutput<Format>]

  /// `unnamed`: where a report goes that was given by its format alone; nil for standard output.
  init(_ all: [FormattedOutput<Format>], unnamed: String? = nil) {
    self.all = all.map { FormattedOutput($0.format, path: $0.path ?? unnamed) }
  }

  /// The format of the report on standard output; nil for none.
  var onStandardOutput: Format? { all.first { $0.file == nil }?.format }

  /// The formats, in the order given.
  var formats: [Format] { all.map(\.format) }

  /// The files and folders that are named.
  var paths: [String] { all.compactMap(\.file) }

  /// Whether any of the formats has the property.
  func contain(_ property: (Format) -> Bool) -> Bool { all.contains { property($0.format) } }

  /// Writes all reports. One that cannot be written keeps none of the others from being written;
  /// gives what happened to those.
  func write(
    onStandardOutput print: (Format) throws(CheckFailure) -> Void,
    to write: (Format, _ path: String) throws(CheckFailure) -> Void
  ) -> [CheckFailure] {
    all.compactMap { output in
      do throws(CheckFailure) {
        if let path = output.file {
          try write(output.format, path)
        } else {
          try print(output.format)
        }
        return nil
      } catch {
        return error
      }
    }
  }
}

extension FormattedOutputs {
  /// Refuses two reports that would go to one place.
  func validate() throws {
    for (index, output) in all.enumerated() {
      for other in all[..<index] {
        if let conflict = Self.conflict(other, output) { throw ValidationError(conflict) }
      }
    }
  }

  /// What is wrong with two reports that would go to one place; nil when they do not.
  private static func conflict(
    _ one: FormattedOutput<Format>, _ other: FormattedOutput<Format>
  ) -> String? {
    switch (one.file, other.file) {
    case (nil, nil):
      return "Only one report can go to standard output; name a file for each other one, as "
        + "--format \(other.format)=FILE."
    case (nil, let path?), (let path?, nil):
      return WholeFile.isStandardOutput(path)
        ? "\(path.printable()) is standard output, which another report goes to." : nil
    case (let first?, let second?):
      let areFolders = OutputFile.isFolder(first) && OutputFile.isFolder(second)
      guard WholeFile.isOnePlace(first, second), !areFolders || one.format == other.format else {
        return nil
      }
      return "\(first.printable()) and \(second.printable()) are one place; "
        + "name another one for each report."
    }
  }
}
