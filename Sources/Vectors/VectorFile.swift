import JSON

/// The vectors of a file: a document with a list of vectors, or one vector on each line.
package struct VectorFile: Sendable {
  /// The vectors in the order of the file.
  package var vectors: [Vector]

  /// The name of the format, as the file states it.
  package static let schema = "dfutrace.vectors/1"

  /// Makes a file with these vectors.
  package init(_ vectors: [Vector]) { self.vectors = vectors }

  /// Reads a document (`{"schema": …, "vectors": […]}`) or JSON lines. Throws what is wrong with
  /// the first unreadable vector or line.
  package init(reading bytes: [UInt8]) throws(VectorError) {
    vectors = []
    var reader = JSONReader(bytes, in: 0..<bytes.count)
    var isDocument = false
    do throws(VectorError) {
      try reader.members { name, reader throws(VectorError) in
        switch name {
        case "schema":
          isDocument = true
          let schema = try reader.string()
          guard schema == Self.schema else {
            throw VectorError("the schema is \(schema), not \(Self.schema)")
          }
        case "vectors":
          isDocument = true
          try readAll(&reader)
        default: try reader.skip()
        }
      }
      if isDocument { try reader.finish() }
    } catch {
      if isDocument { throw error }
    }
    guard !isDocument else { return }
    guard Self.mayHoldVectors(bytes) else {
      throw VectorError("is no file of vectors; dfutrace extract makes one of a capture.")
    }
    try readLines(bytes)
  }

  /// Whether the first byte that is no space begins a vector, or there is none.
  private static func mayHoldVectors(_ bytes: [UInt8]) -> Bool {
    let first = bytes.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    return first == nil || first == UInt8(ascii: "{")
  }

  private mutating func readAll(_ reader: inout JSONReader) throws(VectorError) {
    try reader.elements { reader throws(VectorError) in
      do throws(VectorError) {
        vectors.append(try Vector(next: &reader))
      } catch {
        throw VectorError("vector \(vectors.count + 1): \(error.message)")
      }
    }
  }

  private mutating func readLines(_ bytes: [UInt8]) throws(VectorError) {
    var start = 0
    var line = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      line += 1
      if !bytes[start..<end].allSatisfy({ [0x20, 0x09, 0x0D].contains($0) }) {
        do throws(VectorError) {
          vectors.append(try Vector(JSONReader(bytes, in: start..<end)))
        } catch {
          throw VectorError("line \(line): \(error.message)")
        }
      }
      start = end + 1
    }
  }
}
