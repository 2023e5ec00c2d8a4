import Testing

/// `dfutrace replay`, run as a user would.
@Suite struct ReplayProgramTests {
  private let capture = "captures/xua-5.3.0-vhci-dfu-util/capture.pcap"

  private func replay(_ model: String, _ more: String = "") throws -> Program {
    try Program.line(
      "$dfutrace replay \(capture) --model \(model) \(more) --config sector_ms=60 "
        + "--config page_ms=2 --config max_upgrade=65536 --config dfu_if=3")
  }

  @Test func `the model of the device's firmware ends with 0`() throws {
    let run = try replay("xmos/lib_xua-5")
    #expect(run.status == 0)
    #expect(run.output.contains("138 exchanges compared, 138 predicted, 0 diverged"))
    #expect(run.output.contains("triage: deviation, predicted by this model"))
    #expect(run.complaint.isEmpty)
  }

  @Test func `another model ends with 1, and shows both sides`() throws {
    let run = try replay("xmos/lib_xua-4")
    #expect(run.status == 1)
    #expect(run.output.contains("device     the device leaves the bus"))
    #expect(run.output.contains("model      it stays"))
  }

  @Test func `auto ranks the models, as JSON too`() throws {
    let run = try replay("auto", "--format json")
    #expect(run.status == 0)
    #expect(run.output.contains(#""schema": "dfutrace.replay/1""#))
    let models = run.output.split(separator: "\n").filter { $0.contains(#""model": "#) }
    let first = try #require(models.dropFirst().first)
    #expect(first.contains("xmos/lib_xua-5"))
  }

  @Test func `a wrong model is a wrong command line`() throws {
    let run = try Program.run("replay", capture, "--model", "nonsense")
    #expect(run.status == 64)
    #expect(run.complaint.contains("there is no model nonsense"))
  }

  @Test func `a capture that is not there ends with 66`() throws {
    #expect(try Program.run("replay", "nowhere.pcap", "--model", "auto").status == 66)
  }
}
