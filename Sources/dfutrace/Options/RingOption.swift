import ArgumentParser
import Suite

/// The option for the size of the kernel's ring; all commands that watch a bus have it.
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
