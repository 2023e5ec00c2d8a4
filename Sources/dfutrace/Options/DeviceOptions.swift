import ArgumentParser
import Report
import Suite

/// The options that select a device; they have the form of dfu-util's options.
struct DeviceOptions: ParsableArguments {
  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "Vendor and product id of the device, hexadecimal; a second pair for its DFU mode.",
      valueName: "vid:pid[,vid:pid]"))
  var device: String?

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "The port that the device is plugged into, for example 1-2.3.", valueName: "bus-port"))
  var path: String?

  @Option(
    name: [.customShort("S"), .long],
    help: ArgumentHelp(
      "Serial number of the device; a second one for its DFU mode.", valueName: "SERIAL[,SERIAL]"))
  var serial: String?

  var isEmpty: Bool { device == nil && path == nil && serial == nil }

  func selection(
    interface: UInt8? = nil, alternate: UInt8? = nil
  ) throws(CheckFailure) -> HardwareSelection {
    try HardwareSelection(
      ids: device, path: path, serial: serial, interface: interface, alternate: alternate)
  }

  func validate() throws {
    do throws(CheckFailure) {
      _ = try selection()
    } catch {
      throw ValidationError(error.message)
    }
  }
}
