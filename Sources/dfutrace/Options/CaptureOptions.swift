import ArgumentParser
import Suite
import USB

/// The options of every command that reads captures.
struct CaptureOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Judge only the device at this address, and take its requests for DFU even where the "
        + "capture holds no descriptors, or no interface of the class of DFU.",
      valueName: "BUS.ADDR"))
  var address: String?

  @Option(
    help: ArgumentHelp(
      "Read the tables of rules from this folder, not the built-in ones.", valueName: "DIR"))
  var specs: String?

  func validate() throws {
    if let address, DeviceAddress(address) == nil {
      throw ValidationError("'\(address)' is no BUS.ADDR, such as 1.4.")
    }
  }
}
