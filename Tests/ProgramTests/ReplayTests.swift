import Testing

@Suite struct ReplayTests {
  @Test(
    arguments: [
      ("xua-4.2.0-xhci-dfu-util", "xmos/lib_xua-4"), ("xua-4.2.0-xhci-xmosdfu", "xmos/lib_xua-4"),
      ("xua-5.3.0-vhci-dfu-util", "xmos/lib_xua-5"), ("xua-5.3.0-vhci-xmosdfu", "xmos/lib_xua-5"),
    ])
  func `the model of the firmware that answered predicts every exchange`(
    _ capture: String, _ model: String
  ) throws {
    let run = try Program.run("replay", "captures/\(capture)/capture.pcap", "--model", model)
    #expect(run.status == 0)
    #expect(run.output.contains("predicted, 0 diverged, 0 not comparable"))
    #expect(run.output.contains("triage: deviation, predicted by this model"))
  }

  @Test(
    arguments: [
      ("xua-4.2.0-xhci-dfu-util", "xmos/lib_xua-5"), ("xua-4.2.0-xhci-xmosdfu", "xmos/lib_xua-5"),
      ("xua-5.3.0-vhci-dfu-util", "xmos/lib_xua-4"), ("xua-5.3.0-vhci-xmosdfu", "xmos/lib_xua-4"),
    ])
  func `the model of the other generation parts from the capture`(
    _ capture: String, _ model: String
  ) throws {
    let run = try Program.run("replay", "captures/\(capture)/capture.pcap", "--model", model)
    #expect(run.status == 1)
    #expect(!run.output.contains("predicted, 0 diverged"))
  }
}
