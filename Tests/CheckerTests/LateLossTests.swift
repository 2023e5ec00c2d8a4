import Checker
import DFU
import SpecTable
import TestSupport
import Testing
import USB

/// Losses that show late: of a request to another device the completion is missing, and that is
/// noticed when its request block is used again. Records may be missing anywhere in between.
@Suite struct LateLossTests {
  /// Frames 1 to 5: a device in DFU mode that shows dfuIDLE.
  private static let beginning = """
    attached left
    dfu dnload upload tolerant size=64 detach=1000
    configured 1
    GETSTATUS -> OK 0 dfuIDLE

    """
  /// Two frames. Nothing leads from dfuIDLE to dfuUPLOAD-IDLE but an UPLOAD (DFU 1.1, A.2.3 r6).
  private static let fault = "GETSTATUS -> OK 0 dfuUPLOAD-IDLE"
  /// Four frames. ABORT leads to dfuIDLE (A.2.10 r4).
  private static let back = "ABORT -> ACK\nGETSTATUS -> OK 0 dfuIDLE"

  /// A block that no state but dfuIDLE and dfuDNLOAD-IDLE takes.
  private static let block = "DNLOAD 0 64 -> ACK"

  private func judge(_ lines: [String]) throws -> Checker {
    var checker = Checker(CompiledTable(try Table.shipped()))
    let text = Self.beginning + lines.joined(separator: "\n")
    for observation in try Transcript(text).observations { checker.observe(observation) }
    return checker
  }

  /// The frame and the verdict of each finding.
  private func found(_ checker: Checker) -> [String] {
    checker.findings.filter { $0.verdict > .note }.map { "\($0.at.frame) \($0.verdict)" }
  }

  @Test func `what was found behind the frame is taken back, and what was found before is not`()
    throws
  {
    let twice = [Self.fault, Self.back, Self.fault]
    #expect(found(try judge(twice)) == ["6 violation", "12 violation"])
    for (frame, expected) in [
      (5, ["6 inconclusive", "12 inconclusive"]), (6, ["6 inconclusive", "12 inconclusive"]),
      (7, ["6 violation", "12 inconclusive"]), (12, ["6 violation", "12 inconclusive"]),
      (13, ["6 violation", "12 violation"]),
    ] {
      #expect(found(try judge(twice + ["gap \(frame)"])) == expected, "gap behind \(frame)")
    }
  }

  @Test func `the tallies say what the findings say`() throws {
    let checker = try judge([Self.fault, Self.back, Self.fault, "gap 8"])
    let tally = checker.tally(.device)
    #expect(tally.exchanges(.violation) == 1)
    #expect(tally.exchanges(.inconclusive) == 1)
    #expect(tally.worst == .violation)
    let clean = try judge([Self.fault, "gap 5"]).tally(.device)
    #expect(clean.worst == .inconclusive)
    #expect(clean.exchanges(.violation) == 0)
  }

  @Test func `it says what is missing where`() throws {
    let finding = try #require(try judge([Self.fault, "gap 5"]).findings.last)
    #expect(finding.message.contains("Records are missing behind frame 5"))
    #expect(!finding.message.contains("without a sign"))
  }

  // After the gap the state is not known. The lost records are behind frame 5, not before it.
  @Test func `what is in doubt afterwards says which half is missing, and not when the rest was`()
    throws
  {
    let checker = try judge([Self.back, "gap 5", Self.block])
    let finding = try #require(checker.findings.last { $0.verdict == .inconclusive })
    #expect(finding.message.contains("the other half of the request of frame 5 is missing"))
    #expect(!finding.message.contains("before frame"))
  }

  @Test func `both sides are cleared`() throws {
    // In dfuIDLE the host must not send DFU_CLRSTATUS (DFU 1.1, 6.1.3).
    let wrong = ["CLRSTATUS -> STALL"]
    #expect(try judge(wrong).tally(.host).worst == .violation)
    #expect(try judge(wrong + ["gap 5"]).tally(.host).worst == .inconclusive)
  }

  // The finding stands at frame 6, where the request was sent. Its answer is of frame 20.
  @Test func `what is shown only behind the frame is taken back, wherever it stands`() throws {
    func found(_ gap: Int) throws -> [String] {
      var checker = try judge([])
      for observation in try Transcript(Self.beginning + Self.fault).observations.suffix(1) {
        guard case .exchange(var transfer) = observation.event else { continue }
        transfer.completed?.frame = 20
        checker.observe(Observation(exchange: transfer))
      }
      checker.observe(Observation(.gap(.unpaired), at: Moment(frame: gap, nanoseconds: 0)))
      return self.found(checker)
    }
    #expect(try found(10) == ["6 inconclusive"])
    #expect(try found(20) == ["6 violation"])
  }

  @Test func `the value of a descriptor is not taken back`() throws {
    let odd = "dfu dnload size=64 detach=1000 version=0x0200"
    let before = try judge([odd])
    let values = before.findings.filter { !$0.dependsOnHistory && $0.verdict >= .warning }
    #expect(!values.isEmpty)
    let after = try judge([odd, "gap 1"])
    #expect(after.findings.filter { !$0.dependsOnHistory }.map(\.verdict) == values.map(\.verdict))
  }

  @Test func `the state is not known any more`() throws {
    // In dfuIDLE this were a violation.
    #expect(found(try judge(["gap 5", Self.fault])).isEmpty)
  }

  @Test func `a gap that is told at once takes nothing back`() throws {
    #expect(found(try judge([Self.fault, "gap"])) == ["6 violation"])
  }

  @Test(arguments: [4_000, 9_000])
  func `of very many findings those before the frame keep the verdict`(count: Int) throws {
    let table = CompiledTable(try Table.shipped())
    var checker = Checker(table, options: Checker.Options(maximumFindings: 10))
    for observation in try Transcript(Self.beginning).observations { checker.observe(observation) }
    let text =
      Self.beginning
      + (0..<count).map { _ in Self.fault + "\n" + Self.back }
      .joined(separator: "\n")
    for observation in try Transcript(text).observations.dropFirst(4) {
      checker.observe(observation)
    }
    let end = 5 + 6 * count
    func tally(behind frame: Int) -> (violations: Int, inconclusive: Int) {
      var copy = checker
      copy.observe(Observation(.gap(.unpaired), at: Moment(frame: frame, nanoseconds: 0)))
      let tally = copy.tally(.device)
      return (tally[.violation], tally[.inconclusive])
    }
    #expect(tally(behind: 5) == (0, count))
    #expect(tally(behind: end) == (count, 0))
    let half = tally(behind: 5 + 6 * (count / 2))
    #expect(half.violations > 0 && half.inconclusive >= count / 2)
    #expect(half.violations + half.inconclusive == count)
    if count == 4_000 { #expect(half == (count / 2, count / 2)) }
  }
}
