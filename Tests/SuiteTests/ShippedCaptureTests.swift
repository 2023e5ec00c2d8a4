import Report
import Suite
import Testing

/// Compares the whole judgement of every shipped capture with its `capture.yaml`.
@Suite struct ShippedCaptureTests {
  @Test func `there are captures to compare`() {
    #expect(ShippedCapture.all.count >= 15)
  }

  @Test(arguments: ShippedCapture.all)
  func `a capture gives what is argued, no more and no less`(_ shipped: ShippedCapture) throws {
    let expected = try shipped.expectation()
    let (capture, hint) = try Judge(CheckOptions()).check(shipped.file)
    #expect(capture.integrity.rawValue == expected.integrity ?? "complete")
    #expect(capture.records.total == capture.records.sum)
    #expect((expected.noTraffic == nil) == (hint == nil))
    #expect(capture.sessions.count == expected.sessions.count)
    for (session, wanted) in zip(capture.sessions, expected.sessions) {
      #expect(session.devices.map(name).uniqued == wanted.devices)
      #expect(session.inferred == wanted.inferred ?? false)
      #expect(session.verdict.device.rawValue == wanted.device)
      #expect(session.verdict.host.rawValue == wanted.host)
      #expect(lines(session, \.verdict) == lines(wanted) { $0.verdict })
    }
  }

  @Test(arguments: ShippedCapture.all.filter { $0.name.hasPrefix("dfuse") })
  func `an overlay explains beside the base's verdict`(_ shipped: ShippedCapture) throws {
    let expected = try shipped.expectation()
    let judge = try Judge(CheckOptions(profile: "dfuse"))
    let session = try #require(try judge.check(shipped.file).capture.sessions.first)
    let wanted = try #require(expected.sessions.first)
    #expect(lines(session, \.profileVerdict) == lines(wanted) { $0.dfuse ?? "" })
    #expect(lines(session, \.verdict) == lines(wanted) { $0.verdict })
  }

  private func name(_ device: Report.Device) -> String {
    guard let vendor = device.vendor, let product = device.product else { return "?" }
    return hex(vendor) + ":" + hex(product)
  }

  private func hex(_ value: UInt16) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }

  private func lines(
    _ session: Report.Session, _ verdict: (Report.Finding) -> Report.Verdict
  ) -> [String] {
    session.findings.map { finding in
      "\(finding.frame ?? 0) \(finding.actor.rawValue) \(verdict(finding).rawValue) \(finding.rule)"
    }.sorted()
  }

  private func lines(
    _ session: Expectation.Session, _ verdict: (Expectation.Finding) -> String
  ) -> [String] {
    session.findings.flatMap { finding in
      finding.frames.map { "\($0) \(finding.actor) \(verdict(finding)) \(finding.rule)" }
    }.sorted()
  }
}

extension [String] {
  /// The elements without repetitions, in the order of their first appearance.
  fileprivate var uniqued: [String] {
    reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}
