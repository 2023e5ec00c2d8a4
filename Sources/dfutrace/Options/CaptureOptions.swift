import ArgumentParser
import Suite

/// The options of every command that reads captures.
struct CaptureOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Judge only the device at this address, and take its requests for DFU even where the "
        + "capture holds no descriptors, or no interface of the class of DFU.",
      valueName: "BUS.ADDR"))
  var address: String?

  @OptionGroup var tables: SpecsOption

  @Option(
    help: ArgumentHelp(
      "Read the captures as written by usbmon, qemu, sigrok, converted (to usbmon's form), "
        + "usbpcap, macos, freebsd, wire, usbmon-text or total-phase; else the content tells it.",
      valueName: "NAME"), completion: .dialects)
  var dialect: String?

  /// The folder of the tables; nil: the built-in ones.
  var specs: String? { tables.specs }

  /// The settings for commands without further options of judging.
  var checkOptions: CheckOptions {
    CheckOptions(specsDirectory: specs, address: address, dialect: dialect)
  }

  func validate() throws {
    if let fault = address.flatMap(ReadingOptions.fault(ofAddress:)) {
      throw ValidationError(fault)
    }
  }
}
