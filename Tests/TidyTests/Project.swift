import Foundation

/// The files of the project in its folder.
enum Project {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../..").standardizedFileURL

  /// The paths from the root, in order, without build products and checkouts.
  static let paths: [String] = {
    let skipped: Set = [".git", ".swiftpm", ".guest", ".labs", "Package.resolved"]
    guard let walker = FileManager.default.enumerator(atPath: root.path) else { return [] }
    var paths: [String] = []
    while let path = walker.nextObject() as? String {
      if skipped.contains(path) || path.hasPrefix(".build") && !path.contains("/") {
        walker.skipDescendants()
      } else if walker.fileAttributes?[.type] as? FileAttributeType == .typeRegular {
        paths.append(path)
      }
    }
    return paths.sorted()
  }()

  /// Every text file.
  static let texts: [SourceFile] = paths.compactMap { path in
    guard let data = try? Data(contentsOf: root.appending(path: path)),
      data.range(of: Data([0])) == nil, let text = String(data: data, encoding: .utf8)
    else { return nil }
    return SourceFile(path: path, text: text)
  }

  static let swift = texts.filter(\.isSwift)

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  static func size(_ path: String) -> Int {
    let values = try? root.appending(path: path).resourceValues(forKeys: [.fileSizeKey])
    return values?.fileSize ?? 0
  }
}
