/// Where the columns are in an export of Total Phase Data Center.
///
/// The export can leave columns out and order them as the window does (Data Center Software User
/// Manual, "Exporting a Capture"). So one line of the file names them, such as
/// `# Level,Sp,Index,m:s.ms.us,Dur,Len,Err,Dev,Ep,Record,Summary`.
struct TotalPhaseColumns {
  /// The byte between two fields.
  let separator: UInt8
  /// The beginning of the transaction, by minutes, seconds, milliseconds and microseconds.
  let time: Int
  let device: Int
  let endpoint: Int
  /// The kind of the row.
  let record: Int
  /// The data in hexadecimal digits: the column `Data`, or else `Summary`.
  let data: Int
  let level: Int?
  let duration: Int?
  let length: Int?
  let error: Int?

  /// The separators that occur: `;` where the decimal sign is a comma.
  private static let separators = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]

  /// Reads the line that names the columns. Nil for any other line, and where a column is missing
  /// without which no transfer can be read.
  init?(_ line: Span<UInt8>) {
    for separator in Self.separators {
      var start = 0
      if line.count > 0, line[0] == UInt8(ascii: "#") { start = 1 }
      let fields = CSVLine.fields(of: line, from: start, separator: separator)
      func column(_ name: String) -> Int? {
        fields.firstIndex { line.holds(name, at: $0) }
      }
      guard let time = fields.firstIndex(where: { line.begins(with: "m:s.ms", at: $0) }),
        let device = column("Dev"), let endpoint = column("Ep"), let record = column("Record"),
        let data = column("Data") ?? column("Summary")
      else { continue }
      self.separator = separator
      (self.time, self.device, self.endpoint) = (time, device, endpoint)
      (self.record, self.data) = (record, data)
      (level, duration) = (column("Level"), column("Dur"))
      (length, error) = (column("Len"), column("Err"))
      return
    }
    return nil
  }
}

/// The fields of a line of comma-separated values (RFC 4180).
enum CSVLine {
  /// The places of the fields from `start` on, without blanks around them and without quotes. In a
  /// quoted field a separator is text.
  static func fields(of line: Span<UInt8>, from start: Int = 0, separator: UInt8) -> [Range<Int>] {
    var fields: [Range<Int>] = []
    var begin = start
    var isQuoted = false
    for index in start..<line.count {
      if line[index] == UInt8(ascii: "\"") { isQuoted.toggle() }
      guard line[index] == separator, !isQuoted else { continue }
      fields.append(unquoted(line, begin..<index))
      begin = index + 1
    }
    fields.append(unquoted(line, begin..<line.count))
    return fields
  }

  private static func unquoted(_ line: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    let field = line.trimmed(range)
    guard field.count >= 2, line[field.lowerBound] == UInt8(ascii: "\""),
      line[field.upperBound - 1] == UInt8(ascii: "\"")
    else { return field }
    return line.trimmed(field.lowerBound + 1..<field.upperBound - 1)
  }
}
