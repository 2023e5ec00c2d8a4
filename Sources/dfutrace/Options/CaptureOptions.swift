import ArgumentParser
import Suite
import USB

/// The options of every command that reads captures.
struct CaptureOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Judge the device of this address only; names DFU traffic without descriptors.",
      valueName: "BUS.ADDR"))
  var address: String?

  @Option(
    help: ArgumentHelp("Read edited tables from here, not the built-in ones.", valueName: "DIR"))
  var specs: String?

  func validate() throws {
    if let address, DeviceAddress(address) == nil {
      throw ValidationError("'\(address)' is no BUS.ADDR, such as 1.4.")
    }
  }
}
