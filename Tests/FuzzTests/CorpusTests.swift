import Foundation
import FuzzTargets
import Testing

/// Runs what fuzzing has found worth keeping: `Corpus/TARGET/*`.
@Suite struct CorpusTests {
  private static let corpus = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Corpus")

  @Test(arguments: FuzzTarget.allCases)
  func `no input that was found makes the program crash or contradict itself`(
    _ target: FuzzTarget
  ) throws {
    let folder = Self.corpus.appending(path: target.rawValue)
    let inputs = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    #expect(inputs.count >= 10, "the corpus of \(target) is missing")
    let fuzzer = try Fuzzer()
    for input in inputs {
      let bytes = [UInt8](try Data(contentsOf: input))
      #expect(throws: Never.self, "\(input.lastPathComponent)") {
        try fuzzer.run(bytes, as: target)
      }
    }
  }
}
