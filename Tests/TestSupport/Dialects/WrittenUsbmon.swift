import USB

/// Writes usbmon's records: link types 189 and 220.
///
/// Layout: kernel documentation, usb/usbmon, "Raw binary format and API"; link types at
/// tcpdump.org/linktypes. What each program fills in is in `Program`.
package struct WrittenUsbmon: Hashable, Sendable {
  /// Who wrote the records.
  package enum Program: Sendable {
    /// The kernel, through tcpdump or dumpcap.
    case kernel
    /// QEMU's property `pcap=` (QEMU, hw/usb/pcap.c) before a device whose answers come later: it
    /// writes a completion only for what fails at once.
    case qemu
    /// sigrok-cli's decoder usb_request (libsigrokdecode, decoders/usb_request): big-endian, status
    /// and length always 0, the data of both directions in the completion.
    case sigrok
    /// usbmon2pcap (its usbmon2pcap.c), which converts usbmon's text: 32 bytes of data at most,
    /// status 0 in submissions.
    case converter
  }

  /// Who wrote it.
  package var program = Program.kernel
  /// Whether the header has 64 bytes (220) or 48 (189).
  package var isLong = true
  /// Whether the numbers are big-endian: those of the header, never those of the bus.
  package var isBigEndian = false

  /// The records of a story.
  func records(of story: BusStory) -> [WrittenRecord] {
    var records: [WrittenRecord] = []
    var count: UInt64 = 0
    for event in story.events {
      switch event {
      case .control(let transfer): records += control(transfer, &count)
      case .rootHub(let transfer):
        if showsHost { records += control(transfer, &count) }
      case .interrupt(let device, let endpoint, let data, let time):
        if showsHost { records += interrupt(device, endpoint, data, at: time, &count) }
      case .reset: break
      }
    }
    return records
  }

  /// Whether the program sees the host's own traffic, and all endpoints.
  private var showsHost: Bool { program == .kernel || program == .converter }

  // MARK: - Records

  /// The fields of a header.
  private struct Fields {
    var id: UInt64
    var isSubmission: Bool
    var type: UInt8 = 2
    var endpoint: UInt8
    var device: DeviceAddress
    var setup: SetupPacket?
    var status: Int32
    var length: Int
    /// What flag_data says when no data follows.
    var tag: UInt8 = 0
    var data: [UInt8] = []
  }

  private func control(_ transfer: ControlTransfer, _ count: inout UInt64) -> [WrittenRecord] {
    let isIn = transfer.setup.requestType.direction == .deviceToHost
    let endpoint: UInt8 = isIn && program != .sigrok ? 0x80 : 0
    let asked = Int(transfer.setup.length)
    let submission = Fields(
      id: id(&count), isSubmission: true, endpoint: endpoint, device: device(transfer.device),
      setup: transfer.setup, status: program == .kernel ? -115 : 0,
      length: program == .sigrok || program == .qemu && isIn ? 0 : asked,
      tag: program == .sigrok ? 0 : isIn ? 0x3C : 0, data: isIn ? [] : transfer.data)
    let first = record(submission, at: transfer.submitted.nanoseconds)
    guard let completed = transfer.completed, program != .qemu || transfer.outcome == .stalled
    else { return [first] }
    let shows = isIn || program == .sigrok
    let completion = Fields(
      id: submission.id, isSubmission: false, endpoint: endpoint, device: submission.device,
      setup: program == .sigrok ? transfer.setup : nil,
      status: program == .sigrok ? 0 : status(transfer.outcome),
      length: program == .sigrok ? 0 : transfer.actualLength ?? 0,
      tag: program == .sigrok || isIn ? 0 : 0x3E, data: shows ? transfer.data : [])
    return [first, record(completion, at: completed.nanoseconds)]
  }

  private func interrupt(
    _ device: DeviceAddress, _ endpoint: UInt8, _ data: [UInt8], at time: Int64,
    _ count: inout UInt64
  ) -> [WrittenRecord] {
    var fields = Fields(
      id: id(&count), isSubmission: true, type: 1, endpoint: 0x80 | endpoint, device: device,
      status: -115, length: 8, tag: 0x3C)
    let first = record(fields, at: time)
    fields.isSubmission = false
    fields.status = 0
    fields.length = data.count
    fields.tag = 0
    fields.data = data
    return [first, record(fields, at: time + 500_000)]
  }

  private func record(_ fields: Fields, at time: Int64) -> WrittenRecord {
    let big = isBigEndian
    let cut = program == .converter ? Array(fields.data.prefix(32)) : fields.data
    let header = program == .qemu ? 64 : 0
    var bytes = fields.id.bytes(bigEndian: big)
    bytes += [fields.isSubmission ? 0x53 : 0x43, fields.type, fields.endpoint]
    bytes += [fields.device.address] + fields.device.bus.bytes(bigEndian: big)
    bytes += [setupFlag(fields), cut.isEmpty ? fields.tag : dataFlag(fields)]
    let clock = shownTime(time)
    bytes += (clock / 1_000_000).bytes(bigEndian: big)
    bytes += Int32(clock % 1_000_000).bytes(bigEndian: big)
    bytes += fields.status.bytes(bigEndian: big)
    bytes += UInt32(fields.length).bytes(bigEndian: big)
    bytes += UInt32(cut.count + header).bytes(bigEndian: big)
    bytes += fields.setup?.bytes ?? [UInt8](repeating: 0, count: 8)
    if isLong { bytes += [UInt8](repeating: 0, count: 16) }
    let whole = program == .converter ? bytes.count + fields.length : bytes.count + cut.count
    return WrittenRecord(clock * 1_000, bytes + cut, originalLength: whole)
  }

  /// Microseconds. The text that `converter` reads counts them up to 4096 s.
  private func shownTime(_ nanoseconds: Int64) -> Int64 {
    let microseconds = nanoseconds / 1_000
    return program == .converter ? microseconds % 4_096_000_000 : microseconds
  }

  /// 0 when the header has a setup packet, else a character that says why not.
  private func setupFlag(_ fields: Fields) -> UInt8 {
    switch program {
    case .kernel, .qemu: fields.setup == nil ? 0x2D : 0
    case .sigrok: 0
    case .converter: fields.setup == nil ? 1 : 0
    }
  }

  /// QEMU writes "=" where there is data, the others 0.
  private func dataFlag(_ fields: Fields) -> UInt8 { program == .qemu ? 0x3D : 0 }

  private func id(_ count: inout UInt64) -> UInt64 {
    defer { count += 1 }
    switch program {
    case .kernel, .converter: return 0xFFFF_8881_0000_0000 + count % 5 * 0x180
    case .qemu: return 0
    case .sigrok: return count
    }
  }

  /// QEMU and sigrok know no bus: they write 0.
  private func device(_ device: DeviceAddress) -> DeviceAddress {
    DeviceAddress(bus: showsHost ? device.bus : 0, address: device.address)
  }

  /// Linux's error number (kernel documentation, usb/error-codes); QEMU's for a STALL is -121.
  private func status(_ outcome: TransferOutcome) -> Int32 {
    switch outcome {
    case .acknowledged: 0
    case .stalled: program == .qemu ? -121 : -32
    case .timedOut, .cancelled: -2
    case .disconnected: -108
    case .acknowledgedOrStalled, .overflowed, .wireError, .notSent, .unknown, .unanswered: -71
    }
  }
}
