import DFU
import DeviceModel
import USB

/// The next action of a host, or of the cable, on a device.
enum HostAction: Hashable, CustomStringConvertible {
  case request(SetupPacket)
  case wait(milliseconds: Int)
  /// A bus reset and the enumeration after it. `configures` false: without SET_CONFIGURATION,
  /// because a host may reset again before it.
  case busReset(configures: Bool)
  case powerCycle
  case configure
  case setInterface

  var description: String {
    switch self {
    case .request(let setup):
      "\(ClassRequest(setup)?.name ?? "request \(setup.request)") "
        + "\(setup.value) \(setup.index) \(setup.length)"
    case .wait(let milliseconds): "wait \(milliseconds)"
    case .busReset(let configures): configures ? "bus reset" : "bus reset alone"
    case .powerCycle: "power cycle"
    case .configure: "SET_CONFIGURATION"
    case .setInterface: "SET_INTERFACE"
    }
  }

  /// Actions that are not requests. Every timer of a walked device is a multiple of 10 ms and runs
  /// out within 100 ms.
  static let events: [HostAction] = [
    .wait(milliseconds: 10), .wait(milliseconds: 100), .busReset(configures: true),
    .busReset(configures: false), .powerCycle, .configure, .setInterface,
  ]

  /// All requests of Table 3.1 with a few values for each field, some requests that DFU does not
  /// define, and with `isXMOS` the requests that XMOS adds.
  static func requests(to interface: UInt16, isXMOS: Bool) -> [HostAction] {
    var setups = [UInt16(0), 20, 80].map { ClassRequest.detach.setup(value: $0) }
    setups += [UInt16(0), 64, 65].map { ClassRequest.dnload.setup(length: $0) }
    setups += [UInt16(0), 32, 64, 65].map { ClassRequest.upload.setup(length: $0) }
    setups += [ClassRequest.clrStatus.setup(), ClassRequest.abort.setup()] + questions
    setups += [undefined(.classInterfaceOut, length: 0), undefined(.classInterfaceIn, length: 8)]
    if isXMOS {
      for request in XMOSRequest.allCases {
        var setup = undefined(.classInterfaceOut, length: 0)
        setup.request = request.rawValue
        setups.append(setup)
      }
      setups += turned
    }
    return addressed(setups, to: interface)
  }

  /// Requests of DFU in the wrong direction.
  static let turned: [SetupPacket] = [
    (ClassRequest.dnload, 0), (.dnload, 64), (.upload, 0), (.upload, 64), (.abort, 0), (.abort, 8),
    (.getStatus, 6), (.getState, 1),
  ].map { (request: ClassRequest, length: UInt16) in
    var setup = request.setup(length: length)
    let isIn = setup.requestType.direction == .deviceToHost
    setup.requestType = isIn ? .classInterfaceOut : .classInterfaceIn
    return setup
  }

  /// The blocks of DfuSe: a command without and with an address, and data; `payload` has the bytes.
  static let dfuSeBlocks: [HostAction] =
    [(UInt16(0), UInt16(1)), (0, 5), (0, 6), (1, 64), (2, 64), (40, 64)].map { number, length in
      .request(ClassRequest.dnload.setup(value: number, length: length))
    } + [UInt16(1), 2, 40].map { .request(ClassRequest.upload.setup(value: $0, length: 64)) }

  /// The data stage of a request: bytes of 5Ah, but the commands of DfuSe for block 0 of their
  /// lengths. 1 is a mass erase, 5 an address pointer to the second sector, 6 no command. TinyUSB
  /// takes the byte of a GETSTATE in the wrong direction for a state.
  static func payload(of setup: SetupPacket) -> [UInt8] {
    guard setup.requestType.direction == .hostToDevice else { return [] }
    switch (setup.request, setup.value, setup.length) {
    case (1, 0, 1): return [0x41]
    case (1, 0, 5): return [0x21, 0x00, 0x04, 0x00, 0x08]
    case (ClassRequest.getState.rawValue, _, 1): return [State.dfuIDLE.rawValue]
    default: return [UInt8](repeating: 0x5A, count: Int(setup.length))
    }
  }

  /// GETSTATUS and GETSTATE with correct fields.
  private static let questions = [
    ClassRequest.getStatus.setup(length: 6), ClassRequest.getState.setup(length: 1),
  ]

  /// GETSTATUS and GETSTATE with correct fields, sent to an interface.
  static func questions(to interface: UInt16) -> [HostAction] {
    addressed(questions, to: interface)
  }

  /// Requests with fields that differ from Table 3.1, or sent to another interface.
  static func oddRequests(to interface: UInt16) -> [HostAction] {
    let odd =
      [UInt16(0), 5].map { ClassRequest.getStatus.setup(length: $0) }
      + [ClassRequest.getState.setup(length: 0), ClassRequest.detach.setup(length: 1)]
      + [ClassRequest.clrStatus.setup(value: 1), ClassRequest.abort.setup(value: 1)]
    let elsewhere =
      questions + [ClassRequest.dnload, .upload].map { $0.setup(length: 64) }
      + [ClassRequest.detach, .clrStatus, .abort].map { $0.setup() }
      + [undefined(.classInterfaceOut, length: 0)]
    return addressed(odd, to: interface) + addressed(elsewhere, to: interface ^ 1)
  }

  private static func addressed(_ setups: [SetupPacket], to interface: UInt16) -> [HostAction] {
    setups.map { setup in
      var setup = setup
      setup.index = interface
      return .request(setup)
    }
  }

  private static func undefined(_ type: RequestType, length: UInt16) -> SetupPacket {
    SetupPacket(requestType: type, request: 0x42, value: 0, index: 0, length: length)
  }
}

extension HostAction {
  /// bmRequestType and bRequest of a request; 0 for what is none.
  var number: UInt16 {
    guard case .request(let setup) = self else { return 0 }
    return UInt16(setup.requestType.rawValue) << 8 | UInt16(setup.request)
  }
}
