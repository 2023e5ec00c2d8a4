import TestSupport
import Testing
import USB

@Suite struct `Writers of usbmon records` {
  private func one(
    _ flavour: CaptureWriter.Flavour, _ setup: SetupPacket, data: [UInt8] = [], status: Int32 = 0
  ) throws -> ControlTransfer {
    let records = Records(flavour: flavour) { $0.control(setup, data: data, status: status) }
    let transfers = Assembly(records).transfers
    try #require(transfers.count == 1)
    return transfers[0]
  }

  @Test(arguments: [
    (CaptureWriter.Flavour.usbmon, UsbmonWriter.usbmon), (.qemu, .qemu), (.sigrok, .sigrok),
  ])
  func `the first control submission tells who wrote the records`(
    flavour: CaptureWriter.Flavour, writer: UsbmonWriter
  ) {
    let data = [UInt8](repeating: 1, count: 64)
    let submissions: [(SetupPacket, [UInt8])] = [
      (.getStatus, []), (.clrStatus, []), (.dnload(0, length: 64), data),
      (.dnload(0, length: 5), [1, 2, 3, 4, 5]),
    ]
    for (setup, data) in submissions {
      #expect(
        Assembly(Records(flavour: flavour) { $0.submit(setup, data: data) }).name == writer.rawValue
      )
    }
  }

  @Test func `without a control submission no writer is told`() {
    let records = Records { $0.transfer(type: 0, endpoint: 1, data: [1]) }
    #expect(Assembly(records).name == nil)
  }

  @Test func `what a writer leaves out is said in words`() {
    let real = Assembly(Records { $0.submit(.getStatus) })
    #expect(real.limits == [])
    let sigrok = Assembly(Records(flavour: .sigrok) { $0.submit(.getStatus) })
    #expect(sigrok.limits == ["A STALL cannot be told from a success without data."])
    #expect(Assembly(Records(flavour: .qemu) { $0.submit(.getStatus) }).limits.count == 1)
  }

  // MARK: - usbmon

  @Test(
    arguments: [
      (0, .acknowledged), (-121, .acknowledged), (-32, .stalled), (-2, .cancelled),
      (-104, .cancelled), (-108, .disconnected), (-19, .disconnected), (-110, .timedOut),
      (-75, .overflowed), (-71, .wireError), (-84, .wireError), (-62, .wireError), (-5, .wireError),
    ] as [(Int32, TransferOutcome)])
  func `usbmon's status is the outcome`(status: Int32, outcome: TransferOutcome) throws {
    let transfer = try one(.usbmon, .getStatus, data: [0, 0, 0, 0, 2, 0], status: status)
    #expect(transfer.outcome == outcome)
    #expect(transfer.rawStatus == status)
  }

  @Test func `a transfer carries its data, lengths and times`() throws {
    let upload = try one(.usbmon, .getStatus, data: [0, 0, 0, 0, 2, 0])
    #expect(upload.data == [0, 0, 0, 0, 2, 0])
    #expect(upload.actualLength == 6)
    #expect(upload.dataIsComplete)
    #expect(upload.device == DeviceAddress(bus: 1, address: 5))
    #expect(upload.submitted == Moment(frame: 1, nanoseconds: 1_700_000_000_001_000_000))
    #expect(upload.completed == Moment(frame: 2, nanoseconds: 1_700_000_000_001_100_000))
    let download = try one(.usbmon, .dnload(3, length: 5), data: [1, 2, 3, 4, 5])
    #expect(download.setup == .dnload(3, length: 5))
    #expect(download.data == [1, 2, 3, 4, 5])
    #expect(download.actualLength == 5)
    let stalled = try one(.usbmon, .dnload(3, length: 5), data: [1, 2, 3, 4, 5], status: -32)
    #expect(stalled.data == [1, 2, 3, 4, 5])
    #expect(stalled.actualLength == 0)
  }

  @Test func `data cut by the snap length is known to be cut`() {
    var records = Records { $0.control(.getStatus, data: [0, 0, 0, 0, 2, 0]) }
    records.cut(frame: 2, to: 66)
    let transfer = Assembly(records).transfers[0]
    #expect(transfer.data == [0, 0])
    #expect(transfer.actualLength == 6)
    #expect(!transfer.dataIsComplete)
  }

  @Test func `a submission that fails was never sent`() {
    for status in [-28, -19, 0] as [Int32] {
      let records = Records { writer in
        writer.submit(.getStatus)
        writer.append(
          UsbmonRecord(
            kind: .error, id: writer.id, isIn: true, device: writer.device, status: status,
            urbLength: 0))
      }
      #expect(Assembly(records).summary == ["1-2 notSent"])
      #expect(Assembly(records).transfers[0].rawStatus == status)
    }
  }

  /// A host sends wLength bytes or does not succeed (USB 2.0, 9.3.5). PyPI's usbip 0.7.0 records 0.
  @Test(arguments: [(0, nil), (4, nil), (5, 5)] as [(Int, Int?)])
  func `of a download that succeeded no other length than wLength is believed`(
    recorded: Int, believed: Int?
  ) throws {
    let records = Records { writer in
      writer.submit(.dnload(3, length: 5), data: [1, 2, 3, 4, 5])
      writer.append(
        UsbmonRecord(
          kind: .complete, id: writer.id, isIn: false, device: writer.device, status: 0,
          urbLength: recorded))
    }
    let transfers = Assembly(records).transfers
    let transfer = try #require(transfers.first { $0.outcome == .acknowledged })
    #expect(transfer.actualLength == believed)
    #expect(transfer.data == [1, 2, 3, 4, 5])
  }

  // MARK: - Converters

  /// Records as usbmon2pcap and usbvfiod write them: as usbmon's, but the status of a submission
  /// is 0 (usbmon2pcap.c; usbvfiod, src/device/pcap/packet.rs).
  private func converted(_ traffic: (inout CaptureWriter) -> Void) -> Records {
    Records(traffic).mapBytes { bytes in
      guard bytes[8] == UInt8(ascii: "S") else { return [bytes] }
      var changed = bytes
      changed.replaceSubrange(28..<32, with: [0, 0, 0, 0])
      return [changed]
    }
  }

  @Test func `a submission that states its length is a converter's`() {
    let assembly = Assembly(
      converted { writer in
        writer.control(.getStatus, data: [0, 0, 0, 0, 2, 0])
        writer.control(.dnload(0, length: 3), data: [1, 2, 3], status: -32)
        writer.control(.clrStatus)
      })
    #expect(assembly.name == "usbmon, converted")
    #expect(assembly.limits.count == 1)
    #expect(assembly.transfers.map(\.outcome) == [.acknowledged, .stalled, .acknowledged])
    #expect(assembly.transfers.map(\.actualLength) == [6, 0, 0])
  }

  @Test func `until a length is stated, a STALL is held possible`() {
    let assembly = Assembly(
      converted { writer in
        writer.control(.clrStatus)
        writer.control(.getStatus, data: [0, 0, 0, 0, 2, 0])
        writer.control(.clrStatus)
      })
    #expect(assembly.name == "usbmon, converted")
    #expect(
      assembly.transfers.map(\.outcome) == [.acknowledgedOrStalled, .acknowledged, .acknowledged])
  }

  @Test func `another length than the one asked for makes no converter`() {
    let records = Records(flavour: .sigrok) { writer in
      writer.control(.getStatus, data: [0, 0, 0, 0, 2, 0])
      writer.control(.clrStatus)
    }.mapBytes { bytes in
      var changed = bytes
      changed[32] = 0xFF
      return [changed]
    }
    #expect(Assembly(records).name == "sigrok")
  }

  // usbvfiod writes the event E for any error of a transfer.
  @Test func `a converter's event of an error tells only of a STALL`() {
    let outcomes: [(Int32, TransferOutcome)] = [(-32, .stalled), (-71, .unknown), (-19, .unknown)]
    for (status, outcome) in outcomes {
      let records = converted { writer in
        writer.submit(.getStatus)
        writer.append(
          UsbmonRecord(
            kind: .error, id: writer.id, isIn: true, device: writer.device, status: status,
            urbLength: 0))
      }
      #expect(Assembly(records).transfers.map(\.outcome) == [outcome])
    }
  }

  @Test func `a writer that is given is not looked for`() {
    let records = Records(flavour: .sigrok) { $0.control(.clrStatus) }
    var decoder = UsbmonDecoder(.long, writer: .usbmon)
    var outcomes: [TransferOutcome] = []
    for (bytes, moment) in records.all {
      _ = decoder.accept(bytes.span, at: moment) { transfer, _ in
        outcomes.append(transfer.outcome)
      }
    }
    #expect(outcomes == [.acknowledged])
    #expect(decoder.name == "usbmon")
  }

  // MARK: - QEMU

  @Test func `QEMU's -121 is a STALL, with nothing of the device in its data`() throws {
    let transfer = try one(.qemu, .getStatus, data: [9, 9, 9, 9, 9, 9], status: -121)
    #expect(transfer.outcome == .stalled)
    #expect(transfer.rawStatus == -121)
    #expect(transfer.data.isEmpty)
    #expect(transfer.actualLength == nil)
  }

  @Test func `QEMU's completions are acknowledged`() throws {
    let upload = try one(.qemu, .getStatus, data: [0, 0, 0, 0, 2, 0])
    #expect(upload.outcome == .acknowledged)
    #expect(upload.data == [0, 0, 0, 0, 2, 0])
    #expect(upload.dataIsComplete)
    let download = try one(.qemu, .dnload(0, length: 3), data: [1, 2, 3])
    #expect(download.outcome == .acknowledged)
    #expect(download.data == [1, 2, 3])
    #expect(download.dataIsComplete)
  }

  @Test func `QEMU's missing completions leave the outcome unknown`() {
    let records = Records(flavour: .qemu) { writer in
      writer.submit(.dnload(0, length: 3), data: [1, 2, 3])
      writer.submit(.getStatus)
      writer.control(.getState, data: [2])
      writer.submit(.getStatus)
    }
    let assembly = Assembly(records)
    #expect(
      assembly.summary == ["1- unknown", "2- unknown", "3-4 acknowledged", "5- unknown"])
    #expect(assembly.transfers[0].data == [1, 2, 3])
    #expect(assembly.transfers[0].rawStatus == nil)
    #expect(assembly.transfers[0].actualLength == nil)
    #expect(assembly.ledger.totals(sessionAddresses: []).unpaired == 3)
  }

  // MARK: - sigrok

  @Test func `sigrok shows a STALL only by data that is not there`() throws {
    let reply = try one(.sigrok, .getStatus, data: [0, 0, 0, 0, 2, 0])
    #expect(reply.outcome == .acknowledged)
    #expect(reply.data == [0, 0, 0, 0, 2, 0])
    #expect(reply.actualLength == 6)
    let empty = try one(.sigrok, .getStatus, status: -32)
    #expect(empty.outcome == .acknowledgedOrStalled)
    #expect(empty.actualLength == 0)
    let block = try one(.sigrok, .dnload(0, length: 3), data: [1, 2, 3])
    #expect(block.outcome == .acknowledgedOrStalled)
    #expect(block.data == [1, 2, 3])
    #expect(block.actualLength == 3)
    #expect(try one(.sigrok, .clrStatus).outcome == .acknowledgedOrStalled)
  }

  // A submission with status 0 says nothing of how the completion's status is to be read: one that
  // is not 0 is the kernel's (kernel documentation, usb/error-codes).
  @Test func `a status that is not 0 counts, whatever the submission shows`() {
    let outcomes: [(Int, TransferOutcome)] = [
      (-32, .stalled), (-110, .timedOut), (-71, .wireError),
    ]
    for (status, outcome) in outcomes {
      let records = Records(flavour: .sigrok) { $0.control(.clrStatus) }.mapBytes { bytes in
        guard bytes[8] == UInt8(ascii: "C") else { return [bytes] }
        var changed = bytes
        for byte in 0..<4 { changed[28 + byte] = UInt8(truncatingIfNeeded: status >> (8 * byte)) }
        return [changed]
      }
      #expect(Assembly(records).transfers.map(\.outcome) == [outcome])
    }
  }

  @Test(arguments: CaptureWriter.Header.allCases, CaptureWriter.Flavour.allCases)
  func `both header forms give the same transfers`(
    header: CaptureWriter.Header, flavour: CaptureWriter.Flavour
  ) {
    guard header == .long || flavour != .qemu else { return }
    let records = Records(header: header, flavour: flavour) { writer in
      writer.control(.dnload(0, length: 3), data: [1, 2, 3])
      writer.control(.getStatus, data: [0, 0, 0, 0, 5, 0])
    }
    let transfers = Assembly(records).transfers
    #expect(transfers.map(\.setup) == [.dnload(0, length: 3), .getStatus])
    #expect(transfers.map(\.data) == [[1, 2, 3], [0, 0, 0, 0, 5, 0]])
    #expect(transfers.map(\.actualLength) == [3, 6])
  }
}
