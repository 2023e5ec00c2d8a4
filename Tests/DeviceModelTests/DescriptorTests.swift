import DFU
import DeviceModel
import Testing
import USB

/// Descriptors and standard requests, compared with literal bytes.
@Suite struct DescriptorTests {
  private func get(
    _ device: inout any DeviceModel, _ type: UInt8, index: UInt8 = 0, length: UInt16 = 255
  ) -> String {
    let value = UInt16(type) << 8 | UInt16(index)
    return ask(&device, 0x80, 6, value: value, length: length)
  }

  private func ask(
    _ device: inout any DeviceModel, _ type: UInt8, _ request: UInt8, value: UInt16 = 0,
    index: UInt16 = 0, length: UInt16 = 0
  ) -> String {
    let setup = SetupPacket(
      requestType: RequestType(rawValue: type), request: request, value: value, index: index,
      length: length)
    guard case .data(let bytes) = device.handle(setup, payload: []).answer else { return "-" }
    return bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  private static let audio =
    "080b00030100200009040000000101200009240100020809000009040100000102200009040200000102200009"

  @Test func `lib_xua 4 shows its run-time and its DFU-mode set`() throws {
    var device = try Personality.named("xmos/lib_xua-4").make()
    #expect(get(&device, 1) == "12010002ef020140b1201600200401020301")
    #expect(
      get(&device, 2) == "0902470004010080fa" + Self.audio + "04030000fe010104092107fa0040001001")
    #expect(get(&device, 3, index: 4) == "120358004d004f0053002000440046005500")
    #expect(get(&device, 15) == "-")
    _ = device.handle(
      SetupPacket(requestType: .classInterfaceOut, request: 0xF2, index: 3), payload: [])
    device.advance(by: .milliseconds(500))
    #expect(get(&device, 1) == "1201000200000040b1201600200401020001")
    #expect(get(&device, 2) == "09021b00010100c0320904000000fe010200092107fa0040001001")
  }

  @Test func `lib_xua 5 shows its sets, BOS and MS OS 2.0 descriptors`() throws {
    var device = try Personality.named("xmos/lib_xua-5").make()
    #expect(get(&device, 1) == "12010102ef020140b1201600300501020001")
    #expect(
      get(&device, 2) == "0902470004010080fa" + Self.audio + "04030000fe01010409210ffa0040001001")
    let bos = "050f2100011c100500df60ddd88945c74c9cd2659d9e648a9f00000306"
    #expect(get(&device, 15) == bos + "b2002000")
    #expect(ask(&device, 0xC0, 0x20, index: 7, length: 1000).count == 2 * 178)
    _ = device.handle(ClassRequest.detach.setup(interface: 3), payload: [])
    device.advance(by: .milliseconds(500))
    #expect(get(&device, 1) == "1201010200000040b12016d0300501020001")
    #expect(get(&device, 2) == "09021b0001010080fa0904000000fe01020409210ffa0040001001")
    #expect(get(&device, 15) == bos + "a2002000")
    #expect(ask(&device, 0xC0, 0x20, index: 7, length: 1000).count == 2 * 162)
  }

  /// lib_xua 5.3.0, xua_ep0_descriptors.h: with AUDIO_CLASS 1 the DFU interface stands before the
  /// vendor-specific control interface, whose number is lower.
  @Test func `with USB Audio 1.0 the interface numbers of lib_xua 5 are out of order`() throws {
    for (name, uac, numbers) in [
      ("xmos/lib_xua-4", 1, [0, 1, 2, 3, 4]), ("xmos/lib_xua-5", 2, [0, 1, 2, 3, 4]),
      ("xmos/lib_xua-5", 1, [0, 1, 2, 4, 3]), ("xmos/lib_dfu-2", 1, [0, 1, 2, 4, 3]),
    ] {
      var device = try Personality.named(name).make(["uac": .number(uac), "dfu_if": .number(4)])
      let bytes = configuration(&device)
      #expect(bytes.count == Int(bytes[2]) && bytes[4] == 5)
      let descriptors = walkDescriptors(bytes)
      #expect(descriptors.reduce(0) { $0 + $1.bytes.count } == bytes.count)
      let interfaces = descriptors.filter { $0.type == 4 }.map(\.bytes)
      #expect(interfaces.map { Int($0[2]) } == numbers)
      #expect(interfaces.filter { $0[5] == 0xFE }.map { $0[2] } == [4])
      #expect(interfaces[0][7] == (uac == 1 ? 0 : 0x20))
    }
  }

  @Test func `lib_dfu 2 shows the sets of lib_xua 5, with its own release`() throws {
    var (device, other) = try (
      Personality.named("xmos/lib_dfu-2").make(), Personality.named("xmos/lib_xua-5").make()
    )
    for mode in [Mode.runTime, .dfuMode] {
      #expect(device.mode == mode)
      #expect(get(&device, 1) == get(&other, 1).replacing("3005", with: "5005"))
      for type: UInt8 in [2, 15] { #expect(get(&device, type) == get(&other, type)) }
      #expect(
        ask(&device, 0xC0, 0x20, index: 7, length: 1000)
          == ask(&other, 0xC0, 0x20, index: 7, length: 1000))
      _ = device.handle(ClassRequest.detach.setup(interface: 3), payload: [])
      _ = other.handle(ClassRequest.detach.setup(interface: 3), payload: [])
      device.advance(by: .milliseconds(500))
      other.advance(by: .milliseconds(500))
    }
  }

  @Test func `the MS OS 2.0 set in no bytes is acknowledged`() throws {
    let setup = SetupPacket(requestType: RequestType(rawValue: 0xC0), request: 0x20, index: 7)
    for name in ["xmos/lib_xua-5", "xmos/lib_dfu-2", "xmos/tinyusb"] {
      var device = try Personality.named(name).make()
      #expect(device.handle(setup, payload: []).answer == .acknowledged)
    }
  }

  @Test func `the image that boots shows in bcdDevice`() throws {
    var device = try Personality.named("xmos/lib_xua-5").make(["upgrade_images": .numbers([300])])
    #expect(get(&device, 1) == "12010102ef020140b1201600019901020001")
  }

  @Test func `standard requests are answered as lib_xud does`() throws {
    var device = try Personality.named("xmos/lib_xua-5").make()
    #expect(get(&device, 1, length: 8) == "12010102ef020140")
    #expect(ask(&device, 0x80, 8, length: 1) == "00")
    _ = ask(&device, 0x00, 9, value: 1)
    #expect(ask(&device, 0x80, 8, length: 1) == "01")
    _ = ask(&device, 0x01, 11, value: 7, index: 3)
    #expect(ask(&device, 0x81, 10, index: 3, length: 1) == "07")
    #expect(ask(&device, 0x81, 10, index: 4, length: 1) == "-")
    #expect(ask(&device, 0x80, 0, length: 2) == "0000")
    #expect(get(&device, 0x21) == "-")
    device.resetBus()
    #expect(ask(&device, 0x80, 8, length: 1) == "00")
  }

  @Test(arguments: Personality.all.map(\.name))
  func `a configured device answers GET_STATUS of an interface with two bytes of 0`(
    name: String
  ) throws {
    var device = try Personality.named(name).make()
    device.resetBus()
    #expect(ask(&device, 0x81, 0, length: 2) == "-")
    _ = ask(&device, 0x00, 9, value: 1)
    #expect(ask(&device, 0x81, 0, length: 2) == "0000")
    #expect(ask(&device, 0x81, 0, index: 9, length: 2) == "-")
  }

  @Test func `the documented device has the switch for DFU, and runs on one tile or two`() throws {
    for tiles in ["same", "split"] {
      var device = try Personality.named("xmos").make([
        "dfu_en": .number(0), "tiles": .text(tiles),
      ])
      #expect(walkDescriptors(configuration(&device)).filter { $0.type == 0x21 }.isEmpty)
      let answer = device.handle(ClassRequest.getStatus.setup(interface: 3, length: 6), payload: [])
      #expect(answer.answer == .stalled)
    }
    let other = try Personality.named("dfu-1.1")
    #expect(throws: ModelError.self) { try other.make(["dfu_en": .number(0)]) }
  }

  @Test(arguments: Personality.all.map(\.name))
  func `the first configuration carries one functional descriptor`(name: String) throws {
    var device = try Personality.named(name).make()
    let runTime = walkDescriptors(configuration(&device)).filter { $0.type == 0x21 }
    #expect(runTime.count == 1)
    #expect(FunctionalDescriptor(runTime.first?.bytes ?? []) != nil)
  }

  private func configuration(_ device: inout any DeviceModel) -> [UInt8] {
    let setup = SetupPacket(
      requestType: RequestType(rawValue: 0x80), request: 6, value: 0x0200, length: 255)
    if case .data(let bytes) = device.handle(setup, payload: []).answer { return bytes }
    return []
  }
}
