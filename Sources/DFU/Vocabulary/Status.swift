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

/// The six bytes of a GETSTATUS answer (DFU 1.1, 6.1.2).
public struct StatusReport: Hashable, Sendable {
  /// bStatus as sent; values above 15 are not defined.
  public var rawStatus: UInt8
  /// bwPollTimeout: milliseconds to wait before the next GETSTATUS, 0...16 777 215.
  public var pollTimeoutMilliseconds: UInt32
  /// bState as sent: the state that the device enters with this answer; values above 10 are not
  /// defined.
  public var rawState: UInt8
  /// iString.
  public var stringIndex: UInt8

  /// Makes a report. A poll timeout above 16 777 215 ms loses its upper bits on the wire.
  public init(
    rawStatus: UInt8, pollTimeoutMilliseconds: UInt32, rawState: UInt8, stringIndex: UInt8 = 0
  ) {
    self.rawStatus = rawStatus
    self.pollTimeoutMilliseconds = pollTimeoutMilliseconds
    self.rawState = rawState
    self.stringIndex = stringIndex
  }

  /// Reads an answer; nil unless it is exactly six bytes long.
  public init?(_ bytes: [UInt8]) { self.init(bytes.span) }

  /// Reads an answer without copying it; nil unless it is exactly six bytes long.
  public init?(_ bytes: Span<UInt8>) {
    guard bytes.count == 6 else { return nil }
    self.init(
      rawStatus: bytes[0],
      pollTimeoutMilliseconds: UInt32(bytes[1]) | UInt32(bytes[2]) << 8 | UInt32(bytes[3]) << 16,
      rawState: bytes[4], stringIndex: bytes[5])
  }

  /// bStatus; nil for a value that DFU does not define.
  public var status: Status? { Status(rawValue: rawStatus) }
  /// bState; nil for a value that DFU does not define.
  public var state: State? { State(rawValue: rawState) }

  /// The answer as it goes over the wire.
  public var bytes: [UInt8] {
    [
      rawStatus, UInt8(truncatingIfNeeded: pollTimeoutMilliseconds),
      UInt8(truncatingIfNeeded: pollTimeoutMilliseconds >> 8),
      UInt8(truncatingIfNeeded: pollTimeoutMilliseconds >> 16), rawState, stringIndex,
    ]
  }
}
