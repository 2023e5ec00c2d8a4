import USB

/// Writes the records of macOS (interface XHC20): link type 266.
///
/// Layout: tcpdump.org/linktypes (LINKTYPE_USB_DARWIN) and Wireshark's packet-usb.c, header version
/// 1.0 with 32 bytes. All numbers are little-endian. The controller gives the address itself, so
/// that SET_ADDRESS is not seen; nor are the root hub and a reset.
package struct WrittenDarwin: Hashable, Sendable {
  /// Whether statuses are those of the older driver family (IOUSBFamily) or the newer one
  /// (IOUSBHostFamily).
  package var isOldFamily = false

  /// The records of a story.
  func records(of story: BusStory) -> [WrittenRecord] {
    var records: [WrittenRecord] = []
    var count: UInt64 = 0
    for event in story.events {
      switch event {
      case .control(let transfer):
        guard transfer.device.address != 0 else { continue }
        count += 2
        records += control(transfer, id: 0x0198_06C4 + count)
      case .interrupt(let device, let endpoint, let data, let time):
        count += 2
        records += interrupt(device, endpoint, data, id: 0x0198_06C4 + count, at: time)
      case .rootHub, .reset: break
      }
    }
    return records
  }

  private func control(_ transfer: ControlTransfer, id: UInt64) -> [WrittenRecord] {
    let isIn = transfer.setup.requestType.direction == .deviceToHost
    var header = Header(
      id: id, length: UInt32(transfer.setup.length), device: transfer.device,
      endpoint: isIn ? 0x80 : 0)
    let sent = transfer.setup.bytes + (isIn ? [] : transfer.data)
    let first = record(header, sent, at: transfer.submitted.nanoseconds)
    guard let completed = transfer.completed else { return [first] }
    header.isCompletion = true
    header.length = UInt32(transfer.actualLength ?? 0)
    header.status = status(transfer.outcome)
    let received = isIn ? transfer.data : []
    return [first, record(header, received, at: completed.nanoseconds)]
  }

  private func interrupt(
    _ device: DeviceAddress, _ endpoint: UInt8, _ data: [UInt8], id: UInt64, at time: Int64
  ) -> [WrittenRecord] {
    var header = Header(
      id: id, length: 8, device: device, endpoint: 0x80 | endpoint, endpointType: 3)
    let first = record(header, [], at: time)
    header.isCompletion = true
    header.length = UInt32(data.count)
    return [first, record(header, data, at: time + 500_000)]
  }

  private struct Header {
    var id: UInt64
    var isCompletion = false
    var length: UInt32
    var status: UInt32 = 0
    var device: DeviceAddress
    var endpoint: UInt8
    /// 0 control, 1 isochronous, 2 bulk, 3 interrupt.
    var endpointType: UInt8 = 0
  }

  private func record(_ header: Header, _ data: [UInt8], at time: Int64) -> WrittenRecord {
    let fullSpeed: UInt8 = 1
    var bytes = UInt16(0x0100).bytes() + [32, header.isCompletion ? 1 : 0]
    bytes += header.length.bytes() + header.status.bytes() + UInt32(0).bytes()
    bytes += header.id.bytes()
    bytes += (UInt32(header.device.bus) << 24 | 0x0010_0000).bytes()
    bytes += [fullSpeed, header.device.address, header.endpoint, header.endpointType]
    return WrittenRecord(time, bytes + data)
  }

  /// The IOReturn of an outcome (Apple, IOReturn.h, USB.h and IOUSBHostFamilyDefinitions.h).
  private func status(_ outcome: TransferOutcome) -> UInt32 {
    switch outcome {
    case .acknowledged: 0
    case .stalled: isOldFamily ? 0xE000_404F : 0xE000_5000
    case .timedOut, .cancelled: 0xE000_02EB
    case .disconnected: 0xE000_02C0
    case .acknowledgedOrStalled, .overflowed, .wireError, .notSent, .unknown, .unanswered:
      0xE000_02ED
    }
  }
}
