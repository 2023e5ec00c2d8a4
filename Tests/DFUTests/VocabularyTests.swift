import DFU
import Testing
import USB

@Suite struct VocabularyTests {
  @Test func `the numbers of XMOS's requests are those of its requests`() {
    #expect(Array(XMOSRequest.numbers) == XMOSRequest.allCases.map(\.rawValue))
  }

  @Test func `states and statuses are found by the specification's spelling`() {
    for state in State.allCases { #expect(State(name: state.name) == state) }
    for status in Status.allCases { #expect(Status(name: status.name) == status) }
    #expect(State(name: "dfuDownloadSync") == nil)
    #expect(State.dfuMANIFESTWAITRESET.rawValue == 8)
    #expect(Status.errSTALLEDPKT.rawValue == 15)
  }

  @Test(
    arguments: [
      ([0x21, 0, 0, 0, 8], .setAddress(0x0800_0000)), ([0x41, 0, 0x40, 0, 8], .erase(0x0800_4000)),
      ([0x41], .massErase), ([0x92], .readUnprotect), ([], nil), ([0x21], nil),
      ([0x41, 0, 0, 8], nil), ([0x92, 1], nil), ([0x55], nil), ([0x55, 0, 0, 0, 8], nil),
    ] as [([UInt8], DfuSeDialect.Command?)])
  func `a command of DfuSe has its byte and its length`(
    data: [UInt8], command: DfuSeDialect.Command?
  ) {
    #expect(DfuSeDialect.Command(data) == command)
    #expect(DfuSeDialect.isCommand(data) == (command != nil))
  }

  @Test(
    arguments: [
      (0, nil), (1, nil), (2, 0x0800_0000), (3, 0x0800_0800),
      (.max, 0x0800_0000 + 65_533 * 2_048),
    ] as [(UInt16, UInt32?)])
  func `blocks of DfuSe have addresses from block 2 on`(block: UInt16, address: UInt32?) {
    #expect(
      DfuSeDialect.address(ofBlock: block, transferSize: 2_048, pointer: 0x0800_0000) == address)
  }

  @Test func `an address of DfuSe has 32 bits`() {
    #expect(DfuSeDialect.address(ofBlock: 3, transferSize: 1, pointer: .max) == nil)
  }

  @Test func `a status report is exactly six bytes`() throws {
    let report = try #require(StatusReport([7, 0x10, 0x27, 0x01, 10, 3]))
    #expect(report.status == .errVERIFY)
    #expect(report.pollTimeoutMilliseconds == 75_536)
    #expect(report.state == .dfuERROR)
    #expect(report.stringIndex == 3)
    #expect(report.bytes == [7, 0x10, 0x27, 0x01, 10, 3])
    for length in 0..<6 { #expect(StatusReport([UInt8](repeating: 0, count: length)) == nil) }
    #expect(StatusReport([0, 0, 0, 0, 2, 0, 0]) == nil)
    #expect(StatusReport([16, 0, 0, 0, 11, 0])?.status == nil)
    #expect(StatusReport([16, 0, 0, 0, 11, 0])?.state == nil)
  }

  @Test func `a class request wants its direction`() {
    #expect(ClassRequest(ClassRequest.dnload.setup(length: 64)) == .dnload)
    let wrong = SetupPacket(requestType: .classInterfaceIn, request: 1, length: 64)
    #expect(ClassRequest(wrong) == nil)
    let other = SetupPacket(requestType: .classInterfaceOut, request: 0xF1)
    #expect(ClassRequest(other) == nil)
  }

  @Test func `the functional descriptor is read in both its forms`() throws {
    let nine = try #require(
      FunctionalDescriptor([9, 0x21, 0x0F, 0xFA, 0x00, 0x40, 0x00, 0x10, 0x01]))
    #expect(nine.attributes == [.canDnload, .canUpload, .manifestationTolerant, .willDetach])
    #expect(nine.detachTimeoutMilliseconds == 250)
    #expect(nine.transferSize == 64)
    #expect(nine.version == 0x0110)
    let seven = try #require(FunctionalDescriptor([7, 0x21, 0x01, 0xE8, 0x03, 0x00, 0x04]))
    #expect(seven.version == nil)
    #expect(seven.transferSize == 1024)
    #expect(FunctionalDescriptor([6, 0x21, 0x01, 0xE8, 0x03, 0x00]) == nil)
    let made = FunctionalDescriptor(
      attributes: .canDnload, detachTimeoutMilliseconds: 1000, transferSize: 1024, version: nil)
    #expect(made.bytes == seven.bytes)
  }
}

@Suite struct DescriptorReadingTests {
  private let dfu: [UInt8] = [9, 4, 0, 0, 0, 0xFE, 1, 2, 0]
  private let functional: [UInt8] = [9, 0x21, 7, 0xE8, 3, 0x40, 0, 0x10, 1]

  private func configuration(_ parts: [[UInt8]], interfaces: UInt8 = 1) -> [UInt8] {
    let body = parts.flatMap { $0 }
    let total = UInt16(9 + body.count)
    return [9, 2, UInt8(total & 0xFF), UInt8(total >> 8), interfaces, 1, 0, 0x80, 50] + body
  }

  @Test func `the functional descriptor may stand anywhere`() {
    for parts in [[dfu, functional], [functional, dfu]] {
      let set = DescriptorSet(configuration: configuration(parts), device: nil)
      #expect(set?.mode == .dfuMode)
      #expect(set?.functional?.transferSize == 64)
    }
  }

  @Test func `a HID descriptor is not taken for one`() {
    let hid: [UInt8] = [9, 4, 1, 0, 1, 3, 1, 1, 0]
    let hidDescriptor: [UInt8] = [9, 0x21, 0x11, 1, 0, 1, 0x22, 52, 0]
    let set = DescriptorSet(
      configuration: configuration([dfu, functional, hid, hidDescriptor], interfaces: 2),
      device: nil)
    #expect(set?.functionals.count == 1)
  }

  @Test func `all alternates of the DFU interface are kept`() {
    var second = dfu
    second[3] = 1
    let set = DescriptorSet(
      configuration: configuration([dfu, second, functional]), device: nil)
    #expect(set?.alternates.map(\.alternateSetting) == [0, 1])
  }

  @Test func `a configuration that is not whole is not read`() {
    let whole = configuration([dfu, functional])
    for length in 0..<whole.count {
      #expect(DescriptorSet(configuration: Array(whole.prefix(length)), device: nil) == nil)
    }
    #expect(DescriptorSet(configuration: whole, device: nil) != nil)
  }

  @Test func `a length of zero ends the walk`() {
    let set = DescriptorSet(
      configuration: configuration([dfu, [0, 0x21, 7, 0], functional]), device: nil)
    #expect(set?.functionals.isEmpty == true)
  }

  @Test func `without a DFU interface there is no set`() {
    let audio: [UInt8] = [9, 4, 0, 0, 0, 1, 1, 0, 0]
    #expect(DescriptorSet(configuration: configuration([audio]), device: nil) == nil)
  }
}
