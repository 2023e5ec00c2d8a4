import ArgumentParser
import Suite

/// The device that vectors are run on, and how far the run may go.
struct HardwareRunOptions: ParsableArguments {
  @OptionGroup var device: DeviceOptions

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Its DFU interface, where it has several.", valueName: "NUMBER"))
  var interface: UInt8?

  @Option(
    name: [.customShort("a"), .customLong("alt")],
    help: ArgumentHelp("The alternate setting of that interface.", valueName: "NUMBER"))
  var alternate: UInt8?

  @Flag(help: "Run vectors that write or revert the flash, or make the device leave its mode.")
  var allowWrites = false

  @Option(
    help: ArgumentHelp(
      "Upload what is on the device into this new file before anything is run.",
      valueName: "FILE"))
  var save: String?

  @Option(
    name: .customLong("record"),
    help: ArgumentHelp(
      "Record the device's bus there; else into dfutrace-DATE-TIME.pcapng, where usbmon is "
        + "readable.", valueName: "FILE.pcapng"))
  var recording: String?

  @Flag(help: "Record nothing: libusb's account stands alone.")
  var noRecord = false

  @OptionGroup var ring: RingOption

  /// Whether a device is meant, and no model.
  var isChosen: Bool { !device.isEmpty }

  func validate() throws {
    if noRecord, recording != nil {
      throw ValidationError("--record and --no-record exclude each other.")
    }
    let isForDevice =
      interface != nil || alternate != nil || allowWrites || save != nil || recording != nil
      || noRecord || ring.size != nil
    if isForDevice, !isChosen {
      throw ValidationError("These options are for a device: name one with -d, -p or -S.")
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
