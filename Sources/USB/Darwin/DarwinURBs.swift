// macOS: everything that knows the bytes of its captures.
//
// Start here: this dialect reads single records, and ControlAssembler pairs them. IOReturnStatus
// reads the status.

/// Reads request-block events from the captures of macOS, link type 266 (Wireshark,
/// epan/dissectors/packet-usb.c, the "Darwin" header; tcpdump -i XHC20).
///
/// All numbers are little-endian in every file. The id counts up and is not used again.
package struct DarwinURBs: URBDialect {
  /// The offsets of the header's fields.
  private enum Offset {
    /// 1 byte each.
    static let headerLength = 2
    static let event = 3
    /// 4 bytes each.
    static let length = 4
    static let status = 8
    /// 8 bytes.
    static let id = 16
    /// 1 byte each; the first is the upper byte of the location.
    static let bus = 27
    static let device = 29
    static let endpoint = 30
    static let transferType = 31
  }

  /// The header's length in its first version, 1.0. A later version has more at the end.
  private static let headerLength = 32
  /// The values of the byte for the event.
  private static let submit: UInt8 = 0
  private static let complete: UInt8 = 1
  /// The type of control transfers; 1 is isochronous, 2 bulk.
  private static let control: UInt8 = 0
  /// The highest type.
  private static let interrupt: UInt8 = 3

  /// Makes the dialect.
  package init() {}

  /// `macOS`.
  package var name: String? { "macOS" }

  /// What macOS does not record.
  package var limits: [String] {
    [
      "Resets of the bus and what is sent to address 0 are not recorded.",
      "What the host sent may be recorded with the end of a transfer only, as far as it was moved.",
    ]
  }

  /// The records are those of the controller's driver above the ports.
  package var hidesResets: Bool { true }

  /// Classifies a record.
  @inline(__always)
  package func kind(of record: Span<UInt8>) -> RecordKind {
    guard record.count >= Self.headerLength else {
      return .undecodable(.tooShort(bytes: record.count))
    }
    let start = Int(record[Offset.headerLength])
    guard start >= Self.headerLength, record.count >= start else {
      return .undecodable(.tooShort(bytes: min(start, record.count)))
    }
    let (event, type) = (record[Offset.event], record[Offset.transferType])
    guard type <= Self.interrupt else { return .undecodable(.unknownTransferType(type)) }
    guard event <= Self.complete else { return .undecodable(.unknownKind(event)) }
    guard type == Self.control, record[Offset.endpoint] & 0x0F == 0 else {
      return .other(Self.device(record))
    }
    let hasSetup = record.count >= start + 8
    return event == Self.submit && !hasSetup ? .undecodable(.withoutSetup) : .control
  }

  /// Reads the header of a control record. What the host sends may stand in the submission, behind
  /// the setup packet, or in the completion.
  package func event(in record: Span<UInt8>) -> URBEvent? {
    guard case .control = kind(of: record) else { return nil }
    let isSubmission = record[Offset.event] == Self.submit
    let start = Int(record[Offset.headerLength])
    let length = Int(record.littleEndian32(at: Offset.length))
    let isIn = record[Offset.endpoint] & 0x80 != 0
    let first = isSubmission ? start + 8 : start
    let held = isSubmission && isIn ? 0 : max(0, min(length, record.count - first))
    return URBEvent(
      kind: isSubmission ? .submit : .complete, id: record.littleEndian64(at: Offset.id),
      device: Self.device(record), isIn: isIn,
      status: Int32(bitPattern: record.littleEndian32(at: Offset.status)), urbLength: length,
      dataLength: isSubmission ? held : length, payload: first..<first + held)
  }

  /// The setup packet, which follows the header of a submission.
  package func setup(in record: Span<UInt8>) -> SetupPacket? {
    SetupPacket(record, at: Int(record[Offset.headerLength]))
  }

  /// No more moves than the host asked for; a longer answer ends with an error.
  package func mostMoved(by submission: URBEvent, _ setup: SetupPacket) -> Int? {
    max(Int(setup.length), submission.urbLength)
  }

  /// All captures are of one writer.
  package func learn(from submission: URBEvent, _ setup: SetupPacket) {}

  /// Reads a completion. It holds the data of both directions.
  package func ending(
    of completion: URBEvent, isIn: Bool, submittedLength: Int
  ) -> URBEnding {
    URBEnding(
      outcome: IOReturnStatus.outcome(completion.status), actualLength: completion.urbLength,
      repeatsSentData: true)
  }

  /// The device. The upper byte of its location is the number of its bus.
  @inline(__always)
  private static func device(_ record: Span<UInt8>) -> DeviceAddress {
    DeviceAddress(bus: UInt16(record[Offset.bus]), address: record[Offset.device])
  }
}
