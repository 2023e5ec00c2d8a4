import TestSupport
import Testing
import USB

@Suite struct `Decoding usbmon records` {
  /// A GETSTATUS submission as a Debian kernel writes it, 64-byte header.
  private static let submission: [UInt8] = [
    0x80, 0x2D, 0x8E, 0x06, 0x80, 0x88, 0xFF, 0xFF,  // id
    0x53, 0x02, 0x80, 0x02, 0x01, 0x00, 0x00, 0x3C,  // S, control, in 0, device 2, bus 1
    0x9C, 0xDC, 0x02, 0x6B, 0x00, 0x00, 0x00, 0x00, 0x55, 0x39, 0x0A, 0x00,  // time
    0x8D, 0xFF, 0xFF, 0xFF,  // status -115
    0x06, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,  // lengths
    0xA1, 0x03, 0x00, 0x00, 0x02, 0x01, 0x06, 0x00,  // setup
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
  ]

  @Test(arguments: UsbmonHeader.allCases)
  func `every field of a control record is read`(header: UsbmonHeader) throws {
    let bytes = Array(Self.submission.prefix(header.length))
    #expect(UsbmonURBs(header).kind(of: bytes.span) == .control)
    let decoded = UsbmonURBs(header).event(in: bytes.span)
    let event = try #require(decoded)
    #expect(event.kind == .submit)
    #expect(event.id == 0xFFFF_8880_068E_2D80)
    #expect(event.device == DeviceAddress(bus: 1, address: 2))
    #expect(event.status == -115)
    #expect(event.urbLength == 6)
    #expect(event.dataLength == 0)
    #expect(event.payload.isEmpty)
  }

  @Test func `the setup packet is the submission's`() throws {
    var decoder = UsbmonDecoder(.long)
    var transfers: [ControlTransfer] = []
    let lost = decoder.accept(Self.submission.span, at: Moment(frame: 1, nanoseconds: 2)) {
      transfer, _ in transfers.append(transfer)
    }
    #expect(lost == nil)
    #expect(transfers.isEmpty)
    var records: [Int] = []
    decoder.finish { transfer, count in
      transfers.append(transfer)
      records.append(count)
    }
    #expect(records == [1])
    let setup = SetupPacket(
      requestType: .classInterfaceIn, request: 3, index: 0x0102, length: 6)
    #expect(
      transfers == [
        ControlTransfer(
          device: DeviceAddress(bus: 1, address: 2), setup: setup, outcome: .unknown,
          rawStatus: nil, submitted: Moment(frame: 1, nanoseconds: 2))
      ])
  }

  @Test(arguments: 0..<64)
  func `a record cut at any length is undecodable, for want of its header`(length: Int) {
    let bytes = Array(Self.submission.prefix(length))
    #expect(UsbmonURBs(.long).kind(of: bytes.span) == .undecodable(.tooShort(bytes: length)))
    #expect(UsbmonURBs(.long).event(in: bytes.span) == nil)
    guard length < 48 else { return }
    #expect(UsbmonURBs(.short).kind(of: bytes.span) == .undecodable(.tooShort(bytes: length)))
    #expect(UsbmonURBs(.short).event(in: bytes.span) == nil)
  }

  @Test func `the payload is what was captured of what the record is said to hold`() throws {
    func event(_ bytes: [UInt8]) throws -> URBEvent {
      let decoded = UsbmonURBs(.long).event(in: bytes.span)
      return try #require(decoded)
    }
    var bytes = Self.submission
    bytes[36] = 5
    #expect(try event(bytes).payload == 64..<64)
    #expect(try event(bytes + [1, 2, 3]).payload == 64..<67)
    #expect(try event(bytes + [1, 2, 3, 4, 5, 6]).payload == 64..<69)
    bytes.replaceSubrange(36..<40, with: [0xFF, 0xFF, 0xFF, 0xFF])
    #expect(try event(bytes + [1]).payload == 64..<65)
    #expect(try event(bytes).dataLength == 0xFFFF_FFFF)
  }

  @Test func `a completion needs no setup packet`() {
    var bytes = Self.submission
    bytes[8] = UInt8(ascii: "C")
    bytes[14] = UInt8(ascii: "-")
    #expect(UsbmonURBs(.long).kind(of: bytes.span) == .control)
    #expect(UsbmonURBs(.long).event(in: bytes.span)?.kind == .complete)
  }

  @Test func `a control submission without its setup packet is undecodable`() {
    var bytes = Self.submission
    bytes[14] = UInt8(ascii: "-")
    #expect(UsbmonURBs(.long).kind(of: bytes.span) == .undecodable(.withoutSetup))
  }

  @Test(arguments: [0, 1, 3] as [UInt8])
  func `transfers of other types are told by their device`(type: UInt8) {
    var bytes = Self.submission
    bytes[9] = type
    bytes[10] = 0x81
    #expect(
      UsbmonURBs(.long).kind(of: bytes.span) == .other(DeviceAddress(bus: 1, address: 2)))
  }

  @Test func `a control transfer of another endpoint than 0 is another transfer`() {
    var bytes = Self.submission
    bytes[10] = 0x83
    #expect(
      UsbmonURBs(.long).kind(of: bytes.span) == .other(DeviceAddress(bus: 1, address: 2)))
  }

  @Test(arguments: [4, 0x7F, 0xFE, 0xFF] as [UInt8])
  func `an unknown transfer type is undecodable`(type: UInt8) {
    var bytes = Self.submission
    bytes[9] = type
    #expect(UsbmonURBs(.long).kind(of: bytes.span) == .undecodable(.unknownTransferType(type)))
  }

  @Test func `an unknown event type is undecodable, in any transfer type`() {
    for type: UInt8 in 0...3 {
      var bytes = Self.submission
      bytes[8] = 0x52
      bytes[9] = type
      #expect(UsbmonURBs(.long).kind(of: bytes.span) == .undecodable(.unknownKind(0x52)))
    }
  }

  @Test func `each reason is a sentence`() {
    #expect(
      Undecodable.tooShort(bytes: 3).description == "cut off within its header, after 3 bytes")
    #expect(
      Undecodable.unknownKind(82).description == "event type 82 is unknown")
    #expect(
      Undecodable.unknownTransferType(254).description == "transfer type 254 is unknown")
    #expect(
      Undecodable.withoutSetup.description == "a control submission without its setup packet")
  }
}
