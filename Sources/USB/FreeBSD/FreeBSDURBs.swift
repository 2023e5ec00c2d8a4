// FreeBSD: everything that knows the bytes of its captures.
//
// Start here: this dialect reads single records, and ControlAssembler pairs them. FreeBSDRecord
// reads the header and the frames. FreeBSDStatus reads the error.

/// Reads request-block events from the captures of FreeBSD's usbdump, link type 186 (FreeBSD,
/// sys/dev/usb/usb_pf.h and usb_pf.c).
///
/// It is read from its source only: no recording was at hand. There is no id, so that transfers are
/// paired in their order.
package struct FreeBSDURBs: URBDialect {
  /// Makes the dialect.
  package init() {}

  /// `FreeBSD`.
  package var name: String? { "FreeBSD" }

  /// What FreeBSD does not record.
  package var limits: [String] {
    [
      "This reader was made from FreeBSD's source alone, without a recording.",
      "Resets by a root hub are not recorded, and a device has its index instead of its address.",
      "The end of a control transfer that is sent in several parts is not read.",
    ]
  }

  /// The root hub's requests are not transfers, and the index of a device stays the same.
  package var hidesResets: Bool { true }

  /// Classifies a record.
  package func kind(of record: Span<UInt8>) -> RecordKind { FreeBSDRecord.kind(of: record) }

  /// Reads a control record.
  package func event(in record: Span<UInt8>) -> URBEvent? {
    guard let read = FreeBSDRecord(record) else { return nil }
    return URBEvent(
      kind: read.isSubmission ? .submit : .complete, id: 0, device: read.device,
      status: read.status, urbLength: read.data.length, dataLength: read.data.length,
      payload: read.data.payload)
  }

  /// The setup packet, which is the first frame of a submission.
  package func setup(in record: Span<UInt8>) -> SetupPacket? {
    FreeBSDRecord.setup(in: record)
  }

  /// No more moves than the host asked for.
  package func mostMoved(by submission: URBEvent, _ setup: SetupPacket) -> Int? {
    Int(setup.length)
  }

  /// All captures are of one writer.
  package func learn(from submission: URBEvent, _ setup: SetupPacket) {}

  /// Reads a completion. Where a further part follows, only that one has the transfer's end.
  package func ending(
    of completion: URBEvent, isIn: Bool, submittedLength: Int
  ) -> URBEnding {
    URBEnding(
      outcome: FreeBSDStatus.outcome(completion.status), actualLength: completion.urbLength)
  }
}
