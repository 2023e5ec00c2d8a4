import Foundation
import Suite
import Vectors

/// Writes the shipped vectors: `dfutrace-vectors FOLDER`.
let arguments = CommandLine.arguments
guard arguments.count == 2 else {
  FileHandle.standardError.write(Data("usage: dfutrace-vectors FOLDER\n".utf8))
  exit(64)
}

func write(_ vectors: [Vector], _ name: String) throws {
  let file = URL(filePath: arguments[1]).appending(path: name)
  try Data(VectorFile(vectors).json).write(to: file)
  print("\(name): \(vectors.count) vectors, \(vectors.reduce(0) { $0 + $1.steps.count }) steps")
}

let tables = try ProbeTables()
let sights = Set(tables.sights)
let rows = Set(tables.rows)
let wanted = sights.union(rows)
var search = Search(tables)
try write(search.takingByHand(HostTools.vectors), "host-tools.json")
for device in SearchedDevice.specified { search.add(device, prefix: "dfu") }
try write(search.vectors, "dfu-1.1.json")
let specified = search.vectors.count
search.isWanted = { $0.hasPrefix("as ") || wanted.contains($0) }
for device in SearchedDevice.xmos { search.add(device, prefix: "xmos") }
try write(Array(search.vectors[specified...]), "xmos.json")

print("\(sights.intersection(search.covered).count) of \(sights.count) outcomes of rows")
print("\(rows.intersection(search.covered).count) of \(rows.count) rows")
for missing in sights.union(rows).subtracting(search.covered).sorted() { print("  \(missing)") }
