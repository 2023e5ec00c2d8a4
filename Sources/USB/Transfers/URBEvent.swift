/// What a control record tells of a USB request block (URB) on its way down or back up, in terms
/// that every system's recorder has.
package struct URBEvent: Hashable, Sendable {
  /// What happened to the request block.
  package enum Kind: Sendable {
    /// The host's driver hands it to the controller.
    case submit
    /// It comes back.
    case complete
    /// The submission itself failed.
    case error
  }

  /// What happened.
  package var kind: Kind
  /// The request block's id: a kernel address, used again later; 0 throughout for some writers.
  package var id: UInt64
  /// The device that it is for.
  package var device: DeviceAddress
  /// The system's own status, sign kept; `LinuxStatus` where Linux or QEMU wrote it.
  package var status: Int32
  /// Bytes asked for (submission) or moved (completion).
  package var urbLength: Int
  /// The bytes of data that the record is said to hold.
  package var dataLength: Int
  /// Where the data stands in the record: the part of it that was captured.
  package var payload: Range<Int>

  /// Makes an event from its fields.
  @inline(__always)
  package init(
    kind: Kind, id: UInt64, device: DeviceAddress, status: Int32, urbLength: Int,
    dataLength: Int, payload: Range<Int>
  ) {
    self.kind = kind
    self.id = id
    self.device = device
    self.status = status
    self.urbLength = urbLength
    self.dataLength = dataLength
    self.payload = payload
  }
}

/// What a completion tells of its submission's transfer.
package struct URBEnding: Sendable {
  /// How the transfer ended.
  package var outcome: TransferOutcome
  /// The system's own status, sign kept.
  package var status: Int32
  /// How many data bytes crossed the bus; nil where that cannot be known.
  package var actualLength: Int?
  /// The device's data where the record's own is not it; nil to take the record's.
  package var reply: [UInt8]?
  /// The moment of the completion.
  package var moment: Moment

  /// Makes an ending from its fields.
  @inline(__always)
  package init(
    outcome: TransferOutcome, status: Int32, actualLength: Int?, reply: [UInt8]? = nil,
    moment: Moment
  ) {
    self.outcome = outcome
    self.status = status
    self.actualLength = actualLength
    self.reply = reply
    self.moment = moment
  }
}
