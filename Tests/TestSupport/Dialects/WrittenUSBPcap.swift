import USB

/// Writes the records of USBPcap on Windows: link type 249.
///
/// Layout: desowin.org/usbpcap/captureformat.html; what each version writes: its release notes and
/// USBPcapDriver/USBPcapURB.c. All numbers are little-endian. The filter driver sits above the hub:
/// it sees neither the root hub, nor a reset, nor SET_ADDRESS
/// (desowin.org/usbpcap/capture_limitations.html).
package struct WrittenUSBPcap: Hashable, Sendable {
  /// Whether a control transfer is written in stages (SETUP, DATA, STATUS), as before 1.5.0.0, or
  /// as SETUP with the sent data and COMPLETE with the received.
  package var isStaged = false

  /// Where a record stands in a control transfer.
  private enum Stage: UInt8 {
    case setup, data, status, complete
  }

  /// The records of a story.
  func records(of story: BusStory) -> [WrittenRecord] {
    var records: [WrittenRecord] = []
    var count: UInt64 = 0
    for event in story.events {
      switch event {
      case .control(let transfer):
        guard transfer.device.address != 0 else { continue }
        if count == 0 { records += unknownURBs(at: transfer.submitted.nanoseconds) }
        count += 1
        records += control(transfer, irp: Self.irp(count))
      case .interrupt(let device, let endpoint, let data, let time):
        count += 1
        records += interrupt(device, endpoint, data, irp: Self.irp(count), at: time)
      case .rootHub, .reset: break
      }
    }
    return records
  }

  /// Addresses of request packets in kernel memory, used again after a while.
  private static func irp(_ count: UInt64) -> UInt64 { 0xFFFF_C70A_1000_0000 + count % 4 * 0x9C0 }

  private func control(_ transfer: ControlTransfer, irp: UInt64) -> [WrittenRecord] {
    let isIn = transfer.setup.requestType.direction == .deviceToHost
    var header = Header(
      irp: irp, function: function(transfer.setup), device: transfer.device,
      endpoint: isIn ? 0x80 : 0)
    let setup = transfer.setup.bytes
    let sent = isIn ? [] : transfer.data
    var records = [record(header, .setup, isStaged ? setup : setup + sent, transfer.submitted)]
    if isStaged, !sent.isEmpty { records.append(record(header, .data, sent, transfer.submitted)) }
    guard let completed = transfer.completed else { return records }
    header.function = header.function == 0 ? 0 : 0x08
    header.isReturn = true
    header.status = status(transfer.outcome)
    let received = isIn ? transfer.data : []
    guard isStaged else { return records + [record(header, .complete, received, completed)] }
    if !received.isEmpty { records.append(record(header, .data, received, completed)) }
    return records + [record(header, .status, [], completed)]
  }

  private func interrupt(
    _ device: DeviceAddress, _ endpoint: UInt8, _ data: [UInt8], irp: UInt64, at time: Int64
  ) -> [WrittenRecord] {
    var header = Header(
      irp: irp, function: 0x09, device: device, endpoint: 0x80 | endpoint, transfer: 1)
    let first = record(header, nil, [], Moment(frame: 0, nanoseconds: time))
    header.isReturn = true
    return [first, record(header, nil, data, Moment(frame: 0, nanoseconds: time + 500_000))]
  }

  /// A record of an unknown URB function (FFh) and one with information about an IRP (FEh), which
  /// USBPcap writes too.
  private func unknownURBs(at time: Int64) -> [WrittenRecord] {
    [UInt8(0xFF), 0xFE].map { transfer in
      let header = Header(
        irp: 0xFFFF_C70A_2000_0000, function: 0x2C, device: DeviceAddress(bus: 1, address: 0),
        endpoint: 0, transfer: transfer)
      return record(header, nil, [], Moment(frame: 0, nanoseconds: time - 1_000_000))
    }
  }

  // MARK: - Header

  private struct Header {
    var irp: UInt64
    var status: UInt32 = 0
    var function: UInt16
    var isReturn = false
    var device: DeviceAddress
    var endpoint: UInt8
    var transfer: UInt8 = 2
  }

  private func record(
    _ header: Header, _ stage: Stage?, _ data: [UInt8], _ moment: Moment
  ) -> WrittenRecord {
    var bytes = UInt16(stage == nil ? 27 : 28).bytes()
    bytes += header.irp.bytes() + header.status.bytes() + header.function.bytes()
    bytes += [header.isReturn ? 1 : 0]
    bytes += header.device.bus.bytes() + UInt16(header.device.address).bytes()
    bytes += [header.endpoint, header.transfer] + UInt32(data.count).bytes()
    if let stage { bytes.append(stage.rawValue) }
    return WrittenRecord(moment.nanoseconds, bytes + data)
  }

  /// The URB function of a request on its way down (Windows, usb.h).
  private func function(_ setup: SetupPacket) -> UInt16 {
    switch (setup.requestType.rawValue, setup.request) {
    case (0x80, 6): 0x0B
    case (0x00, 9): 0x00
    case (0x21, _), (0xA1, _): 0x1B
    default: 0x08
    }
  }

  /// The USBD_STATUS of an outcome (Windows, usb.h).
  private func status(_ outcome: TransferOutcome) -> UInt32 {
    switch outcome {
    case .acknowledged: 0
    case .stalled: 0xC000_0004
    case .timedOut, .cancelled: 0xC001_0000
    case .disconnected: 0xC000_7000
    case .acknowledgedOrStalled, .overflowed, .wireError, .notSent, .unknown, .unanswered:
      0xC000_0011
    }
  }
}
