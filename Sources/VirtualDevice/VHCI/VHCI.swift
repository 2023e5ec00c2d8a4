import Glibc

/// The virtual USB host controller of Linux's kernel, into which a device is plugged by handing
/// over one end of a connection that speaks USB/IP (kernel source, drivers/usb/usbip/vhci_sysfs.c).
package enum VHCI {
  private static let folder = "/sys/devices/platform/vhci_hcd.0"

  /// A pair of connected sockets; ours to speak on, the other for the kernel.
  static func makeConnection() throws(ServeError) -> (ours: Int32, theirs: Int32) {
    var pair: [Int32] = [-1, -1]
    guard unsafe socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &pair) == 0 else {
      throw .cannotAttach(reason: reason(errno))
    }
    return (pair[0], pair[1])
  }

  /// Plugs a device in; the kernel keeps its own reference to the socket.
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

  /// The first port for USB 2 with nothing on it, out of lines `hs 0000 004 000 …`: the third
  /// column is 4 where a port is free.
  package static func freePort(in status: String) -> Int? {
    status.split(separator: "\n").lazy.compactMap { line in
      let words = line.split(separator: " ")
      guard words.count > 2, words[0] == "hs", Int(words[2]) == 4 else { return nil }
      return Int(words[1])
    }.first
  }

  static func closeSocket(_ socket: Int32) { close(socket) }

  private static func read(_ path: String) -> String? {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = unsafe Glibc.read(descriptor, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }

  /// The system's error number; 0 is none.
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
