import USB

/// Writes the records of FreeBSD's usbus interfaces: link type 186.
///
/// Layout: FreeBSD, sys/dev/usb/usb_pf.h and usb_pf.c: a header of 128 bytes, then for each frame
/// of the transfer its length, its flags and perhaps its data, padded to four bytes. All numbers
/// are little-endian. A control transfer has the setup packet as its first frame and the data stage
/// as its second. The address is the system's device index, also before SET_ADDRESS. Requests to
/// the root hub never become transfers.
package enum WrittenFreeBSD {
  /// The records of a story.
  static func records(of story: BusStory) -> [WrittenRecord] {
    story.events.flatMap { event -> [WrittenRecord] in
      switch event {
      case .control(let transfer): control(transfer)
      case .interrupt(let device, let endpoint, let data, let time):
        interrupt(device, endpoint, data, at: time)
      case .rootHub, .reset: []
      }
    }
  }

  /// One part of a transfer.
  private struct Frame {
    var length: Int
    var isRead: Bool
    /// The data, where the record holds it.
    var data: [UInt8]?
  }

  private static func control(_ transfer: ControlTransfer) -> [WrittenRecord] {
    let isIn = transfer.setup.requestType.direction == .deviceToHost
    let asked = Int(transfer.setup.length)
    let device = index(of: transfer)
    let setup = Frame(length: 8, isRead: false, data: transfer.setup.bytes)
    let stage = Frame(length: asked, isRead: isIn, data: isIn ? nil : transfer.data)
    let first = record(
      device, isDone: false, endpoint: isIn ? 0x80 : 0, [setup] + (asked == 0 ? [] : [stage]),
      at: transfer.submitted.nanoseconds)
    guard let completed = transfer.completed else { return [first] }
    let done = Frame(length: 8, isRead: false, data: nil)
    let moved = Frame(
      length: transfer.actualLength ?? 0, isRead: isIn, data: isIn ? transfer.data : nil)
    return [
      first,
      record(
        device, isDone: true, endpoint: isIn ? 0x80 : 0, [done] + (asked == 0 ? [] : [moved]),
        error: error(transfer.outcome), at: completed.nanoseconds),
    ]
  }

  private static func interrupt(
    _ device: DeviceAddress, _ endpoint: UInt8, _ data: [UInt8], at time: Int64
  ) -> [WrittenRecord] {
    let waiting = Frame(length: 8, isRead: true, data: nil)
    let moved = Frame(length: data.count, isRead: true, data: data)
    return [
      record(device, isDone: false, endpoint: 0x80 | endpoint, type: 3, [waiting], at: time),
      record(
        device, isDone: true, endpoint: 0x80 | endpoint, type: 3, [moved], at: time + 500_000),
    ]
  }

  /// The device index that SET_ADDRESS will also give as the address.
  private static func index(of transfer: ControlTransfer) -> DeviceAddress {
    guard transfer.device.address == 0, transfer.setup.request == 5 else { return transfer.device }
    return DeviceAddress(
      bus: transfer.device.bus, address: UInt8(truncatingIfNeeded: transfer.setup.value))
  }

  /// A record; `type` is bmAttributes of the endpoint, so 0 for control and 3 for interrupt.
  private static func record(
    _ device: DeviceAddress, isDone: Bool, endpoint: UInt8, type: UInt8 = 0, _ frames: [Frame],
    error: UInt32 = 0, at time: Int64
  ) -> WrittenRecord {
    let body = frames.flatMap { frame in
      let flags: UInt32 = (frame.isRead ? 1 : 0) | (frame.data == nil ? 0 : 2)
      let data = frame.data ?? []
      return UInt32(frame.length).bytes() + flags.bytes() + data
        + [UInt8](repeating: 0, count: (4 - data.count % 4) % 4)
    }
    let shortTransfersAreRight: UInt32 = 2
    let isControlWithSetup: UInt32 = type == 0 ? 1 << 7 | 1 << 8 : 0
    let fullSpeed: UInt8 = 2
    var bytes = UInt32(128 + body.count).bytes() + UInt32(device.bus).bytes()
    bytes += [device.address, 0, isDone ? 1 : 0, type]
    bytes += shortTransfersAreRight.bytes() + isControlWithSetup.bytes() + error.bytes()
    bytes += UInt32(0).bytes() + UInt32(frames.count).bytes()
    bytes += UInt32(64).bytes() + UInt32(1).bytes() + UInt32(endpoint).bytes() + [fullSpeed]
    bytes += [UInt8](repeating: 0, count: 83)
    return WrittenRecord(time, bytes + body)
  }

  /// The usb_error_t of an outcome (FreeBSD, sys/dev/usb/usbdi.h).
  private static func error(_ outcome: TransferOutcome) -> UInt32 {
    switch outcome {
    case .acknowledged: 0
    case .stalled: 22
    case .timedOut: 20
    case .cancelled, .disconnected: 5
    case .acknowledgedOrStalled, .overflowed, .wireError, .notSent, .unknown, .unanswered: 18
    }
  }
}
