// The module USB: the terms of USB 2.0 that every other module uses, and the decoding of capture
// records into control transfers.
//
// It opens no file, judges nothing and does not know DFU. Read in this order: SetupPacket, this
// file (the result of every decoder), Transfers/TransferDecoder (the interface of a decoder), then
// one dialect, Usbmon/UsbmonDecoder. Ledger/ counts what was done with each record.
// Control/ControlPort is the interface to a live device.

/// A position in a capture: the record and its time.
public struct Moment: Hashable, Comparable, Sendable {
  /// The record's number as Wireshark shows it, from 1; of a text, the number of the line.
  public var frame: Int
  /// Nanoseconds since the epoch of the capture's clock.
  public var nanoseconds: Int64

  /// Makes a moment without checks.
  public init(frame: Int, nanoseconds: Int64) {
    self.frame = frame
    self.nanoseconds = nanoseconds
  }

  /// Compares by frame, because the clock of a capture may jump.
  public static func < (a: Moment, b: Moment) -> Bool { a.frame < b.frame }
}

/// How a control transfer ended, as the capture shows it.
public enum TransferOutcome: UInt8, Hashable, Sendable {
  /// The status stage completed (USB 2.0, 8.5.3.1).
  case acknowledged
  /// The device answered STALL in the data or status stage (USB 2.0, 8.5.3.4).
  case stalled
  /// The transfer completed. This dialect cannot distinguish a STALL from an empty success.
  case acknowledgedOrStalled
  /// The host gave up waiting: its timer ran out.
  case timedOut
  /// The host withdrew the transfer before it completed, mostly after its own time-out.
  case cancelled
  /// The device sent more than the host asked for (USB 2.0, 8.7.4 "babble").
  case overflowed
  /// CRC, bit-stuffing or protocol errors on the wire.
  case wireError
  /// The transfer ended because the device left the bus.
  case disconnected
  /// The submission failed: nothing went over the bus, so that there was no exchange.
  case notSent
  /// The capture holds no completion.
  case unknown
  /// The transfer still waits when the recording ends, and nothing shows that a record is missing.
  case unanswered

  /// Whether the capture shows how an exchange with a present device ended. The cases that come
  /// last do not.
  @inline(__always)
  package var isShown: Bool { rawValue < Self.disconnected.rawValue }

  /// Compares raw values directly: the generic `==` is a call through two witness tables.
  public static func == (a: TransferOutcome, b: TransferOutcome) -> Bool {
    a.rawValue == b.rawValue
  }
}

/// One control transfer: the host's request and the device's answer.
public struct ControlTransfer: Hashable, Sendable {
  /// The device that the host addressed.
  public var device: DeviceAddress
  /// The request.
  public var setup: SetupPacket
  /// How the transfer ended.
  public var outcome: TransferOutcome
  /// The capture's own status code with its sign (Linux: -32 is a STALL); nil without completion.
  public var rawStatus: Int32?
  /// The number of data bytes that crossed the bus. It may be above `data.count`. Nil when the
  /// capture does not say it.
  public var actualLength: Int?
  /// The captured part of the data stage, of either direction.
  public var data: [UInt8]
  /// The moment of the submission, or of the SETUP packet.
  public var submitted: Moment
  /// The moment of the completion, or of the end of the recording for a transfer that is still
  /// `unanswered` then; nil when the capture has none.
  public var completed: Moment?

  /// Makes a transfer. Without `completed`, the capture does not show its end.
  public init(
    device: DeviceAddress, setup: SetupPacket, outcome: TransferOutcome, rawStatus: Int32? = 0,
    actualLength: Int? = nil, data: [UInt8] = [], submitted: Moment, completed: Moment? = nil
  ) {
    self.device = device
    self.setup = setup
    self.outcome = outcome
    self.rawStatus = rawStatus
    self.actualLength = actualLength
    self.data = data
    self.submitted = submitted
    self.completed = completed
  }

  /// The last moment of this transfer.
  public var ended: Moment { completed ?? submitted }

  /// The record of the completion; nil when the capture has none.
  @inline(__always)
  package var completionFrame: Int? { outcome == .unanswered ? nil : completed?.frame }

  /// The transfer still waits at `end`, where the recording ends.
  package mutating func waits(until end: Moment) {
    outcome = .unanswered
    completed = end
  }

  /// Whether the capture shows that fewer bytes crossed the bus than wLength says.
  @inline(__always)
  package var isShort: Bool {
    guard let actualLength else { return false }
    return actualLength < Int(setup.length)
  }

  /// Whether the capture holds the whole data stage.
  public var dataIsComplete: Bool { actualLength == data.count }
}
