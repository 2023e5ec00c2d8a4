import Glibc

/// The usbmon interfaces of this machine (kernel documentation, usb/usbmon).
package enum Usbmon {
  /// Whether this is the name of a usbmon interface, such as `usbmon1`.
  package static func isInterface(_ name: String) -> Bool { busNumber(name) != nil }

  /// The number of the bus that an interface shows; 0 means all buses.
  package static func busNumber(_ name: String) -> UInt16? {
    guard name.hasPrefix("usbmon") else { return nil }
    let digits = name.dropFirst(6)
    guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return UInt16(digits)
  }

  /// The interfaces in `folder`, in the order of their buses.
  package static func interfaces(in folder: String = "/dev") -> [String] {
    guard let list = unsafe opendir(folder) else { return [] }
    defer { unsafe closedir(list) }
    var names: [(bus: UInt16, name: String)] = []
    while let entry = unsafe readdir(list) {
      let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if let bus = busNumber(name) { names.append((bus, name)) }
    }
    return names.sorted { $0.bus < $1.bus }.map(\.name)
  }

  /// Why `interface` cannot be read; nil if it can. The function asks the operating system, because
  /// libpcap does not report a missing module.
  package static func obstacle(to interface: String, in folder: String = "/dev") -> LiveError? {
    guard isInterface(interface) else { return .notUsbmon(interface: interface) }
    let known = interfaces(in: folder)
    guard !known.isEmpty else { return .noModule(interface: interface) }
    guard known.contains(interface) else {
      return .noInterface(interface: interface, known: known)
    }
    return unsafe access("\(folder)/\(interface)", R_OK) == 0
      ? nil : .noPermission(interface: interface)
  }
}
