// The module USB: the words of USB 2.0 that every other module speaks, and the way from a capture's
// records to control transfers.
//
// It opens no file, judges nothing and knows no DFU. Read in this order: SetupPacket, this file
// (what every dialect must come to), Transfers/TransferDecoder (how it comes to that), then one
// dialect, Usbmon/UsbmonDecoder. Ledger/ counts what became of each record; Control/ControlPort is
// the way to a live device.

/// A point of a capture: which record, and when.
package struct Moment: Hashable, Comparable, Sendable {
  /// The record's number as Wireshark shows it, from 1.
  package var frame: Int
  /// Nanoseconds since the epoch of the capture's clock.
  package var nanoseconds: Int64

  /// Takes both as they are.
  package init(frame: Int, nanoseconds: Int64) {
    self.frame = frame
    self.nanoseconds = nanoseconds
  }

  /// By frame: the clock of a capture may jump.
  package static func < (a: Moment, b: Moment) -> Bool { a.frame < b.frame }
}

/// How a control transfer ended, as the capture shows it.
package enum TransferOutcome: UInt8, Hashable, Sendable {
  /// The status stage completed (USB 2.0, 8.5.3.1).
  case acknowledged
  /// The device answered STALL in the data or status stage (USB 2.0, 8.5.3.4).
  case stalled
  /// The transfer completed, but this dialect cannot tell a STALL from an empty success.
  case acknowledgedOrStalled
  /// The host gave up waiting: its timer ran out.
  case timedOut
  /// The host withdrew the transfer before it completed; most often after a time-out of its own.
  case cancelled
  /// The transfer ended because the device left the bus.
  case disconnected
  /// The device sent more than was asked for (USB 2.0, 8.7.4 "babble").
  case overflowed
  /// CRC, bit-stuffing or protocol errors on the wire.
  case wireError
  /// No completion is in the capture.
  case unknown

  /// Written out because the general one for raw values is a call through two witness tables.
  package static func == (a: TransferOutcome, b: TransferOutcome) -> Bool {
    a.rawValue == b.rawValue
  }
}

/// One control transfer: what the host asked, and what came back.
package struct ControlTransfer: Hashable, Sendable {
  /// The device that was asked.
  package var device: DeviceAddress
  /// The request.
  package var setup: SetupPacket
  /// How it ended.
  package var outcome: TransferOutcome
  /// The capture's own status code, sign kept (Linux: -32 is a STALL); nil without completion.
  package var rawStatus: Int32?
  /// How many data bytes crossed the bus, which may be more than `data` holds;
  /// nil when the capture does not say.
  package var actualLength: Int?
  /// The data stage in either direction: the part of it that the capture holds.
  package var data: [UInt8]
  /// The submission, or the SETUP packet.
  package var submitted: Moment
  /// The completion; nil when the capture has none.
  package var completed: Moment?

  /// Makes a transfer; without `completed` its end is not in the capture.
  package init(
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

  /// The last moment that belongs to this transfer.
  package var ended: Moment { completed ?? submitted }

  /// Whether the whole data stage is in the capture.
  package var dataIsComplete: Bool { actualLength == data.count }
}
