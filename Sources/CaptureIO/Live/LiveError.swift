/// Why a bus cannot be watched, and what the operator can do.
package enum LiveError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The name is not the name of a usbmon interface.
  case notUsbmon(interface: String)
  /// The kernel module usbmon is not loaded.
  case noModule(interface: String)
  /// usbmon is loaded, but has no bus with this number.
  case noInterface(interface: String, known: [String])
  /// The operating system denies reading the interface.
  case noPermission(interface: String)
  /// Opening failed for another reason.
  case cannotOpen(interface: String, reason: String)

  /// The interface, what happened, and what to do.
  package var description: String { "\(interface): \(sentence)" }

  /// The interface as it was named.
  package var interface: String {
    switch self {
    case .notUsbmon(let interface), .noModule(let interface), .noInterface(let interface, _),
      .noPermission(let interface), .cannotOpen(let interface, _):
      interface
    }
  }

  /// What happened and what to do, without the interface's name.
  package var sentence: String {
    switch self {
    case .notUsbmon:
      "is no usbmon interface. Name the device's bus, as usbmon1; lsusb tells it."
    case .noModule:
      "the kernel's module usbmon is not loaded. Run: sudo modprobe usbmon"
    case .noInterface(_, let known):
      "there is no such bus. There are: \(known.joined(separator: ", ")); "
        + "lsusb tells the bus of a device."
    case .noPermission(let interface):
      "/dev/\(interface) may not be read. "
        + "Join the group usbmon (dfutrace doctor says how), or run as root."
    case .cannotOpen(_, let reason): "cannot be opened: \(reason)."
    }
  }
}
