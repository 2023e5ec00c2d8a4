import ArgumentParser
import Suite

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
    if let address, !Self.isAddress(address) {
      throw ValidationError("'\(address)' is no BUS.ADDR, such as 1.4.")
    }
  }

  /// A bus number and a device address, 0 to 127 (USB 2.0, 9.4.6).
  private static func isAddress(_ text: String) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, UInt16(parts[0]) != nil, let address = UInt8(parts[1]) else {
      return false
    }
    return address < 128
  }
}
