import ArgumentParser
import Suite

/// Which device is meant, as dfu-util's options say it.
struct DeviceOptions: ParsableArguments {
  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "The device, in run-time and in DFU mode, hexadecimal.", valueName: "vid:pid[,vid:pid]"))
  var device: String?

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Where it is plugged in, as 1-2.3.", valueName: "bus-port"))
  var path: String?

  @Option(
    name: [.customShort("S"), .long],
    help: ArgumentHelp("Its serial number.", valueName: "SERIAL[,SERIAL]"))
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
