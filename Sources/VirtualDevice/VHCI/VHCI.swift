import Glibc

/// The virtual USB host controller of Linux's kernel.
///
/// To plug a device in, the program gives the kernel one end of a pair of sockets. The kernel then
/// uses USB/IP on it (kernel source, drivers/usb/usbip/vhci_sysfs.c).
package enum VHCI {
  private static let folder = "/sys/devices/platform/vhci_hcd.0"

  /// A pair of connected sockets: `ours` for this program, `theirs` for the kernel. The caller
  /// closes both.
  static func makeConnection() throws(ServeError) -> (ours: Int32, theirs: Int32) {
    var pair: [Int32] = [-1, -1]
    guard unsafe socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &pair) == 0 else {
      throw .cannotAttach(reason: reason(errno))
    }
    return (pair[0], pair[1])
  }

  /// Plugs a device in. The kernel keeps its own reference to the socket.
  ///
  /// Throws if the kernel has no such controller, has no free port, or does not allow it.
  static func attach(_ socket: Int32, speed: DeviceSpeed) throws(ServeError) {
    guard let status = read(folder + "/status") else { throw .noVHCI }
    guard let port = freePort(in: status) else { throw .noFreePort }
    let line = "\(port) \(socket) \(DeviceSummary.id) \(speed.linuxNumber)"
    switch write(line, to: folder + "/attach") {
    case 0: break
    case EACCES, EPERM: throw .mayNotAttach
    case let code: throw .cannotAttach(reason: reason(code))
    }
  }

  /// The first free port for USB 2; nil when there is none.
  ///
  /// `status` has one line for each port, such as `hs 0000 004 000 …`: the hub's speed, the port's
  /// number and the port's state. State 4 means free.
  package static func freePort(in status: String) -> Int? {
    status.split(separator: "\n").lazy.compactMap { line in
      let words = line.split(separator: " ")
      guard words.count > 2, words[0] == "hs", Int(words[2]) == 4 else { return nil }
      return Int(words[1])
    }.first
  }

  /// Closes a socket of a pair.
  static func closeSocket(_ socket: Int32) { close(socket) }

  private static func read(_ path: String) -> String? {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = unsafe Glibc.read(descriptor, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }

  /// Writes to a file of the kernel. Returns the system's error number, or 0.
  private static func write(_ text: String, to path: String) -> Int32 {
    let descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return errno }
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    let count = unsafe Glibc.write(descriptor, bytes, bytes.count)
    return count == bytes.count ? 0 : errno
  }

  private static func reason(_ code: Int32) -> String { unsafe String(cString: strerror(code)) }
}
