import JSON

/// A report that was written as JSON, read again.
///
/// `document` has what a gate and a comparison need: names, hashes, verdicts, rules that were put
/// to the test, updates without their times, and findings with their states and words. Left out are
/// records, gaps, facts and descriptors.
public struct ReadReport: Sendable {
  /// The file, as it was named.
  public var file: String
  /// What was read of the report.
  public var document = Report.Document()
  /// The devices that the descriptors of its captures name, each once, in order.
  public var devices: [NamedDevice] = []

  /// What a device descriptor says of a device.
  public struct NamedDevice: Hashable, Sendable {
    /// idVendor and idProduct, as `20b1:0008`.
    public var id: String
    /// bcdDevice, as the specification writes it.
    public var version: String
    /// The string of iProduct; nil when it was not read.
    public var product: String?
  }

  /// The most bytes that a report may have: 256 MiB.
  package static let mostBytes = 256 << 20

  /// Reads a report. `file` names it in errors.
  ///
  /// Fails with status 65 where it is no report of dfutrace, one of a newer version, or damaged.
  public init(_ bytes: [UInt8], file: String) throws(CheckFailure) {
    self.file = file
    var schema: String?
    var (isPart, holdsCaptures) = (false, false)
    do throws(JSONFault) {
      var reader = JSONReader(bytes, in: 0..<bytes.count)
      try reader.distinctMembers { name, reader throws(JSONFault) in
        if name == "shard" { isPart = true }
        if name == "schema" {
          schema = try reader.string()
          if schema != Report.Document.schema { throw reader.fault("") }
        } else if name == "captures" {
          holdsCaptures = true
          try readCaptures(&reader)
        } else {
          try read(name, &reader)
        }
      }
      try reader.finish()
      if schema != nil, !holdsCaptures { throw JSONFault("it has no member captures", at: 0) }
    } catch {
      throw Self.failure(error, schema: schema, in: bytes, file: file)
    }
    guard schema != nil else { throw Self.foreign(file, nil) }
    if isPart {
      throw CheckFailure(
        file: file, status: .unreadable,
        message: "The report holds only some shards of a run; merge all of them first.")
    }
  }

  private mutating func read(_ name: String, _ reader: inout JSONReader) throws(JSONFault) {
    switch name {
    case "tool": document.tool = try reader.tool()
    case "tables":
      document.tables = try reader.list { (reader) throws(JSONFault) in try reader.table() }
    case "filter": document.filter = try reader.filter()
    case "failures":
      document.failures = try reader.list { (reader) throws(JSONFault) in try reader.failure() }
    default: try reader.skip()
    }
  }

  private mutating func readCaptures(_ reader: inout JSONReader) throws(JSONFault) {
    try reader.elements { reader throws(JSONFault) in
      document.captures.append(try reader.capture(&devices))
    }
  }

  /// Why a file cannot be read, for the operator. `schema`: what the file states; nil for nothing.
  static func failure(
    _ fault: JSONFault, schema: String?, in bytes: [UInt8], file: String
  ) -> CheckFailure {
    guard schema == Report.Document.schema else { return foreign(file, schema) }
    return CheckFailure(file: file, status: .unreadable, message: text(fault, in: bytes))
  }

  /// `schema` nil: the file states none, or is not JSON.
  private static func foreign(_ file: String, _ schema: String?) -> CheckFailure {
    let own = Report.Document.schema
    let family = own.prefix { $0 != "/" }
    let message: String
    if let schema, schema.hasPrefix(family + "/") {
      message =
        "The report has the schema \(schema.printable()), and this program reads \(own): use the "
        + "dfutrace that wrote it, or a newer one."
    } else {
      let found = schema.map { ", but has the schema \($0.printable())" } ?? ""
      message =
        "This is no JSON report of dfutrace\(found): write one with check --format json -o FILE."
    }
    return CheckFailure(file: file, status: .unreadable, message: message)
  }

  /// A fault with the line where it is, and what to do.
  private static func text(_ fault: JSONFault, in bytes: [UInt8]) -> String {
    let before = bytes.prefix(fault.offset ?? 0)
    let line = before.count { $0 == UInt8(ascii: "\n") } + 1
    return "The report is damaged in line \(line) (byte \(before.count)): "
      + "\(fault.problem.printable()). Write it again with check --format json."
  }
}
