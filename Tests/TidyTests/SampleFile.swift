/// Makes up files for the tests of the rules.
enum Sample {
  static func source(_ text: String, module: String = "USB", name: String = "Sample") -> SourceFile
  {
    SourceFile(path: "Sources/\(module)/\(name).swift", text: text)
  }
}
