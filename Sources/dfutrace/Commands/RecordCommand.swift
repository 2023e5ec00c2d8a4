import ArgumentParser
import Report
import Suite

struct RecordCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record",
    abstract: "Record a device's bus through usbmon, until Ctrl-C.",
    discussion: """
      The file holds everything that happens on that bus, including the firmware that is sent \
      and the traffic of other devices. To have the device's descriptors in it, start with --bus \
      before you plug the device in.
      Exit status: 0 the recording is complete, 64 the command line is wrong, 66 no such bus, 69 \
      no such device or no usbmon, 74 reading or writing failed, 77 permission is missing.
      """)

  @OptionGroup var device: DeviceOptions

  @Option(
    help: ArgumentHelp(
      "Number of the bus to record, in place of a device; 0 is all buses.", valueName: "N"))
  var bus: UInt16?

  @Option(
    name: [.customShort("w"), .long],
    help: ArgumentHelp("The pcapng file to write.", valueName: "FILE"), completion: .file())
  var write: String

  @OptionGroup var ring: RingOption

  func validate() throws {
    guard device.isEmpty == (bus != nil) else {
      throw ValidationError("Name a device with -d, -p or -S, or a bus with --bus.")
    }
  }

  func run() throws {
    Interruption.await()
    do throws(CheckFailure) {
      try record()
    } catch {
      throw Terminal.failure(error)
    }
  }

  private func record() throws(CheckFailure) {
    let (name, interface) =
      if let bus { ("bus \(bus)", "usbmon\(bus)") } else { try device.selection().find() }
    let options = LiveOptions(interface: interface, ringKiB: ring.size, file: write)
    let summary = try LiveRecorder.record(
      options, until: { Interruption.hasCome },
      began: { Terminal.say("\(interface): recording \(name) to \(write); Ctrl-C ends.\n") })
    Terminal.say(
      "\(write): \(summary.records) records; the kernel dropped \(summary.dropped).\n")
    if let reason = summary.reason {
      throw CheckFailure(file: interface, status: .inputOutput, message: reason)
    }
  }
}
