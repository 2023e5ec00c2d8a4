import Testing
import USB

@Suite struct `Decoding USBPcap records` {
  private let device = DeviceAddress(bus: 1, address: 4)

  private func decode(_ records: [USBPcapRecord]) -> Decoded {
    Decoded(USBPcapDecoder(), records.map(\.bytes))
  }

  /// GETSTATUS and its answer, byte by byte, as USBPcap writes them since 1.5.
  private static let literal: [[UInt8]] = [
    [
      28, 0, 0x10, 0x80, 0x49, 0x2D, 0x83, 0xC2, 0xFF, 0xFF, 0, 0, 0, 0, 0x08, 0, 0, 2, 0, 9, 0,
      0x80, 2, 8, 0, 0, 0, 0, 0xA1, 3, 0, 0, 1, 0, 6, 0,
    ],
    [
      28, 0, 0x10, 0x80, 0x49, 0x2D, 0x83, 0xC2, 0xFF, 0xFF, 0, 0, 0, 0, 0x08, 0, 1, 2, 0, 9, 0,
      0x80, 2, 6, 0, 0, 0, 3, 0, 1, 2, 3, 4, 5,
    ],
  ]

  @Test func `every field of a transfer is read`() {
    let decoded = Decoded(USBPcapDecoder(), Self.literal)
    let setup = SetupPacket(requestType: .classInterfaceIn, request: 3, index: 1, length: 6)
    #expect(
      decoded.transfers == [
        ControlTransfer(
          device: DeviceAddress(bus: 2, address: 9), setup: setup, outcome: .acknowledged,
          actualLength: 6, data: [0, 1, 2, 3, 4, 5], submitted: Moment(frame: 1, nanoseconds: 0),
          completed: Moment(frame: 2, nanoseconds: 1_000_000))
      ])
    #expect(decoded.counts == [2])
  }

  // MARK: - Stages

  @Test func `up to 1.4 a request to the host has three records`() {
    let decoded = decode([
      .setup(SetupBytes.getStatus), .data(SetupBytes.answer, isBack: true), .status(),
    ])
    #expect(decoded.summary == ["1-3 acknowledged"])
    #expect(decoded.counts == [3])
    #expect(decoded.transfers[0].data == SetupBytes.answer)
    #expect(decoded.transfers[0].dataIsComplete)
  }

  @Test func `up to 1.4 a request to the device has two or three records`() {
    let decoded = decode([
      .setup(SetupBytes.dnload), .data([1, 2, 3, 4], isBack: false), .status(),
      .setup(SetupBytes.clrStatus), .status(),
    ])
    #expect(decoded.summary == ["1-3 acknowledged", "4-5 acknowledged"])
    #expect(decoded.counts == [3, 2])
    #expect(decoded.transfers.map(\.data) == [[1, 2, 3, 4], []])
    #expect(decoded.transfers.map(\.actualLength) == [4, 0])
  }

  @Test func `since 1.5 a request has two records`() {
    let decoded = decode([
      .setup(SetupBytes.dnload, sent: [1, 2, 3, 4]), .complete(),
      .setup(SetupBytes.clrStatus), .complete(),
      .setup(SetupBytes.getStatus), .complete(data: SetupBytes.answer),
    ])
    #expect(decoded.counts == [2, 2, 2])
    #expect(decoded.transfers.map(\.data) == [[1, 2, 3, 4], [], SetupBytes.answer])
    #expect(decoded.transfers.map(\.actualLength) == [4, 0, 6])
    #expect(decoded.transfers.allSatisfy { $0.outcome == .acknowledged && $0.device == device })
  }

  @Test func `an answer without data is a success without data`() {
    for end in [USBPcapRecord.status(), .complete()] {
      let decoded = decode([.setup(SetupBytes.getStatus), end])
      #expect(decoded.transfers.map(\.actualLength) == [0])
      #expect(decoded.transfers.map(\.dataIsComplete) == [true])
    }
  }

  // Windows builds the setup packet of some requests only on their way down: there the endpoint's
  // direction and the function are still others (URB_FUNCTION_GET_DESCRIPTOR_FROM_DEVICE).
  @Test func `neither the endpoint's direction nor the function divides a transfer`() {
    var setup = USBPcapRecord.setup([0x80, 6, 0, 1, 0, 0, 18, 0])
    setup.function = 0x000B
    var data = USBPcapRecord.data([18, 1], isBack: true)
    data.endpoint = 0x80
    var status = USBPcapRecord.status()
    status.endpoint = 0x80
    #expect(decode([setup, data, status]).summary == ["1-3 acknowledged"])
  }

  @Test func `data whose record is missing is not taken for none`() {
    let decoded = decode([.setup(SetupBytes.dnload), .status()])
    #expect(decoded.transfers.map(\.actualLength) == [nil])
    #expect(!decoded.transfers[0].dataIsComplete)
  }

  @Test func `data cut by the snap length is known to be cut`() {
    var end = USBPcapRecord.complete(data: SetupBytes.answer).bytes
    end.removeLast(4)
    let decoded = Decoded(
      USBPcapDecoder(), [USBPcapRecord.setup(SetupBytes.getStatus).bytes, end])
    #expect(decoded.transfers.map(\.data) == [[0, 10]])
    #expect(decoded.transfers.map(\.actualLength) == [6])
  }

  // MARK: - Status

  // Windows Driver Kit, usb.h.
  @Test(
    arguments: [
      (0, .acknowledged), (0x8000_0900, .acknowledged), (0xC000_0009, .acknowledged),
      (0xC000_0004, .stalled), (0xC000_0001, .wireError), (0xC000_0002, .wireError),
      (0xC000_0005, .wireError), (0xC000_0011, .wireError), (0xC000_0008, .overflowed),
      (0xC000_0012, .overflowed), (0xC000_6000, .timedOut), (0xC000_7000, .disconnected),
      (0xC001_0000, .cancelled), (0x8000_0300, .notSent), (0xC000_0030, .notSent),
      (0xC000_8000, .unknown), (0x4000_0000, .unknown), (1, .unknown),
    ] as [(UInt32, TransferOutcome)])
  func `Windows' status is the outcome`(status: UInt32, outcome: TransferOutcome) {
    for end in [USBPcapRecord.status(status), .complete(status)] {
      let transfers = decode([.setup(SetupBytes.clrStatus), end]).transfers
      #expect(transfers.map(\.outcome) == [outcome])
      #expect(transfers.map(\.rawStatus) == [Int32(bitPattern: status)])
    }
  }

  @Test func `a STALL has nothing of the device in its buffer`() {
    let left: [UInt8] = [9, 9, 9, 9, 9, 9]
    for records in [
      [USBPcapRecord.data(left, isBack: true), .status(0xC000_0004)],
      [.complete(0xC000_0004, data: left)],
    ] {
      let decoded = decode([.setup(SetupBytes.getStatus)] + records)
      #expect(decoded.transfers.map(\.data) == [[]])
      #expect(decoded.transfers.map(\.actualLength) == [nil])
    }
    let block = decode([.setup(SetupBytes.dnload, sent: [1, 2, 3, 4]), .complete(0xC000_0004)])
    #expect(block.transfers.map(\.data) == [[1, 2, 3, 4]])
  }

  // USBPcapCMD/descriptors.c: GET_DESCRIPTOR(device), GET_DESCRIPTOR(configuration) and
  // SET_CONFIGURATION of each device, with the id 0.
  @Test func `descriptors that USBPcap put in are read, and nothing was configured by them`() {
    var records: [USBPcapRecord] = [
      .setup([0x80, 6, 0, 1, 0, 0, 18, 0]), .complete(data: [18, 1]),
      .setup([0, 9, 1, 0, 0, 0, 0, 0]), .complete(),
    ]
    for index in records.indices { records[index].id = 0 }
    #expect(decode(records).summary == ["1-2 acknowledged", "3-4 notSent"])
    for index in records.indices { records[index].id = 7 }
    #expect(decode(records).summary == ["1-2 acknowledged", "3-4 acknowledged"])
  }

  // MARK: - Order

  @Test func `an id in use again ends the older transfer without an answer`() {
    let decoded = decode([
      .setup(SetupBytes.dnload, sent: [1, 2, 3, 4]), .setup(SetupBytes.getStatus),
      .complete(data: SetupBytes.answer),
    ])
    #expect(decoded.summary == ["1- unknown", "2-3 acknowledged"])
    #expect(decoded.counts == [1, 2])
    #expect(decoded.transfers[0].data == [1, 2, 3, 4])
  }

  @Test func `a record without its setup packet is lost`() {
    let decoded = decode([.data([1], isBack: true), .status(), .complete()])
    #expect(decoded.lost == [device, device, device])
    #expect(decoded.transfers.isEmpty)
  }

  @Test func `transfers come out in the order of their setup packets`() {
    var first = USBPcapRecord.setup(SetupBytes.getStatus)
    var last = USBPcapRecord.complete(0xC001_0000)
    first.id = 1
    last.id = 1
    let decoded = decode([
      first, .setup(SetupBytes.clrStatus), .complete(0xC001_0000), last,
    ])
    #expect(decoded.summary == ["1-4 cancelled", "2-3 cancelled"])
    let acknowledged = decode([first, .setup(SetupBytes.clrStatus), .complete()])
    #expect(acknowledged.summary == ["1- unknown", "2-3 acknowledged"])
  }

  @Test func `devices do not wait for each other`() {
    var other = USBPcapRecord.setup(SetupBytes.getStatus)
    other.id = 1
    other.device = 5
    var decoder = USBPcapDecoder()
    let moment = Moment(frame: 1, nanoseconds: 0)
    let later = Moment(frame: 2, nanoseconds: 0)
    var count = 0
    #expect(decoder.accept(other.bytes.span, at: moment) { _, _ in count += 1 } == nil)
    #expect(!decoder.isOvertaken)
    let setup = USBPcapRecord.setup(SetupBytes.clrStatus).bytes
    #expect(decoder.accept(setup.span, at: later) { _, _ in count += 1 } == nil)
    #expect(decoder.isOvertaken)
    let end = USBPcapRecord.complete().bytes
    #expect(decoder.accept(end.span, at: later) { _, _ in count += 1 } == nil)
    #expect(count == 1)
    #expect(decoder.isOvertaken)
    let waiting = decoder.waiting(at: DeviceAddress(bus: 1, address: 5), before: later)
    #expect(waiting == moment)
    #expect(decoder.waiting(at: device, before: later) == nil)
  }

  @Test func `open transfers are limited, and each is counted`() {
    let records = (0..<1_000).map { index in
      var record = USBPcapRecord.setup(SetupBytes.getStatus)
      record.id = UInt64(index + 1)
      return record
    }
    let decoded = decode(records)
    #expect(decoded.transfers.map(\.submitted.frame) == Array(1...1_000))
    #expect(decoded.counts.allSatisfy { $0 == 1 })
  }

  // MARK: - Other records, and damage

  // USBPcap 1.2 and later: USBPCAP_TRANSFER_IRP_INFO and USBPCAP_TRANSFER_UNKNOWN.
  @Test(arguments: [0, 1, 3, 0xFE, 0xFF] as [UInt8])
  func `other transfers belong to their device`(type: UInt8) {
    let record = USBPcapRecord(endpoint: 0x81, transferType: type)
    #expect(decode([record]).others == [device])
  }

  @Test func `a pipe that USBPcap does not know has no device of the bus`() {
    let record = USBPcapRecord(device: 0xFFFF, endpoint: 0xFF, transferType: 3)
    #expect(decode([record]).others == [DeviceAddress(bus: 1, address: 255)])
  }

  @Test func `control transfers of another endpoint are no requests`() {
    var record = USBPcapRecord.setup(SetupBytes.getStatus)
    record.endpoint = 0x82
    #expect(decode([record]).others == [device])
  }

  @Test func `unknown values are undecodable`() {
    var type = USBPcapRecord.setup(SetupBytes.getStatus)
    type.transferType = 4
    var stage = type
    stage.transferType = 2
    stage.stage = 4
    let short = USBPcapRecord(stage: 0, data: [0xA1, 3])
    #expect(
      decode([type, stage, short]).undecodable == [
        .unknownTransferType(4), .unknownKind(4), .withoutSetup,
      ])
  }

  @Test func `a record cut anywhere is counted once, and gives nothing it does not hold`() {
    let whole = [
      USBPcapRecord.setup(SetupBytes.dnload, sent: [1, 2, 3, 4]), .complete(),
      .setup(SetupBytes.getStatus), .data(SetupBytes.answer, isBack: true), .status(),
      .complete(data: SetupBytes.answer), USBPcapRecord(endpoint: 0x81, transferType: 1),
    ].map(\.bytes)
    for bytes in whole {
      for length in bytes.indices {
        let decoded = Decoded(USBPcapDecoder(), [Array(bytes.prefix(length))])
        #expect(decoded.sum == 1)
        if length < 27 { #expect(decoded.undecodable == [.tooShort(bytes: length)]) }
      }
    }
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func `damaged records are counted each`(seed: UInt64) {
    let records = damaged(
      Self.literal
        + [
          USBPcapRecord.setup(SetupBytes.dnload).bytes,
          USBPcapRecord.data([1, 2, 3, 4], isBack: false).bytes, USBPcapRecord.status().bytes,
        ], seed: seed)
    #expect(Decoded(USBPcapDecoder(), records).sum == records.count)
  }
}
