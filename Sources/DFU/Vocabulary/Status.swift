/// bStatus, the result of the most recent request (DFU 1.1, 6.1.2).
public enum Status: UInt8, CaseIterable, Hashable, Sendable {
  case ok = 0
  case errTARGET, errFILE, errWRITE, errERASE, errCHECKERASED, errPROG, errVERIFY, errADDRESS
  case errNOTDONE, errFIRMWARE, errVENDOR, errUSBR, errPOR, errUNKNOWN, errSTALLEDPKT

  /// The status's name as the specification spells it.
  public var name: String {
    switch self {
    case .ok: "OK"
    case .errTARGET: "errTARGET"
    case .errFILE: "errFILE"
    case .errWRITE: "errWRITE"
    case .errERASE: "errERASE"
    case .errCHECKERASED: "errCHECK_ERASED"
    case .errPROG: "errPROG"
    case .errVERIFY: "errVERIFY"
    case .errADDRESS: "errADDRESS"
    case .errNOTDONE: "errNOTDONE"
    case .errFIRMWARE: "errFIRMWARE"
    case .errVENDOR: "errVENDOR"
    case .errUSBR: "errUSBR"
    case .errPOR: "errPOR"
    case .errUNKNOWN: "errUNKNOWN"
    case .errSTALLEDPKT: "errSTALLEDPKT"
    }
  }

  /// Finds a status by its name in the specification.
  public init?(name: some StringProtocol) {
    guard let status = Status.allCases.first(where: { $0.name == name }) else { return nil }
    self = status
  }
}

/// A set of statuses, one bit for each status.
package struct StatusSet: OptionSet, Hashable, Sendable {
  /// Bit n stands for the status with the number n.
  package var rawValue: UInt16

  /// Takes any bits.
  package init(rawValue: UInt16) {
    self.rawValue = rawValue
  }

  /// Makes an empty set. By hand, as `==` is.
  package init() { rawValue = 0 }

  /// Compares raw values directly, for speed, as `State` does.
  package static func == (a: StatusSet, b: StatusSet) -> Bool { a.rawValue == b.rawValue }

  /// Whether it has no status. By hand, as `==` is.
  package var isEmpty: Bool { rawValue == 0 }

  /// The statuses that both have. By hand, as `==` is.
  package func intersection(_ other: StatusSet) -> StatusSet {
    StatusSet(rawValue: rawValue & other.rawValue)
  }

  /// Makes a set with one status.
  package init(_ status: Status) {
    self.init(rawValue: 1 &<< UInt16(status.rawValue))
  }

  /// The set of all sixteen statuses.
  package static let all = StatusSet(rawValue: 0xFFFF)
  /// Every status except OK.
  package static let anyError = StatusSet(rawValue: 0xFFFE)

  /// The members, lowest number first.
  package var statuses: [Status] { Status.allCases.filter { contains(StatusSet($0)) } }
}
