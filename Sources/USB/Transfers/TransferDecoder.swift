// From the records or lines of a capture to control transfers, whatever system wrote them.
//
// Nothing here knows the bytes of one dialect, opens a file, or knows DFU. Start with the two
// protocols below: a dialect adopts one of them in a folder of its own, beside `Usbmon/`. Then
// read ControlAssembler, which pairs submissions and completions for all dialects that have them.
// CONTRIBUTING.md ("Add a capture dialect") has the steps.

/// Takes a transfer, and how many records of the capture it was made of. A transfer whose
/// completion is not in the capture has no `completed` moment and the outcome `unknown`.
package typealias TransferEmit = (_ transfer: ControlTransfer, _ records: Int) -> Void

/// A way in which recorders write USB traffic down.
package protocol CaptureDialect: Sendable {
  /// Its name in reports; nil as long as the records have not told it.
  var name: String? { get }
  /// What it cannot show, a sentence each, such as that a STALL is not visible; often none.
  var limits: [String] { get }

  /// Tells what a record is by as few of its bytes as possible: it is called for every record,
  /// in order, and once.
  mutating func kind(of record: Span<UInt8>) -> RecordKind
}

/// A dialect that gives finished control transfers: packets on the wire, or lines of a table, that
/// it puts together itself.
///
/// A record is bytes with a moment. Passes are generic over the decoder, so that a capture's
/// dialect is chosen once and nothing is looked up for a record.
package protocol TransferDecoder: CaptureDialect {
  /// Takes in a record that `kind` calls `control`, and hands out the transfers that are finished
  /// by it, each device's in the order in which they began; gives the device of a record whose
  /// beginning is not in the capture, which counts as unpaired.
  mutating func accept(
    _ record: Span<UInt8>, at moment: Moment, emit: TransferEmit
  ) -> DeviceAddress?

  /// Hands out what waits for its end, when the records end or some of them are missing.
  mutating func finish(emit: TransferEmit)
}

/// A dialect that tells of request blocks going down and coming back; `ControlAssembler` pairs
/// them and makes a `TransferDecoder` of it.
package protocol URBDialect: CaptureDialect {
  /// Reads a record that `kind` calls `control`; nil where that cannot be.
  func event(in record: Span<UInt8>) -> URBEvent?
  /// The setup packet of a submission; nil where the record does not hold one.
  func setup(in record: Span<UInt8>) -> SetupPacket?
  /// Is told each control submission, for a dialect that knows its writer only from them.
  mutating func learn(from submission: URBEvent)
  /// Reads a completion, without its data; `submittedLength` is the submission's `dataLength`,
  /// and data goes towards the host when `isIn`.
  func ending(
    of completion: URBEvent, isIn: Bool, submittedLength: Int, at moment: Moment
  ) -> URBEnding
}

/// A decoder whose records are lines of text, which tell their own time.
package protocol LineDecoder: TransferDecoder {
  /// What a line tells of its time, before `kind` is asked.
  func stamp(of line: Span<UInt8>) -> LineStamp
}

/// What a line of a capture tells of its time.
package enum LineStamp: Hashable, Sendable {
  /// A record, of this time in nanoseconds since the epoch of the capture's clock.
  case at(nanoseconds: Int64)
  /// A record whose time cannot be read; it gets the time of the record before.
  case unknown
  /// No record: a heading, a comment, an empty line. It is not counted.
  case notARecord
}
