import ArgumentParser
import Files
import Report
import Suite

/// The options for running vectors on a device: which device, and what the run may do to it.
struct HardwareRunOptions: ParsableArguments {
  @OptionGroup var device: DeviceOptions

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "Number of the DFU interface, if the device has several.", valueName: "NUMBER"))
  var interface: UInt8?

  @Option(
    name: [.customShort("a"), .customLong("alt")],
    help: ArgumentHelp("The alternate setting of that interface.", valueName: "NUMBER"))
  var alternate: UInt8?

  @Flag(
    help: "Also run vectors that write or revert the flash, or make the device change its mode.")
  var allowWrites = false

  @Option(
    help: ArgumentHelp(
      "First upload the content of the device into this file, which must not exist yet.",
      valueName: "FILE"), completion: .file())
  var save: String?

  @Option(
    name: .customLong("record"),
    help: ArgumentHelp(
      "Record the bus of the device into this file. Without the option the file is "
        + "dfutrace-DATE-TIME.pcapng, if usbmon may be read.", valueName: "FILE.pcapng"),
    completion: .file())
  var recording: String?

  @Flag(help: "Do not record the bus; the verdicts then rest on what libusb reports.")
  var noRecord = false

  @OptionGroup var ring: RingOption

  /// Whether the operator selected a device instead of a model.
  var isChosen: Bool { !device.isEmpty }

  func validate() throws {
    if noRecord, recording != nil {
      throw ValidationError("--record and --no-record exclude each other.")
    }
    if let save, let recording, WholeFile.isOnePlace(save, recording) {
      throw ValidationError("--save and --record name the same file; each needs its own.")
    }
    let isForDevice =
      interface != nil || alternate != nil || allowWrites || save != nil || recording != nil
      || noRecord || ring.size != nil
    if isForDevice, !isChosen {
      throw ValidationError("These options are for a device: name one with -d, -p or -S.")
    }
  }

  /// Refuses `outputs`, the files of reports, where one would replace what was on the device or the
  /// recording.
  func refuse(_ outputs: [String]) throws {
    for (name, path) in [("--save", save), ("--record", recording)] {
      if let path, outputs.contains(where: { WholeFile.isOnePlace($0, path) }) {
        throw ValidationError("\(name) and a report name the same file; each needs its own.")
      }
    }
  }

  func options() throws(CheckFailure) -> HardwareOptions {
    var options = HardwareOptions(
      try device.selection(interface: interface, alternate: alternate))
    options.allowsWrites = allowWrites
    options.save = save
    options.recording = recording
    options.records = !noRecord
    options.ringKiB = ring.size
    return options
  }
}
