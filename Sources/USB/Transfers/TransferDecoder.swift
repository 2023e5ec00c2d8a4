// Decodes the records or lines of a capture into control transfers, for captures of any system.
//
// Nothing here knows the bytes of a dialect, opens a file, or knows DFU. Start with the protocols
// below. A dialect adopts one of them in its own folder, next to `Usbmon/`. Then read
// ControlAssembler, which pairs submissions and completions for all dialects that have both.
// CONTRIBUTING.md ("Add a capture dialect") lists the steps.

/// Receives a transfer, and the number of capture records that it was made of.
///
/// A transfer whose completion is not in the capture has no `completed` moment and the outcome
/// `unknown`.
package typealias TransferEmit = (_ transfer: ControlTransfer, _ records: Int) -> Void

/// A format in which recorders write USB traffic.
package protocol CaptureDialect: Sendable {
  /// The dialect's name in reports; nil until the records have shown it.
  var name: String? { get }
  /// What the dialect cannot show, one sentence each, for example a STALL. Often empty.
  var limits: [String] { get }
  /// Whether a bus reset can happen without a trace in the records.
  var hidesResets: Bool { get }

  /// By which bits streams can be told apart; nil where the dialect has no such bits.
  var streamBits: StreamBits? { get }

  /// Classifies a record. It is called once for every record, in order, so it reads as few bytes as
  /// possible. Records that agree with one of a stream in `streamBits` may be left out.
  mutating func kind(of record: Span<UInt8>) -> RecordKind
  /// Whether a record of kind `other` is one of a stream, with `streamBits`.
  func isOfStream(_ record: Span<UInt8>) -> Bool
}

/// The bits of a record that tell its device, for stream pipes: isochronous, interrupt and bulk
/// (USB 2.0, 5.3.2.1).
///
/// A record of at least `shortest` bytes that agrees with one of a stream in the bits of `mask` is
/// of a stream itself, and of the same device.
package struct StreamBits: Hashable, Sendable {
  /// The place of the eight bytes that the mask is for.
  package var offset: Int
  /// A bit for each bit of these bytes as a little-endian number.
  package var mask: UInt64
  /// The least number of bytes of a record.
  package var shortest: Int
}

extension CaptureDialect {
  /// No: most dialects show the hub's requests or the enumeration after a reset.
  package var hidesResets: Bool { false }

  /// None: most dialects are small, or their records do not tell it in one place.
  package var streamBits: StreamBits? { nil }

  /// Never: there are no such bits.
  package func isOfStream(_ record: Span<UInt8>) -> Bool { false }
}

/// A dialect that makes finished control transfers itself, from packets on the wire or from lines
/// of a table.
///
/// A record is bytes with a moment. The callers are generic over the decoder: they choose the
/// dialect once per capture and need no dynamic dispatch per record.
package protocol TransferDecoder: CaptureDialect {
  /// Takes in a record of kind `control`, and emits the transfers that it finishes.
  ///
  /// Each device's transfers come in the order in which they began. Returns the device if the
  /// beginning of the record's transfer is not in the capture; such a record counts as unpaired.
  mutating func accept(
    _ record: Span<UInt8>, at moment: Moment, emit: TransferEmit
  ) -> DeviceAddress?

  /// Emits the transfers that still wait: at the end of the records, or where records are missing.
  mutating func finish(emit: TransferEmit)

  /// Whether a transfer still waits for its end although a later one has begun.
  var isOvertaken: Bool { get }

  /// The moment of the last transfer to this device that was sent before `moment` and still waits;
  /// nil when none does.
  func waiting(at device: DeviceAddress, before moment: Moment) -> Moment?

  /// The number of records so far that only repeat another one: two recorders wrote them, or a
  /// packet was sent again after the end of its transfer.
  var copies: Int { get }

  /// The number of control records so far that belong to no transfer, and that `accept` has not
  /// told. They count as unpaired.
  var strays: Int { get }

  /// The event that the last record of kind `bus` told, once; nil when it told none, or no more.
  mutating func takeBusEvent() -> RecordedEvent?
}

extension TransferDecoder {
  /// None: most dialects have one recorder.
  package var copies: Int { 0 }

  /// None: most dialects tell each of them.
  package var strays: Int { 0 }

  /// None: most dialects record transfers only.
  package mutating func takeBusEvent() -> RecordedEvent? { nil }
}

/// A dialect that records request blocks on their way down and back up.
///
/// `ControlAssembler` pairs them, and so makes a `TransferDecoder` of the dialect.
package protocol URBDialect: CaptureDialect {
  /// Reads a record of kind `control`; nil if that is not possible.
  func event(in record: Span<UInt8>) -> URBEvent?
  /// The setup packet of a submission; nil if the record does not hold one.
  func setup(in record: Span<UInt8>) -> SetupPacket?
  /// The most bytes that can have moved when this submission succeeds; nil where the dialect does
  /// not tell. A completion that shows more belongs to another submission.
  func mostMoved(by submission: URBEvent, _ setup: SetupPacket) -> Int?
  /// Receives each control submission. Some dialects recognise the recording program only by them.
  mutating func learn(from submission: URBEvent, _ setup: SetupPacket)
  /// Reads a completion, without its data; `submittedLength` is the submission's `dataLength`,
  /// and data goes towards the host when `isIn`.
  func ending(of completion: URBEvent, isIn: Bool, submittedLength: Int) -> URBEnding
}

/// A decoder whose records are lines of text. Each line contains its own time.
package protocol LineDecoder: TransferDecoder {
  /// Whether a text is of this dialect; `beginning`: its first bytes.
  static func recognises(_ beginning: Span<UInt8>) -> Bool
  /// The step of the clock, in nanoseconds.
  var clockStep: Int64 { get }
  /// The time stamp of a line. It is read before `kind` is called.
  mutating func stamp(of line: Span<UInt8>) -> LineStamp
}

extension LineDecoder {
  /// One microsecond.
  package var clockStep: Int64 { 1000 }
}

/// The time that a line of a capture states.
package enum LineStamp: Hashable, Sendable {
  /// A record with this time, in nanoseconds since the epoch of the capture's clock.
  case at(nanoseconds: Int64)
  /// A record with an unreadable time. It gets the time of the previous record.
  case unknown
  /// Not a record: a heading, a comment, an empty line. It is not counted.
  case notARecord
}
