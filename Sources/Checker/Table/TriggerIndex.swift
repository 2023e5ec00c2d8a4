import SpecTable
import USB

/// Numbers for the triggers that a table names: first its requests, then the unknown class request,
/// then the events.
struct TriggerIndex: Sendable {
  /// For each request of the table, bmRequestType in the high byte and bRequest in the low one.
  private let keys: [UInt16]
  /// The numbers of the class requests to an interface, by bRequest: 256 with data to the device,
  /// then 256 with data to the host.
  private let classNumbers: [Int]
  /// The number of a class request that has no name.
  private let unknown: Int
  /// The numbers of the two timers that run out.
  let pollTimeout: Int
  let detachTimeout: Int
  /// The name of each trigger, as the table and findings give it.
  let names: [String]

  init(_ table: Table) {
    let keys = table.requests.map { UInt16($0.requestType) << 8 | UInt16($0.request) }
    self.keys = keys
    let unknown = table.requests.count
    self.unknown = unknown
    var classNumbers = [Int](repeating: unknown, count: 512)
    for (number, key) in keys.enumerated().reversed() where key & 0x7F00 == 0x2100 {
      classNumbers[Int(key & 0x8000) >> 7 | Int(key & 0xFF)] = number
    }
    self.classNumbers = classNumbers
    names =
      table.requests.map(\.name) + [RequestDefinition.unknownName]
      + BusEvent.allCases.map(\.rawValue)
    pollTimeout = unknown + 1 + BusEvent.pollTimeout.place
    detachTimeout = unknown + 1 + BusEvent.detachTimeout.place
  }

  var count: Int { names.count }

  /// How many requests have names.
  var requestCount: Int { unknown }

  subscript(trigger: Trigger) -> Int? {
    switch trigger {
    // Two dozen short names are compared faster than one is hashed.
    case .request(let name): names[...unknown].firstIndex(of: name)
    case .event(let event): unknown + 1 + event.place
    }
  }

  /// The trigger that a request is; nil for a vendor request that the table does not know.
  func number(of setup: SetupPacket) -> Int? {
    let type = setup.requestType.rawValue
    if type & 0x7F == 0x21 { return classNumbers[Int(type & 0x80) << 1 | Int(setup.request)] }
    let key = UInt16(type) << 8 | UInt16(setup.request)
    return keys.firstIndex(of: key) ?? (setup.requestType.kind == .class ? unknown : nil)
  }
}

extension BusEvent {
  /// Its place in `allCases`.
  fileprivate var place: Int {
    switch self {
    case .busReset: 0
    case .powerOnReset: 1
    case .detachTimeout: 2
    case .pollTimeout: 3
    case .deviceDetachAttach: 4
    case .interfaceSet: 5
    case .configured: 6
    }
  }
}
