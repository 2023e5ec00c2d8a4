import CaptureIO
import Report
import Testing

@testable import Suite

/// Tests the judgement of a watched bus with the records of the shipped captures.
@Suite struct LiveJudgementTests {
  /// Passes the records of a capture on as a bus would, without the records in `lost`.
  ///
  /// The kernel reports this loss, unless `isHidden` is set.
  private func watch(
    _ shipped: ShippedCapture, lost: Range<Int> = 0..<0, isHidden: Bool = false
  ) throws -> (capture: Report.Capture, told: [LiveFinding]) {
    var file = try CaptureFile(path: shipped.file, linkTypes: LinkType.ofUsbmon)
    var judgement = LiveJudgement(try Judge(CheckOptions()), file.linkType)
    var told: [LiveFinding] = []
    _ = file.forEach { (bytes, info) -> Flow in
      if lost.contains(info.frame) { return .proceed }
      if info.frame == lost.upperBound, !isHidden { judgement.miss { told.append($0) } }
      judgement.accept(bytes, info) { told.append($0) }
      return .proceed
    }
    let dropped = isHidden ? 0 : lost.count
    let result = judgement.finish(named: shipped.file, dropped: dropped, reason: nil) {
      told.append($0)
    }
    return (result.capture, told)
  }

  @Test(arguments: ShippedCapture.all)
  func `a bus is judged as a file of its records is`(_ shipped: ShippedCapture) throws {
    var (live, told) = try watch(shipped)
    #expect(live.dropped == 0)
    let file = try Judge(CheckOptions()).check(shipped.file).capture
    live.dropped = file.dropped
    #expect(live == file)
    let findings = live.sessions.flatMap(\.findings)
    #expect(Set(told.map(\.finding.place)) == Set(findings.map(\.place)))
  }

  @Test(arguments: ShippedCapture.all)
  func `what was lost, and told to be, makes no violation`(_ shipped: ShippedCapture) throws {
    let whole = try watch(shipped).capture
    for lost in losses(whole) {
      let lossy = try watch(shipped, lost: lost).capture
      #expect(lossy.integrity == .partial)
      #expect(violations(lossy).isSubset(of: violations(whole)), "\(lost)")
    }
  }

  @Test func `a loss that nobody tells of can look like a violation`() throws {
    var made = 0
    for shipped in ShippedCapture.all {
      let whole = try watch(shipped).capture
      for lost in losses(whole) {
        let lossy = try watch(shipped, lost: lost, isHidden: true).capture
        if !violations(lossy).isSubset(of: violations(whole)) { made += 1 }
      }
    }
    #expect(made > 10)
  }

  /// Losses of one to eight records, spread over the capture.
  private func losses(_ capture: Report.Capture) -> [Range<Int>] {
    (1..<12).map { part in
      let first = capture.records.total * part / 12 + part % 2
      return first..<first + 1 + part * 5 % 8
    }
  }

  // A request to the hub loses its completion with a DFU_DNLOAD. That shows 5 s later.
  @Test func `a finding that is taken back is told once more, as it is then`() throws {
    let shipped = try #require(ShippedCapture.all.first { $0.name == "aborted-download" })
    let (capture, told) = try watch(shipped, lost: 129..<144, isHidden: true)
    let first = try #require(told.first { $0.finding.verdict == .violation })
    let verdicts = told.filter { $0.finding.place == first.finding.place }.map(\.finding.verdict)
    #expect(verdicts == [.violation, .inconclusive])
    #expect(violations(capture).isEmpty)
    #expect(told.count == capture.sessions.flatMap(\.findings).count + 1)
  }

  @Test func `a place of loss is told by its frames`() {
    #expect(
      Report.Gap(7...7).reason == "the kernel dropped records before frame 7: its ring was full")
    #expect(
      Report.Gap(7...9).reason
        == "the kernel dropped records somewhere before frames 7 to 9: its ring was full")
  }

  private func violations(_ capture: Report.Capture) -> Set<String> {
    Set(
      capture.sessions.flatMap(\.findings).filter { $0.verdict == .violation }
        .map { "\($0.place) \($0.rule)" })
  }
}

extension Report.Finding {
  fileprivate var place: String { "\(frame ?? 0) \(actor) \(rule)" }
}
