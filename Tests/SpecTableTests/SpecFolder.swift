import Foundation
import SpecTable

/// The project's `specs/`, and copies of it with an error in them.
enum SpecFolder {
  static let path = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "specs").path

  static func digest(_ bytes: [UInt8]) -> String { "\(bytes.count) bytes" }

  /// The shipped YAML, read and checked.
  static func library() throws -> SpecLibrary {
    try SpecLibrary.load(directory: path, digest: digest)
  }

  /// The error in the tables when `old` is replaced by `new` in one of the files; nil without one.
  static func complaint(
    replacing old: String, with new: String, in file: String = "dfu-1.1.yaml"
  ) throws -> String? {
    let copy = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    try FileManager.default.copyItem(atPath: path, toPath: copy)
    defer { try? FileManager.default.removeItem(atPath: copy) }
    let text = try String(contentsOfFile: copy + "/" + file, encoding: .utf8)
    guard let range = text.range(of: old) else { return "the test's '\(old)' is not in \(file)" }
    try text.replacingCharacters(in: range, with: new)
      .write(toFile: copy + "/" + file, atomically: true, encoding: .utf8)
    do throws(TableError) {
      _ = try SpecLibrary.load(directory: copy, digest: digest)
      return nil
    } catch {
      return error.description
    }
  }
}
