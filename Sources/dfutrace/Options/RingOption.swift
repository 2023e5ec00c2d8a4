import ArgumentParser
import Suite

/// The size of the kernel's ring of records, for every command that watches a bus.
struct RingOption: ParsableArguments {
  @Option(
    name: .customLong("ring"),
    help: ArgumentHelp(
      "Size of the kernel's ring buffer for the watched bus, from 8 to 1200 KiB (default: 1200).",
      valueName: "KIB"))
  var size: Int?

  func validate() throws {
    if let size, !LiveOptions.ringSizes.contains(size) {
      throw ValidationError("--ring takes 8 to 1200 KiB.")
    }
  }
}
