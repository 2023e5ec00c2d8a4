/// One event of a USB request block (URB), from a control record.
///
/// Its fields exist in the recorders of every system.
package struct URBEvent: Hashable, Sendable {
  /// What happened to the request block.
  package enum Kind: Sendable {
    /// The host's driver gives it to the controller.
    case submit
    /// The controller gives it back.
    case complete
    /// The submission itself failed.
    case error
  }

  /// The event.
  package var kind: Kind
  /// The request block's id: a kernel address, which is used again later. Some writers put 0 in all
  /// records.
  package var id: UInt64
  /// The device that the request block is for.
  package var device: DeviceAddress
  /// Whether the record's endpoint points towards the host; nil where the dialect does not show it.
  package var isIn: Bool?
  /// The system's own status with its sign; see `LinuxStatus` for Linux and QEMU.
  package var status: Int32
  /// The bytes asked for (submission) or moved (completion).
  package var urbLength: Int
  /// The number of data bytes that the record claims to hold.
  package var dataLength: Int
  /// Where the captured data is in the record.
  package var payload: Range<Int>

  /// Makes an event from its fields.
  @inline(__always)
  package init(
    kind: Kind, id: UInt64, device: DeviceAddress, isIn: Bool? = nil, status: Int32,
    urbLength: Int, dataLength: Int, payload: Range<Int>
  ) {
    self.kind = kind
    self.id = id
    self.device = device
    self.isIn = isIn
    self.status = status
    self.urbLength = urbLength
    self.dataLength = dataLength
    self.payload = payload
  }
}

/// The result of a transfer, read from its completion.
package struct URBEnding: Sendable {
  /// How the transfer ended.
  package var outcome: TransferOutcome
  /// How many data bytes crossed the bus; nil where that cannot be known.
  package var actualLength: Int?
  /// Whether the data in a completion towards the host are the device's.
  package var hasData: Bool
  /// Whether a completion towards the device holds what was sent, because its submission does not.
  package var repeatsSentData: Bool

  /// Makes an ending from its fields.
  @inline(__always)
  package init(
    outcome: TransferOutcome, actualLength: Int?, hasData: Bool = true,
    repeatsSentData: Bool = false
  ) {
    self.outcome = outcome
    self.actualLength = actualLength
    self.hasData = hasData
    self.repeatsSentData = repeatsSentData
  }
}
