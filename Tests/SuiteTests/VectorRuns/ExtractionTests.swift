import Foundation
import Report
import Suite
import Testing
import Vectors

/// Tests that vectors from a capture have the same results on the model of the recorded device.
@Suite struct ExtractionTests {
  private static let pairs = [
    ("xua-4.2.0-xhci-dfu-util", "xmos/lib_xua-4"), ("xua-4.2.0-xhci-xmosdfu", "xmos/lib_xua-4"),
    ("xua-5.3.0-vhci-dfu-util", "xmos/lib_xua-5"), ("xua-5.3.0-vhci-xmosdfu", "xmos/lib_xua-5"),
  ]

  private func extraction(_ name: String) throws -> Extraction {
    let file = try #require(ShippedCapture.all.first { $0.name == name }).file
    var extraction = Extraction(judge: try Judge(CheckOptions()))
    try extraction.add(file)
    return extraction
  }

  /// The vectors, read from what is written.
  private func vectors(_ extraction: Extraction) throws -> [Vector] {
    var text: [UInt8] = []
    try extraction.write { text += $0 }
    return try VectorFile(reading: text).vectors
  }

  /// The findings that a capture and a run must share: actor, verdict and rule. Findings about
  /// times are left out, because times depend on the machine.
  private func findings(_ capture: Report.Capture) -> Set<String> {
    Set(
      capture.sessions.flatMap(\.findings).filter { !$0.rule.hasPrefix("dfu/time/") }
        .map { "\($0.actor.rawValue) \($0.verdict.rawValue) \($0.rule)" })
  }

  private func verdict(_ capture: Report.Capture) -> [Report.Verdict] {
    Report.Actor.allCases.compactMap { actor in capture.sessions.map { $0.verdict[actor] }.max() }
  }

  @Test(arguments: pairs)
  func `the vectors of a capture find on the model what the capture shows`(
    _ name: String, _ model: String
  ) throws {
    let file = try #require(ShippedCapture.all.first { $0.name == name }).file
    let judge = try Judge(CheckOptions())
    let recorded = try judge.check(file).capture
    let bench = try VectorBench(judge: judge, model: model, config: [])
    let run = bench.run(try vectors(extraction(name)), named: name)
    #expect(run.skipped.isEmpty)
    #expect(findings(run) == findings(recorded))
    #expect(verdict(run) == verdict(recorded))
  }

  @Test func `the vectors of a capture come back from their file`() throws {
    let extraction = try extraction("vhci-download-upload")
    let read = try vectors(extraction)
    #expect(read.count == extraction.count && !read.isEmpty)
    #expect(read.allSatisfy { !$0.expectations.isEmpty })
    var text: [UInt8] = []
    try extraction.write { text += $0 }
    #expect(VectorFile(read).json == text)
  }

  @Test func `a capture that puts nothing new to the test gives nothing, and that is told`() throws
  {
    let file = try #require(ShippedCapture.all.first { $0.name == "vhci-download-upload" }).file
    var extraction = Extraction(judge: try Judge(CheckOptions()))
    try extraction.add(file)
    let count = extraction.count
    try extraction.add(file)
    #expect(extraction.count == count)
    #expect(extraction.omissions.last?.contains("nothing new") == true)
  }

  @Test func `a capture without DFU traffic gives no vectors`() throws {
    let silent = try #require(ShippedCapture.all.first { $0.name == "qemu-one-sided" })
    var extraction = Extraction(judge: try Judge(CheckOptions()))
    #expect(throws: CheckFailure.self) { try extraction.add(silent.file) }
  }
}
