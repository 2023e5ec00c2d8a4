import Files
package import Report

/// Reads the files of a gate, of a comparison and of a merge, whole and with a bound.
package enum GateFile {
  /// Reads a report in JSON; `-` is standard input.
  ///
  /// Fails with status 65 where it is none or has more than 256 MiB, and 66 where there is no such
  /// file.
  package static func report(at path: String) throws(CheckFailure) -> ReadReport {
    try ReadReport(
      bytes(of: path, as: "report", most: ReadReport.mostBytes), file: path)
  }

  /// Reads the report of a shard. Fails as `report` does, and with status 65 where it is of a whole
  /// run.
  package static func shard(at path: String) throws(CheckFailure) -> ShardFile {
    try ShardFile(bytes(of: path, as: "report", most: ReadReport.mostBytes), file: path)
  }

  /// The bytes of a file; `what` says what it should be.
  static func bytes(
    of path: String, as what: String, most: Int
  ) throws(CheckFailure) -> [UInt8] {
    let bytes: [UInt8]?
    do throws(SystemError) {
      bytes = try InputFile.bytes(of: path, atMost: most)
    } catch {
      throw CheckFailure(opening: path, as: what, error)
    }
    guard let bytes else { throw CheckFailure(tooLong: path, as: what, most: most) }
    return bytes
  }
}
