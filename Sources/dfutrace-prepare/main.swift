import Crypto
import Foundation
import SpecTable
import USB

// dfutrace-prepare: writes the tables of a folder in the form that the program carries (`make
// tables`):
//
//   dfutrace-prepare specs Sources/SpecTable/Prepared
//
// Tables that are not right are refused, and then nothing is written. The form itself belongs to
// `SpecTable/Prepared/Prepared.swift`; here it only becomes Swift source.
let arguments = CommandLine.arguments.dropFirst()
guard arguments.count == 2, let specs = arguments.first, let output = arguments.last else {
  FileHandle.standardError.write(Data("usage: dfutrace-prepare SPECS OUTPUT\n".utf8))
  exit(64)
}
do {
  let tables = try SpecLibrary.prepared(directory: specs) { Hex.pairs(SHA256.hash(data: $0)) }
  let source = PreparedSource(numbers: tables.numbers, texts: tables.texts).text
  try Data(source.utf8).write(to: URL(filePath: output).appending(path: PreparedSource.name))
  for file in tables.files { print("\(file.sha256)  \(file.name)") }
} catch {
  FileHandle.standardError.write(Data("\(error)\n".utf8))
  exit(65)
}
