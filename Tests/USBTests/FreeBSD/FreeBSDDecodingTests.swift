import Testing
import USB

@Suite struct `Decoding records of FreeBSD` {
  /// A frame: its length, its data if that follows, and whether it is read from the device.
  private struct Frame {
    var length: UInt32
    var data: [UInt8]?
    var isRead = false

    var bytes: [UInt8] {
      let flags: UInt32 = (isRead ? 1 : 0) | (data == nil ? 0 : 2)
      let held = data ?? []
      return number(length) + number(flags) + held
        + [UInt8](repeating: 0, count: (4 - held.count % 4) % 4)
    }
  }

  /// A record, written from sys/dev/usb/usb_pf.h.
  private struct Record {
    /// 0 for a submission, 1 for a completion.
    var event: UInt8 = 0
    var mode: UInt8 = 0
    var device: UInt8 = 3
    var transferType: UInt8 = 0
    var flags: UInt32 = 0
    /// USBPF_STATUS_CONTROL_XFR and USBPF_STATUS_CONTROL_HDR.
    var status: UInt32 = 0x180
    var error: UInt32 = 0
    var endpoint: UInt32 = 0
    var frames: [Frame] = []

    var bytes: [UInt8] {
      let content = frames.flatMap(\.bytes)
      return number(UInt32(128 + content.count)) + number(UInt32(2))
        + [device, mode, event, transferType] + number(flags) + number(status) + number(error)
        + number(UInt32(0)) + number(UInt32(frames.count)) + number(UInt32(64))
        + number(UInt32(1)) + number(endpoint) + [2] + [UInt8](repeating: 0, count: 83) + content
    }
  }

  private let device = DeviceAddress(bus: 2, address: 3)
  private let getStatus = Record(
    endpoint: 0x80,
    frames: [Frame(length: 8, data: SetupBytes.getStatus), Frame(length: 6, isRead: true)])
  private let answer = Record(
    event: 1, endpoint: 0x80,
    frames: [Frame(length: 8), Frame(length: 6, data: SetupBytes.answer, isRead: true)])

  private func decode(_ records: [Record]) -> Decoded {
    Decoded(ControlAssembler(FreeBSDURBs()), records.map(\.bytes))
  }

  @Test func `the header has 128 bytes`() {
    #expect(Record().bytes.count == 128)
  }

  @Test func `an answer is the second frame of the completion`() {
    let decoded = decode([getStatus, answer])
    #expect(
      decoded.transfers == [
        ControlTransfer(
          device: device,
          setup: SetupPacket(requestType: .classInterfaceIn, request: 3, length: 6),
          outcome: .acknowledged, actualLength: 6, data: SetupBytes.answer,
          submitted: Moment(frame: 1, nanoseconds: 0),
          completed: Moment(frame: 2, nanoseconds: 1_000_000))
      ])
  }

  @Test func `what the host sends is the second frame of the submission`() {
    let decoded = decode([
      Record(frames: [
        Frame(length: 8, data: SetupBytes.dnload), Frame(length: 4, data: [1, 2, 3, 4]),
      ]),
      Record(event: 1, frames: [Frame(length: 8), Frame(length: 4)]),
      Record(frames: [Frame(length: 8, data: SetupBytes.clrStatus)]),
      Record(event: 1, frames: [Frame(length: 8)]),
    ])
    #expect(decoded.summary == ["1-2 acknowledged", "3-4 acknowledged"])
    #expect(decoded.transfers.map(\.data) == [[1, 2, 3, 4], []])
    #expect(decoded.transfers.map(\.actualLength) == [4, 0])
  }

  // sys/dev/usb/usb_error.h, counted from 0.
  @Test(
    arguments: [
      (0, .acknowledged), (21, .acknowledged), (22, .stalled), (5, .cancelled), (18, .wireError),
      (20, .timedOut), (3, .notSent), (16, .unknown), (99, .unknown),
    ] as [(UInt32, TransferOutcome)])
  func `the error is the outcome`(error: UInt32, outcome: TransferOutcome) {
    let end = Record(event: 1, error: error, frames: [Frame(length: 8)])
    #expect(decode([getStatus, end]).transfers.map(\.outcome) == [outcome])
  }

  // USBPF_FLAG_MANUAL_STATUS: the status stage belongs to a further part, without a setup packet.
  @Test func `a transfer in parts has an end that is not known`() {
    var (first, end) = (getStatus, answer)
    first.flags = 1 << 6
    end.flags = 1 << 6
    var part = Record(frames: [Frame(length: 8, data: [1, 2, 3, 4, 5, 6, 7, 8])])
    part.status = 0x80
    let decoded = decode([first, end, part])
    #expect(decoded.summary == ["1-2 unknown"])
    #expect(decoded.undecodable == [.withoutSetup])
  }

  @Test func `other transfers, and those of the machine as a device, are not requests`() {
    var asDevice = getStatus
    asDevice.mode = 1
    var bulk = getStatus
    bulk.transferType = 2
    var other = getStatus
    other.endpoint = 0x82
    #expect(decode([asDevice, bulk, other]).others == [device, device, device])
  }

  // Up to FreeBSD 8.1 the header began with the controller's number.
  @Test func `an older header is undecodable`() {
    var bytes = getStatus.bytes
    bytes[0] = 2
    let decoded = Decoded(ControlAssembler(FreeBSDURBs()), [bytes])
    #expect(decoded.undecodable == [.tooShort(bytes: 2)])
  }

  @Test func `unknown values are undecodable`() {
    var event = getStatus
    event.event = 2
    var type = getStatus
    type.transferType = 4
    #expect(
      decode([event, type, Record()]).undecodable == [
        .unknownKind(2), .unknownTransferType(4), .withoutSetup,
      ])
  }

  @Test func `a record cut anywhere is counted once`() {
    for bytes in [getStatus, answer].map(\.bytes) {
      for length in bytes.indices {
        let decoded = Decoded(ControlAssembler(FreeBSDURBs()), [Array(bytes.prefix(length))])
        #expect(decoded.sum == 1)
        if length < 128 { #expect(decoded.undecodable == [.tooShort(bytes: length)]) }
      }
    }
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func `damaged records are counted each`(seed: UInt64) {
    let records = damaged([getStatus.bytes, answer.bytes], seed: seed)
    #expect(Decoded(ControlAssembler(FreeBSDURBs()), records).sum == records.count)
  }
}
