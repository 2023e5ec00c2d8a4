import DFU
import DeviceModel
import USB

/// What a host, or the cable, can do to a device next.
enum HostAction: Hashable, CustomStringConvertible {
  case request(SetupPacket)
  case wait(milliseconds: Int)
  /// A bus reset with the enumeration behind it; hosts may reset again before SET_CONFIGURATION.
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

  /// The times that every timer of a walked device is a multiple of, or runs out within.
  static let events: [HostAction] = [
    .wait(milliseconds: 10), .wait(milliseconds: 100), .busReset(configures: true),
    .busReset(configures: false), .powerCycle, .configure, .setInterface,
  ]

  /// Every request with few values of each field: those of Table 3.1, and some that are not.
  static func requests(to interface: UInt16, isXMOS: Bool) -> [HostAction] {
    var setups = [UInt16(0), 20, 40, 80].map { ClassRequest.detach.setup(value: $0) }
    setups += [UInt16(0), 64, 65].map { ClassRequest.dnload.setup(length: $0) }
    setups += [UInt16(0), 32, 64, 65].map { ClassRequest.upload.setup(length: $0) }
    setups += [UInt16(6), 5].map { ClassRequest.getStatus.setup(length: $0) }
    setups += [UInt16(1), 0].map { ClassRequest.getState.setup(length: $0) }
    for request in [ClassRequest.clrStatus, .abort] {
      setups += [UInt16(0), 1].map { request.setup(value: $0) }
    }
    setups.append(ClassRequest.detach.setup(length: 1))
    setups += [undefined(.classInterfaceOut, length: 0), undefined(.classInterfaceIn, length: 8)]
    if isXMOS {
      for request in XMOSRequest.allCases {
        var setup = undefined(.classInterfaceOut, length: 0)
        setup.request = request.rawValue
        setups.append(setup)
      }
    }
    let elsewhere = ClassRequest.allCases.map { request in
      let length: UInt16 =
        switch request {
        case .getStatus: 6
        case .getState: 1
        case .dnload, .upload: 64
        case .detach, .clrStatus, .abort: 0
        }
      return request.setup(interface: interface ^ 1, length: length)
    }
    return setups.map { setup in
      var setup = setup
      setup.index = interface
      return .request(setup)
    } + elsewhere.map { .request($0) }
  }

  private static func undefined(_ type: RequestType, length: UInt16) -> SetupPacket {
    SetupPacket(requestType: type, request: 0x42, value: 0, index: 0, length: length)
  }
}
