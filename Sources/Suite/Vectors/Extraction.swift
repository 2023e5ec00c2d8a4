import Checker
import DFU
package import Files
import FoundationEssentials
package import Report
import SpecTable
import Vectors

/// Makes vectors from captures; keeps a vector only if it puts something new to the test.
package struct Extraction {
  private let judge: Judge
  private let spool = Spool()
  private var exercised: Set<String> = []
  private var parts: [SessionExtraction.Part] = []
  /// One sentence for each thing that was left out, with the reason.
  package private(set) var omissions: [String] = []

  /// Starts with no vector.
  package init(judge: Judge) { self.judge = judge }

  /// Adds vectors of what the hosts in a capture did.
  package mutating func add(
    _ path: String, progress: (Int) -> Void = { _ in }
  ) throws(CheckFailure) {
    var sessions: [SessionExtraction] = []
    let result = try judge.run(path, progress) { session, observation in
      while sessions.count <= session {
        sessions.append(SessionExtraction(judge.baseChecker(), spool))
      }
      sessions[session].observe(observation)
    }
    let parts = sessions.flatMap(\.parts)
    guard !parts.isEmpty else { throw judge.noTraffic(path, result) }
    let name = Self.name(path)
    for (index, part) in parts.enumerated() {
      let id = parts.count == 1 ? name : "\(name)-\(index + 1)"
      add(part, id, from: path)
    }
  }

  private mutating func add(_ part: SessionExtraction.Part, _ id: String, from path: String) {
    guard !part.exercised.isSubset(of: exercised) else {
      omissions.append(
        "\(path): what begins at frame \(part.frame ?? 0) puts nothing new to the test")
      return
    }
    exercised.formUnion(part.exercised)
    var part = part
    part.exercised = []
    part.vector.rename(id)
    part.vector.source = Self.name(path) + ", from frame \(part.frame ?? 0)"
    parts.append(part)
  }

  /// Passes the vectors to `body` as a JSON document, in pieces.
  package func write(
    _ body: ([UInt8]) throws(SystemError) -> Void
  ) throws(SystemError) {
    try body(VectorFile.beginning)
    for (index, part) in parts.enumerated() {
      var head: [UInt8] = []
      part.vector.writeHead(isFirst: index == 0, to: &head)
      try body(head)
      try part.steps.read(body)
      try body(Vector.end)
    }
    try body(VectorFile.end)
  }

  /// The number of vectors so far.
  package var count: Int { parts.count }

  /// The file's name without extension; the name of its folder when the file is called `capture`.
  private static func name(_ path: String) -> String {
    let url = URL(filePath: path)
    let name = url.deletingPathExtension().lastPathComponent
    return name == "capture" ? url.deletingLastPathComponent().lastPathComponent : name
  }
}
