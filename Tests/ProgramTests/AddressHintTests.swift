import Testing

/// What every command says of a capture in which requests may be DFU's, and nothing proves it.
@Suite struct AddressHintTests {
  private static let capture = "captures/qemu-one-sided/capture.pcap"

  @Test(arguments: [
    ["check"], ["show"], ["show", "--descriptors"], ["extract"], ["firmware"],
    ["replay", "--model", "auto"],
  ])
  func `the device is named that --address may take`(_ command: [String]) throws {
    let run = try Program.run(command + [Self.capture])
    #expect(run.status == 66)
    let hint = "no answer proves it; take them with --address 0.1."
    #expect(run.complaint.contains(hint), "\(run.complaint)")
  }

  @Test(arguments: ["show", "check", "redact"])
  func `a device that is not there is named`(_ command: String) throws {
    let words = ["captures/will-detach/capture.pcap"] + (command == "redact" ? ["/dev/null"] : [])
    let run = try Program.run([command, "--address", "9.99"] + words)
    #expect(run.status == 66)
    #expect(run.complaint.contains("There is no DFU traffic of device 9.99 in this capture"))
  }
}
