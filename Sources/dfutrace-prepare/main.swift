import Crypto
import Foundation
import SpecTable

/// Writes the tables of a folder in the form that the program carries:
/// `dfutrace-prepare specs Sources/SpecTable/Prepared`.
///
/// It refuses a table that is not right, and writes nothing then.
let arguments = CommandLine.arguments.dropFirst()
guard arguments.count == 2, let specs = arguments.first, let output = arguments.last else {
  FileHandle.standardError.write(Data("usage: dfutrace-prepare SPECS OUTPUT\n".utf8))
  exit(64)
}
do {
  let library = try SpecLibrary.load(directory: specs) { bytes in
    SHA256.hash(data: bytes).map { byte in
      let digits = String(byte, radix: 16)
      return (digits.count == 1 ? "0" : "") + digits
    }.joined()
  }
  let sources = PreparedSources(library.prepared)
  try sources.write(to: output)
  for file in library.files { print("\(file.sha256)  \(file.name)") }
} catch {
  FileHandle.standardError.write(Data("\(error)\n".utf8))
  exit(65)
}
