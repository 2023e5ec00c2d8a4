/// Limits of lengths.
enum SizeRules {
  static let functionLimit = 60
  static let fileLimit = 400
  static let lineLimit = 100
  static let captureLimit = 1 << 20

  static func fileLength(_ file: SourceFile) -> [Complaint] {
    let count = file.lines.count - (file.text.hasSuffix("\n") ? 1 : 0)
    return count > fileLimit ? [file.complaint("has \(count) lines, \(fileLimit) are allowed")] : []
  }

  static func lineLength(_ file: SourceFile) -> [Complaint] {
    file.complaints(in: file.lines, "is longer than \(lineLimit) columns") { $0.count > lineLimit }
  }

  /// The length of functions, initialisers, accessors and computed properties. It counts from the
  /// line of the declaration to the closing brace at the same depth.
  static func functionLength(_ file: SourceFile) -> [Complaint] {
    let lines = file.codeLines
    return lines.indices.compactMap { start in
      guard declaresBody(lines[start]), let end = closingLine(of: start, in: lines) else {
        return nil
      }
      let count = end - start + 1
      return count > functionLimit
        ? file.complaint("has \(count) lines, \(functionLimit) are allowed", line: start + 1) : nil
    }
  }

  private static func declaresBody(_ line: Substring) -> Bool {
    let words = line.split { !$0.isLetter && $0 != "{" }
    let isFunction = words.contains { ["func", "init", "deinit", "subscript"].contains($0) }
    let isAccessor = words.contains { ["var", "get", "set"].contains($0) } && words.last == "{"
    return isFunction || isAccessor
  }

  /// The line with only the closing brace of the declaration at `start`. Nil if the declaration has
  /// no body, or has its body on one line.
  private static func closingLine(of start: Int, in lines: [Substring]) -> Int? {
    let depth = lines[start].prefix { $0 == " " }.count
    for index in lines.indices.dropFirst(start + 1) where !lines[index].allSatisfy({ $0 == " " }) {
      let indent = lines[index].prefix { $0 == " " }.count
      let rest = lines[index].dropFirst(indent)
      if indent == depth, rest.hasPrefix("}") { return index }
      let goesOn = rest.hasPrefix(")") || rest.hasPrefix("{") || rest.hasPrefix("where")
      if indent < depth || indent == depth && !goesOn { return nil }
    }
    return nil
  }

  static func captureSize(path: String, bytes: Int) -> [Complaint] {
    path.hasPrefix("captures/") && bytes > captureLimit
      ? [Complaint(path: path, line: nil, message: "has \(bytes) bytes, 1 MiB is allowed")] : []
  }
}
