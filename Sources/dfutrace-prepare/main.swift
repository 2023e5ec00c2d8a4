import Crypto
import Foundation
import Report
import SpecTable
import Suite
import USB

// dfutrace-prepare: writes the tables of a folder in the forms that the program carries (`make
// tables`):
//
//   dfutrace-prepare specs Sources
//
// Tables that are not right are refused, and then nothing is written. The forms themselves belong
// to `SpecTable/Prepared/Prepared.swift` and `Report/HTML/StateTable.swift`; here they only become
// Swift source.
let arguments = CommandLine.arguments.dropFirst()
guard arguments.count == 2, let specs = arguments.first, let output = arguments.last else {
  FileHandle.standardError.write(Data("usage: dfutrace-prepare SPECS SOURCES\n".utf8))
  exit(64)
}
do {
  let digest = { (bytes: [UInt8]) in Hex.pairs(SHA256.hash(data: bytes)) }
  let tables = try SpecLibrary.prepared(directory: specs, digest: digest)
  let base = try SpecLibrary.load(directory: specs, digest: digest).table()
  for source in [
    PreparedSource(numbers: tables.numbers, texts: tables.texts),
    PreparedSource(stateTable: base.stateTable.json),
  ] {
    try Data(source.text.utf8).write(to: URL(filePath: output).appending(path: source.path))
  }
  for file in tables.files { print("\(file.sha256)  \(file.name)") }
} catch {
  FileHandle.standardError.write(Data("\(error)\n".utf8))
  exit(65)
}
