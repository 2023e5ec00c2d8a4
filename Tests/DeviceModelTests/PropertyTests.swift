import DFU
import DeviceModel
import TestSupport
import Testing
import USB

/// Random requests with random fault plans.
@Suite struct PropertyTests {
  /// Does one random thing: an action of a host, or an event from outside.
  static func act(on device: inout any DeviceModel, _ random: inout SeededRandom) {
    switch random.next() % 24 {
    case 0: device.resetBus()
    case 1: device.powerCycle()
    case 2, 3: device.advance(by: .milliseconds(Int(random.next() % 1200)))
    case 4:
      let setup = SetupPacket(
        requestType: RequestType(rawValue: UInt8.random(in: 0...255, using: &random)),
        request: UInt8.random(in: 0...255, using: &random),
        value: UInt16.random(in: 0...0x1000, using: &random),
        index: UInt16.random(in: 0...4, using: &random),
        length: UInt16.random(in: 0...80, using: &random))
      _ = device.handle(setup, payload: [1, 2])
    case 5:
      let request = UInt8.random(in: 0xF0...0xF6, using: &random)
      let index: UInt16 = device.mode == .runTime ? 3 : 0
      let setup = SetupPacket(requestType: .classInterfaceOut, request: request, index: index)
      _ = device.handle(setup, payload: [])
    default:
      let numbers: [UInt8] = [0, 1, 1, 1, 2, 3, 3, 3, 3, 4, 5, 6]
      let number = numbers[Int(random.next() % UInt64(numbers.count))]
      let request = ClassRequest(rawValue: number) ?? .getStatus
      let lengths: [UInt16] = [0, 6, 64, 64, 64, 65]
      let setup = request.setup(
        value: UInt16(random.next() % 9), interface: device.mode == .runTime ? 3 : 0,
        length: lengths[Int(random.next() % 6)])
      let byte = UInt8(truncatingIfNeeded: random.next())
      _ = device.handle(setup, payload: [UInt8](repeating: byte, count: 64))
    }
  }

  static func plan(_ random: inout SeededRandom) -> FaultPlan {
    var plan = FaultPlan()
    func maybe(_ limit: UInt64) -> Int? {
      random.next() % 3 == 0 ? Int(random.next() % limit) : nil
    }
    if let number = maybe(9) {
      let fault = FaultPlan.BlockFault.allCases.randomElement(using: &random) ?? .write
      plan.failingBlock = FaultPlan.FailingBlock(number: number, fault: fault)
    }
    plan.corruptsImage = random.next() % 5 == 0
    plan.eraseFactor = maybe(20) ?? 1
    plan.resetAfterBlock = maybe(9)
    plan.powerCutAfterBlock = maybe(9)
    plan.lostUpload = maybe(4)
    return plan
  }

  @Test(arguments: Personality.all.map(\.name))
  func `whatever happens, the clock only moves forward and power brings a device back`(
    name: String
  ) throws {
    let isXMOS = name != "dfu-1.1"
    for seed in 0..<300 {
      var random = SeededRandom(UInt64(seed))
      let parameters: [String: ParameterValue] = isXMOS ? [:] : ["dfu_if": .number(3)]
      var device = try Personality.named(name).make(parameters, faults: Self.plan(&random))
      for _ in 0..<120 {
        let before = device.elapsed
        Self.act(on: &device, &random)
        #expect(device.elapsed >= before)
        #expect(device.state.rawValue <= 10)
      }
      device.powerCycle()
      #expect(device.condition == [])
      if name == "xmos/tinyusb" || name == "dfuse" {
        #expect(device.state == .dfuIDLE && device.mode == .dfuMode)
        continue
      }
      if isXMOS { #expect(device.state == .appIDLE) }
      #expect(device.mode == (device.state == .dfuERROR ? .dfuMode : .runTime))
    }
  }

  @Test(arguments: XMOSGeneration.all)
  func `whatever happens, the factory image stays and something valid boots`(
    generation: XMOSGeneration
  ) {
    for seed in 0..<200 {
      var random = SeededRandom(UInt64(seed))
      var make = Flash.Make()
      make.maxUpgrade = 8192
      let factory = Flash.image(9, 1000)
      let flash = Flash(
        make: make.under(Self.plan(&random)), factory: factory, upgrades: [Flash.image(0, 500)])
      var device: any DeviceModel = LibXUA(generation, LibXUAParameters(), flash: flash)
      for _ in 0..<150 {
        Self.act(on: &device, &random)
        guard let device = device as? LibXUA else { return }
        #expect(device.flash.factory.prefix(1000) == factory[...])
        let boot = device.flash.bootImage
        #expect(!boot.isEmpty && boot.count.isMultiple(of: Flash.pageSize))
        #expect(!boot.prefix(4).allSatisfy { $0 == 0xFF })
      }
    }
  }

  @Test func `a copy of a device is a device of its own`() throws {
    let first = try Personality.named("xmos/lib_xua-5").make()
    var second = first
    _ = second.handle(ClassRequest.clrStatus.setup(interface: 3), payload: [])
    #expect(first.state == .appIDLE)
    #expect(second.state == .dfuERROR)
  }

  @Test func `an unknown parameter, a wrong value and an unknown model are named`() throws {
    let personality = try Personality.named("xmos/lib_xua-5")
    for (name, value, part) in [
      ("nonsense", ParameterValue.number(1), "has no parameter nonsense"),
      ("tiles", .text("three"), "tiles takes same or split"),
      ("sectors_per_call", .number(0), "from 1 to"), ("page_ms", .text("2"), "page_ms takes"),
      ("upgrade_images", .numbers([-1]), "upgrade_images takes"),
    ] {
      let error = #expect(throws: ModelError.self) { try personality.make([name: value]) }
      #expect(error?.message.contains(part) == true)
    }
    let error = #expect(throws: ModelError.self) { try Personality.named("nobody") }
    #expect(error?.message.contains("xmos/lib_xua-4") == true)
  }
}
