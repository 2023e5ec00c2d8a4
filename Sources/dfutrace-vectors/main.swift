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

try FileManager.default.createDirectory(
  at: URL(filePath: arguments[1]), withIntermediateDirectories: true)
let tables = try ProbeTables()
let sights = Set(tables.sights)
let wanted = sights.union(tables.rows)
var search = Search(tables)
try write(search.takingByHand(HostTools.vectors), "host-tools.json")
search.isWanted = { !$0.hasPrefix("as ") || $0.hasPrefix("as F") }
for device in SearchedDevice.specified { search.add(device, prefix: "dfu") }
try write(search.take(), "dfu-1.1.json")
search.isWanted = { $0.hasPrefix("as xmos/X") || $0.hasPrefix("as F") || wanted.contains($0) }
for model in SearchedDevice.generations {
  let name = model.replacing("/", with: "-")
  for device in SearchedDevice.xmos(model) { search.add(device, prefix: name) }
  try write(search.take(), "\(name).json")
}
// The search comes first, so that its vectors hold all that only DfuSe shows.
search.isWanted = { $0.hasPrefix("as dfuse/") || wanted.contains($0) }
for device in SearchedDevice.dfuSe { search.add(device, prefix: "dfuse") }
let byHand = search.takingByHand(HostTools.dfuSe, on: SearchedDevice(model: "dfuse"))
try write(byHand + search.take(), "dfuse.json")

print("\(sights.intersection(search.covered).count) of \(sights.count) outcomes of rows")
print("\(tables.rows.intersection(search.covered).count) of \(tables.rows.count) rows")
for missing in sights.union(tables.rows).subtracting(search.covered).sorted() {
  print("  \(missing)")
}
