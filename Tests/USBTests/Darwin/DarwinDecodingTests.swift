import Testing
import USB

@Suite struct `Decoding records of macOS` {
  /// A record, written from the layout in Wireshark's packet-usb.c.
  private struct Record {
    var headerLength: UInt8 = 32
    /// 0 for a submission, 1 for a completion.
    var event: UInt8 = 0
    var length: UInt32 = 0
    var status: UInt32 = 0
    var id: UInt64 = 0x198_06C4
    var location: UInt32 = 0x1410_0000
    var device: UInt8 = 26
    var endpoint: UInt8 = 0x80
    var transferType: UInt8 = 0
    var data: [UInt8] = []

    var bytes: [UInt8] {
      number(UInt16(0x0100)) + [headerLength, event] + number(length) + number(status)
        + number(UInt32(0)) + number(id) + number(location) + [1, device, endpoint, transferType]
        + [UInt8](repeating: 0, count: Int(headerLength) - 32) + data
    }
  }

  private let device = DeviceAddress(bus: 0x14, address: 26)
  private let getStatus = Record(length: 6, data: SetupBytes.getStatus)
  private let answer = Record(event: 1, length: 6, data: SetupBytes.answer)

  private func decode(_ records: [Record]) -> Decoded {
    Decoded(ControlAssembler(DarwinURBs()), records.map(\.bytes))
  }

  /// GET_DESCRIPTOR(device) and the end of its answer, byte by byte.
  private static let literal: [[UInt8]] = [
    [
      0, 1, 32, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xC4, 6, 0x98, 1, 0, 0, 0, 0,
      0, 0, 0x10, 0x14, 1, 0x1A, 0x80, 0, 0x80, 6, 0, 1, 0, 0, 8, 0,
    ],
    [
      0, 1, 32, 1, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xC4, 6, 0x98, 1, 0, 0, 0, 0,
      0, 0, 0x10, 0x14, 1, 0x1A, 0x80, 0, 18, 1, 0x10, 2, 0xEF, 2, 1, 64,
    ],
  ]

  @Test func `every field of a transfer is read`() {
    let decoded = Decoded(ControlAssembler(DarwinURBs()), Self.literal)
    let setup = SetupPacket(
      requestType: RequestType(rawValue: 0x80), request: 6, value: 0x0100, length: 8)
    #expect(
      decoded.transfers == [
        ControlTransfer(
          device: device, setup: setup, outcome: .acknowledged, actualLength: 8,
          data: [18, 1, 0x10, 2, 0xEF, 2, 1, 64], submitted: Moment(frame: 1, nanoseconds: 0),
          completed: Moment(frame: 2, nanoseconds: 1_000_000))
      ])
    #expect(decoded.counts == [2])
  }

  @Test func `what the host sends is in the completion`() {
    let decoded = decode([
      Record(length: 4, endpoint: 0, data: SetupBytes.dnload),
      Record(event: 1, length: 4, endpoint: 0, data: [1, 2, 3, 4]),
      Record(endpoint: 0, data: SetupBytes.clrStatus), Record(event: 1, endpoint: 0),
    ])
    #expect(decoded.summary == ["1-2 acknowledged", "3-4 acknowledged"])
    #expect(decoded.transfers.map(\.data) == [[1, 2, 3, 4], []])
    #expect(decoded.transfers.map(\.actualLength) == [4, 0])
  }

  @Test func `what the host sends may also be in the submission`() {
    let decoded = decode([
      Record(length: 4, endpoint: 0, data: SetupBytes.dnload + [1, 2, 3, 4]),
      Record(event: 1, length: 4, endpoint: 0),
    ])
    #expect(decoded.summary == ["1-2 acknowledged"])
    #expect(decoded.transfers.map(\.data) == [[1, 2, 3, 4]])
  }

  @Test func `a longer header of a later version is skipped`() {
    var records = [getStatus, answer]
    for index in records.indices { records[index].headerLength = 40 }
    let decoded = decode(records)
    #expect(decoded.transfers.map(\.data) == [SetupBytes.answer])
    #expect(decoded.transfers.map(\.setup) == [.getStatus])
  }

  @Test func `two requests are told apart by their ids`() {
    var records = [getStatus, Record(length: 1, data: [0xA1, 5, 0, 0, 0, 0, 1, 0])]
    records[1].id += 2
    records += [Record(event: 1, length: 1, data: [5]), answer]
    records[2].id += 2
    #expect(decode(records).summary == ["1- unknown", "2-3 acknowledged"])
    #expect(decode(records).lost == [device])
  }

  // IOKit/IOReturn.h, IOKit/usb/USB.h, IOUSBHostFamilyDefinitions.h.
  @Test(
    arguments: [
      (0, .acknowledged), (0xE000_02E7, .acknowledged), (0xE000_5000, .stalled),
      (0xE000_404F, .stalled), (0xE000_02EB, .cancelled), (0xE000_02D6, .timedOut),
      (0xE000_4051, .timedOut), (0xE000_02C0, .disconnected), (0xE000_02E8, .overflowed),
      (0xE000_02ED, .wireError), (0xE000_4001, .wireError), (0xE000_02C2, .notSent),
      (0xE000_02BC, .unknown), (0xE000_5001, .unknown),
    ] as [(UInt32, TransferOutcome)])
  func `the IOReturn is the outcome`(status: UInt32, outcome: TransferOutcome) {
    let end = Record(event: 1, status: status)
    let transfers = decode([getStatus, end]).transfers
    #expect(transfers.map(\.outcome) == [outcome])
    #expect(transfers.map(\.rawStatus) == [Int32(bitPattern: status)])
  }

  @Test(arguments: 1...3 as ClosedRange<UInt8>)
  func `other transfers belong to their device`(type: UInt8) {
    #expect(decode([Record(endpoint: 0x82, transferType: type)]).others == [device])
  }

  @Test func `unknown values are undecodable`() {
    let records = [
      Record(transferType: 4), Record(event: 2), Record(data: [1, 2, 3, 4, 5, 6, 7]),
    ]
    #expect(
      decode(records).undecodable == [.unknownTransferType(4), .unknownKind(2), .withoutSetup])
  }

  @Test func `a record cut anywhere is counted once`() {
    for bytes in [getStatus, answer].map(\.bytes) {
      for length in bytes.indices {
        let decoded = Decoded(ControlAssembler(DarwinURBs()), [Array(bytes.prefix(length))])
        #expect(decoded.sum == 1)
        if length < 32 { #expect(decoded.undecodable == [.tooShort(bytes: length)]) }
      }
    }
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func `damaged records are counted each`(seed: UInt64) {
    let records = damaged(Self.literal + [getStatus.bytes, answer.bytes], seed: seed)
    #expect(Decoded(ControlAssembler(DarwinURBs()), records).sum == records.count)
  }

  @Test func `resets leave no trace, and the limits say so`() {
    #expect(ControlAssembler(DarwinURBs()).hidesResets)
    #expect(ControlAssembler(DarwinURBs()).limits.first?.hasPrefix("Resets of the bus") == true)
    #expect(USBPcapDecoder().limits.first?.hasPrefix("Resets of the bus") == true)
    #expect(USBPcapDecoder().hidesResets)
    #expect(ControlAssembler(FreeBSDURBs()).hidesResets)
    #expect(!UsbmonDecoder(.long).hidesResets)
  }
}
