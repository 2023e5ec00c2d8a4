import USB

/// The messages of a USB/IP server, as bytes (kernel documentation, usb/usbip_protocol).
package enum USBIPReply {
  /// OP_REP_DEVLIST: a list with one device or none.
  package static func deviceList(_ device: DeviceSummary?) -> [UInt8] {
    let head = operation(USBIP.replyListDevices, status: 0)
    guard let device else { return head + bigEndian(UInt32(0)) }
    let interfaces: [UInt8] = device.interfaces.flatMap {
      [$0.class, $0.subclass, $0.protocol, 0]
    }
    return head + bigEndian(UInt32(1)) + details(device) + interfaces
  }

  /// OP_REP_IMPORT: the device that the client gets; nil refuses.
  package static func imported(_ device: DeviceSummary?) -> [UInt8] {
    guard let device else { return operation(USBIP.replyImport, status: 1) }
    return operation(USBIP.replyImport, status: 0) + details(device)
  }

  /// USBIP_RET_SUBMIT: the end of the transfer `number`. `status` is Linux's negative error number,
  /// or 0. `data` is the data towards the host.
  package static func submitted(
    _ number: UInt32, status: Int32, actualLength: Int, data: [UInt8] = []
  ) -> [UInt8] {
    var bytes = header(USBIP.returnSubmit, number)
    bytes += bigEndian(status) + bigEndian(UInt32(actualLength))
    bytes += [UInt8](repeating: 0, count: USBIP.headerLength - bytes.count)
    return bytes + data
  }

  /// USBIP_RET_UNLINK: ECONNRESET when the transfer was withdrawn, 0 when it had already ended.
  package static func unlinked(_ number: UInt32, isWithdrawn: Bool) -> [UInt8] {
    var bytes = header(USBIP.returnUnlink, number)
    bytes += bigEndian(isWithdrawn ? LinuxStatus.unlinkedLater : 0)
    return bytes + [UInt8](repeating: 0, count: USBIP.headerLength - bytes.count)
  }

  private static func operation(_ code: UInt16, status: UInt32) -> [UInt8] {
    bigEndian(USBIP.version) + bigEndian(code) + bigEndian(status)
  }

  /// usbip_header_basic. A server sends 0 for devid, direction and ep.
  private static func header(_ command: UInt32, _ number: UInt32) -> [UInt8] {
    bigEndian(command) + bigEndian(number) + [UInt8](repeating: 0, count: 12)
  }

  private static func details(_ device: DeviceSummary) -> [UInt8] {
    text(device.path, USBIP.pathLength) + text(device.busID, USBIP.busIDLength)
      + bigEndian(UInt32(DeviceSummary.bus)) + bigEndian(UInt32(DeviceSummary.number))
      + bigEndian(device.speed.linuxNumber) + bigEndian(device.vendor) + bigEndian(device.product)
      + bigEndian(device.release)
      + [device.class, device.subclass, device.protocol]
      + [device.configuration, device.configurations, UInt8(clamping: device.interfaces.count)]
  }

  /// A text filled with zeros to `length` bytes; at least one zero follows it.
  private static func text(_ text: String, _ length: Int) -> [UInt8] {
    let bytes = Array(text.utf8.prefix(length - 1))
    return bytes + [UInt8](repeating: 0, count: length - bytes.count)
  }

  private static func bigEndian<Number: FixedWidthInteger>(_ value: Number) -> [UInt8] {
    stride(from: Number.bitWidth - 8, through: 0, by: -8).map {
      UInt8(truncatingIfNeeded: value >> $0)
    }
  }
}
