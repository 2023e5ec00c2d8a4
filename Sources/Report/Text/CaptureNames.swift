/// Short names of captures for a table: their paths without what all of them share.
struct CaptureNames {
  /// What the paths share, for the title of the column: `captures/`, or `captures/*/capture.*`
  /// where all files have one name and each is in a folder of its own.
  let title: String
  /// The rest of each path.
  let names: [String]

  init(_ paths: [String]) {
    let folder = Self.sharedFolder(of: paths)
    let rests = paths.map { $0.dropFirst(folder.count) }
    let folders = rests.compactMap { rest in rest.lastIndex(of: "/").map { rest[..<$0] } }
    let files = Set(rests.map { $0.split(separator: "/").last?.split(separator: ".").first })
    if files.count == 1, let file = files.first?.map(String.init), folders.count == paths.count,
      Set(folders).count == paths.count
    {
      title = "\(folder)*/\(file).*"
      names = folders.map(String.init)
    } else {
      title = folder.isEmpty ? "capture" : folder
      names = rests.map(String.init)
    }
  }

  /// The folder that all paths begin with, with its slash; empty when they share none.
  private static func sharedFolder(of paths: [String]) -> String {
    guard var shared = paths.first?[...], paths.count > 1 else { return "" }
    for path in paths {
      shared = shared.prefix(zip(shared, path).prefix { $0 == $1 }.count)
    }
    let folder = shared.lastIndex(of: "/").map { String(shared[...$0]) } ?? ""
    return paths.contains(folder) ? "" : folder
  }
}
