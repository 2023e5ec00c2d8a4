import Foundation

/// Validates against a schema of `specs/schemas`, by default that of reports. Only the part of JSON
/// Schema that they use is supported. Stricter than the standard in one point: a member that the
/// schema does not list is an error.
struct PublishedSchema {
  static let file = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../specs/schemas/report.schema.json").standardizedFileURL

  private let root: Document

  /// Reads a schema of `specs/schemas` by its name.
  init(_ name: String = "report") throws {
    let file = Self.file.deletingLastPathComponent().appending(path: "\(name).schema.json")
    root = try Document(String(contentsOf: file, encoding: .utf8))
  }

  func complaints(about value: Document) -> [String] { check(value, by: root, at: "$") }

  private func check(_ value: Document, by schema: Document, at place: String) -> [String] {
    if let reference = schema["$ref"]?.texts.first {
      let name = reference.replacing("#/$defs/", with: "")
      guard let definition = root["$defs"]?[name] else {
        return ["\(place): no definition \(name)"]
      }
      return check(value, by: definition, at: place)
    }
    return checkType(value, schema, place) + checkValue(value, schema, place)
      + checkMembers(value, schema, place) + checkItems(value, schema, place)
      + checkChoice(value, schema, place)
  }

  private func checkChoice(_ value: Document, _ schema: Document, _ place: String) -> [String] {
    func fitting(_ choices: [Document]) -> Int {
      choices.count { check(value, by: $0, at: place).isEmpty }
    }
    if let choices = schema["anyOf"]?.items, fitting(choices) == 0 {
      return ["\(place): fits nothing of anyOf"]
    }
    if let choices = schema["oneOf"]?.items, fitting(choices) != 1 {
      return ["\(place): fits \(fitting(choices)) of oneOf, not 1"]
    }
    return []
  }

  private func checkType(_ value: Document, _ schema: Document, _ place: String) -> [String] {
    guard let allowed = schema["type"]?.texts else { return [] }
    return allowed.contains { value.is($0) } ? [] : ["\(place): is no \(allowed)"]
  }

  private func checkValue(_ value: Document, _ schema: Document, _ place: String) -> [String] {
    if let allowed = schema["enum"]?.items ?? schema["const"].map({ [$0] }),
      !allowed.contains(value)
    {
      return ["\(place): \(value) is none of \(allowed)"]
    }
    if let minimum = schema["minimum"]?.number, let number = value.number, number < minimum {
      return ["\(place): \(number) is below \(minimum)"]
    }
    if let pattern = schema["pattern"]?.texts.first, case .string(let text) = value,
      text.range(of: pattern, options: .regularExpression) == nil
    {
      return ["\(place): \(text) does not match \(pattern)"]
    }
    return []
  }

  private func checkMembers(_ value: Document, _ schema: Document, _ place: String) -> [String] {
    guard case .object(let members) = value else { return [] }
    let missing = (schema["required"]?.texts ?? []).filter { members[$0] == nil }
      .map { "\(place).\($0): is missing" }
    guard let properties = schema["properties"] else { return missing }
    return missing
      + members.sorted { $0.key < $1.key }.flatMap { name, member in
        guard let property = properties[name] else {
          return ["\(place).\(name): is not published"]
        }
        return check(member, by: property, at: "\(place).\(name)")
      }
  }

  private func checkItems(_ value: Document, _ schema: Document, _ place: String) -> [String] {
    guard let items = schema["items"] else { return [] }
    return value.items.enumerated().flatMap { check($1, by: items, at: "\(place)[\($0)]") }
  }
}

extension Document {
  /// Whether the value has this type of JSON Schema.
  fileprivate func `is`(_ type: String) -> Bool {
    switch self {
    case .null: type == "null"
    case .bool: type == "boolean"
    case .number(let number): type == "number" || type == "integer" && number == number.rounded()
    case .string: type == "string"
    case .array: type == "array"
    case .object: type == "object"
    }
  }
}

/// A second validator, Python's jsonschema, if it is installed.
enum PythonValidator {
  static let isInstalled = (try? run("import jsonschema", input: ""))?.status == 0

  /// The errors in `json`; empty when it follows the schema.
  static func complaints(
    about json: String, by schema: URL = PublishedSchema.file
  ) throws -> String {
    let script = """
      import json, sys, jsonschema
      schema = json.load(open(sys.argv[1]))
      jsonschema.Draft202012Validator.check_schema(schema)
      for error in jsonschema.Draft202012Validator(schema).iter_errors(json.load(sys.stdin)):
          print(error.message)
      """
    let result = try run(script, schema, input: json)
    return result.status == 0 ? result.output : "python3 ended with status \(result.status)"
  }

  private static func run(
    _ script: String, _ schema: URL = PublishedSchema.file, input: String
  ) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script, schema.path]
    let stdin = Pipe()
    let stdout = Pipe()
    process.standardInput = stdin
    process.standardOutput = stdout
    process.standardError = FileHandle.nullDevice
    try process.run()
    try stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try stdin.fileHandleForWriting.close()
    let output = try stdout.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}
