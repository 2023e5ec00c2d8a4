/// Why a device cannot be served, or no longer, and what the operator can do.
package enum ServeError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The address to listen on is not ADDRESS:PORT.
  case badAddress(String)
  /// A number that is no TCP port.
  case badPort(Int)
  /// The socket belongs to a program that is running.
  case socketTaken(String)
  /// Other machines can reach the address, and the operator did not allow that.
  case notLoopback(String)
  /// The system does not allow the program to listen at the address.
  case cannotListen(String, reason: String)
  /// Permission to listen at the address is missing.
  case mayNotListen(String)
  /// This machine's kernel has no virtual USB host controller.
  case noVHCI
  /// The kernel does not allow this process to attach a device.
  case mayNotAttach
  /// All ports of the virtual host controller are taken.
  case noFreePort
  /// The kernel refused the device for another reason.
  case cannotAttach(reason: String)
  /// The model has no non-volatile memory for an image.
  case keepsNoImage
  /// The file for the device's image cannot be read or written.
  case flash(file: String, reason: String)
  /// The file for the device's image is a folder.
  case flashIsFolder(String)
  /// Permission to read or write the file for the device's image is missing.
  case mayNotKeep(file: String)

  /// What happened, where, and what to do.
  package var description: String {
    switch self {
    case .badAddress(let address): "'\(address)' is not ADDRESS:PORT, as 127.0.0.1:3240."
    case .badPort(let port): "\(port) is no port; a port is a number from 0 to 65535."
    case .socketTaken(let path):
      "\(path): another program listens on this socket; end it or name another one."
    case .notLoopback(let address):
      "\(address) can be reached from other machines, and USB/IP has no authentication; "
        + "add --allow-remote if that is meant."
    case .cannotListen(let address, let reason): "\(address): cannot listen: \(reason)."
    case .mayNotListen(let address):
      "\(address): cannot listen: permission is missing; ports below 1024 need root."
    case .noVHCI:
      "This kernel has no virtual host controller. Run: sudo modprobe vhci-hcd. Where there is no "
        + "such module, as in a container, leave --vhci out and attach the device elsewhere."
    case .mayNotAttach: "Attaching to the virtual host controller needs root."
    case .noFreePort:
      "All ports of the virtual host controller are taken; see: usbip port"
    case .cannotAttach(let reason): "The kernel does not take the device: \(reason)."
    case .keepsNoImage: "This model keeps no image; leave --flash out."
    case .flash(let file, let reason): "\(file): \(reason)."
    case .flashIsFolder(let path): "\(path): is a folder; name a file in it."
    case .mayNotKeep(let file):
      "\(file): the image cannot be kept here: permission is missing."
    }
  }
}
