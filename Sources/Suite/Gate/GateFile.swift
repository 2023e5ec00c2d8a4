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

  /// Finds the parts of the report of a shard, however long it is. Fails as `report` does, and
  /// with status 65 where it is of a whole run. A pipe and a folder cannot be read so.
  package static func shard(at path: String) throws(CheckFailure) -> ShardFile {
    try ShardFile(StoredReport(path), file: path)
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

/// The file of a report that is read part by part.
private final class StoredReport: ShardText {
  let length: Int
  private let path: String
  private let file: InputFile

  init(_ path: String) throws(CheckFailure) {
    do throws(SystemError) {
      file = try InputFile(path)
    } catch {
      throw CheckFailure(opening: path, as: "report", error)
    }
    self.path = path
    length = file.size
  }

  func bytes(_ range: Range<Int>) throws(CheckFailure) -> [UInt8] {
    do throws(SystemError) {
      var bytes: [UInt8] = []
      try file.append(range, to: &bytes)
      return bytes
    } catch {
      throw CheckFailure(
        file: path, status: .inputOutput,
        message: "The report cannot be read to its end: \(error.reason).")
    }
  }
}
