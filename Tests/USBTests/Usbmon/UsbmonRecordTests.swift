import Testing
import USB

@Suite struct `Writing usbmon records` {
  private static let setup = SetupPacket(
    requestType: .classInterfaceOut, request: 1, value: 0x0203, index: 0x0405, length: 0x0306)

  private static func records() -> [UsbmonRecord] {
    let device = DeviceAddress(bus: 0x0102, address: 0x7F)
    let id: UInt64 = 0xFFFF_8880_068E_2D80
    return [
      UsbmonRecord(
        kind: .submit, id: id, isIn: false, device: device, setup: setup, status: -115,
        urbLength: 0x0306, data: [1, 2, 3]),
      UsbmonRecord(
        kind: .submit, id: 0, isIn: true, device: device, setup: setup, status: -115,
        urbLength: 0),
      UsbmonRecord(
        kind: .complete, id: .max, isIn: true, device: device, status: 0, urbLength: 70_000,
        data: [UInt8](repeating: 9, count: 300)),
      UsbmonRecord(
        kind: .error, id: 1, isIn: true, device: device, status: -19, urbLength: 0),
    ]
  }

  @Test(arguments: UsbmonHeader.allCases)
  func `what is written is read back the same`(header: UsbmonHeader) throws {
    for record in Self.records() {
      let bytes = record.bytes(header, nanoseconds: 1_700_000_000_123_456_789)
      let reader = UsbmonURBs(header)
      #expect(reader.kind(of: bytes.span) == .control)
      let decoded = reader.event(in: bytes.span)
      let event = try #require(decoded)
      #expect(event.kind == record.kind)
      #expect(event.id == record.id)
      #expect(event.device == record.device)
      #expect(event.status == record.status)
      #expect(event.urbLength == record.urbLength)
      #expect(event.dataLength == record.dataLength)
      #expect(Array(bytes[event.payload]) == record.data)
      if let setup = record.setup { #expect(reader.setup(in: bytes.span) == setup) }
    }
  }

  @Test func `another transfer type, and another endpoint, are read back as such`() {
    for (type, endpoint) in [(0, 0), (1, 0x81), (3, 2), (2, 0x81)] as [(UInt8, UInt8)] {
      var record = Self.records()[2]
      record.transferType = type
      record.endpoint = endpoint
      let bytes = record.bytes(.long, nanoseconds: 0)
      #expect(UsbmonURBs(.long).kind(of: bytes.span) == .other(record.device))
    }
  }

  @Test func `every byte stands where Linux puts it`() {
    let bytes = Self.records()[0].bytes(.long, nanoseconds: 1_700_000_000_123_456_789)
    #expect(
      bytes == [
        0x80, 0x2D, 0x8E, 0x06, 0x80, 0x88, 0xFF, 0xFF,  // id
        0x53, 0x02, 0x00, 0x7F, 0x02, 0x01, 0x00, 0x00,  // S, control, out 0, 127, bus, flags
        0x00, 0xF1, 0x53, 0x65, 0x00, 0x00, 0x00, 0x00, 0x40, 0xE2, 0x01, 0x00,  // time
        0x8D, 0xFF, 0xFF, 0xFF,  // status -115
        0x06, 0x03, 0x00, 0x00, 0x03, 0x00, 0x00, 0x00,  // lengths
        0x21, 0x01, 0x03, 0x02, 0x05, 0x04, 0x06, 0x03,  // setup
        0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,  // interval, start frame
        0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,  // flags, descriptors
        0x01, 0x02, 0x03,
      ])
  }

  @Test func `a record without setup or data says so, with the direction`() {
    let flags = Self.records()[1...].map { Array($0.bytes(.short, nanoseconds: 0)[14..<16]) }
    #expect(flags == [[0, 0x3C], [0x2D, 0], [0x2D, 0x3C]])
    var out = Self.records()[0]
    out.data = []
    #expect(out.bytes(.short, nanoseconds: 0)[15] == 0x3E)
  }
}
