import Testing

/// `show --descriptors`.
@Suite struct DescriptorProgramTests {
  @Test func `the descriptors of the DFU devices are printed`() throws {
    let run = try Program.run("show", "--descriptors", "captures/will-detach")
    #expect(run.status == 0)
    #expect(run.complaint.isEmpty)
    #expect(run.output.contains("device 1.7, 1209:0d10, bcdDevice 0100h, run-time, session 1; "))
    #expect(run.output.contains("bitWillDetach               1"))
    #expect(run.output.contains("session 1: run-time beside DFU mode"))
  }

  @Test func `a capture without descriptors ends with 66, and names the way out`() throws {
    let run = try Program.run("show", "--descriptors", "captures/qemu-one-sided")
    #expect(run.status == 66)
    #expect(run.complaint.contains("--address"))
  }

  @Test(arguments: [["show"], ["show", "--descriptors"]])
  func `a device that is not in the capture is named`(_ words: [String]) throws {
    let run = try Program.run(words + ["captures/will-detach", "--address", "1.99"])
    #expect(run.status == 66)
    #expect(run.complaint.contains("evice 1.99"))
  }

  @Test func `the JSON report holds the same sets`() throws {
    let run = try Program.run("check", "captures/will-detach", "--format", "json")
    #expect(run.output.contains("\"descriptors\": {"))
    #expect(run.output.contains("\"name\": \"DFU FUNCTIONAL\""))
    #expect(run.output.contains("\"mode\": \"DFU mode\""))
  }
}
