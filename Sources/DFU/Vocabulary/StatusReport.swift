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
