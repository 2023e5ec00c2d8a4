/// What became of a control transfer.
package enum Disposition: Hashable, Sendable {
  /// Part of a DFU session.
  case used
  /// On endpoint 0 of a session's device, but nothing about DFU.
  case notDFU
  /// Of a device that is in no session yet.
  case otherDevice
}

/// Books every record of a capture into exactly one bin.
///
/// Whether a device belongs to a DFU session may show only later, so records that depend on it
/// are kept per address until `totals`.
package struct RecordLedger: Sendable {
  /// How many records fell into each bin.
  package struct Totals: Hashable, Sendable {
    /// Of control transfers that are part of a DFU session.
    package var used = 0
    /// Of devices that are in no session.
    package var otherDevice = 0
    /// Of other endpoints than 0 of a session's device.
    package var otherEndpoint = 0
    /// Of control transfers of a session's device that are not about DFU.
    package var notDFU = 0
    /// Not readable.
    package var undecodable = 0
    /// A submission without its completion, or a completion without its submission.
    package var unpaired = 0

    /// Nothing in any bin.
    package init() {}

    /// The number of records.
    package var sum: Int {
      used + otherDevice + otherEndpoint + notDFU + undecodable + unpaired
    }
  }

  private var settled = Totals()
  private var tallies = AddressTallies()
  /// Records of other endpoints that are not in the tallies yet: most come in runs.
  private var run = (device: DeviceAddress(bus: 0, address: 0), records: 0)

  /// A ledger without records.
  package init() {}

  /// Books a record that is no control transfer on endpoint 0.
  package mutating func countNonControl(_ device: DeviceAddress) {
    if run.device == device { run.records += 1 } else { beginRun(device) }
  }

  /// Books a record that could not be decoded.
  package mutating func countUndecodable() {
    settled.undecodable += 1
  }

  /// Books a completion without its submission.
  package mutating func countLostSubmission() {
    settled.unpaired += 1
  }

  /// Books the records that a transfer was made of. Without its completion they are unpaired,
  /// and `disposition` does not count.
  package mutating func settle(
    _ transfer: borrowing ControlTransfer, records: Int, as disposition: Disposition
  ) {
    guard transfer.completed != nil else {
      settled.unpaired += records
      return
    }
    switch disposition {
    case .used: settled.used += records
    case .notDFU: settled.notDFU += records
    case .otherDevice: book(transfer.device) { $0.control += records }
    }
  }

  /// The bins, now that it is known which addresses belonged to sessions.
  package func totals(sessionAddresses: Set<DeviceAddress>) -> Totals {
    var copy = self
    copy.endRun()
    return copy.tallies.entries.reduce(into: copy.settled) { totals, tally in
      if sessionAddresses.contains(tally.device) {
        totals.otherEndpoint += tally.nonControl
        totals.notDFU += tally.control
      } else {
        totals.otherDevice += tally.nonControl + tally.control
      }
    }
  }

  @inline(never)
  private mutating func beginRun(_ device: DeviceAddress) {
    endRun()
    run = (device, 1)
  }

  private mutating func endRun() {
    let records = run.records
    run.records = 0
    if records > 0 { book(run.device) { $0.nonControl += records } }
  }

  private mutating func book(
    _ device: DeviceAddress, _ change: (inout AddressTallies.Tally) -> Void
  ) {
    if let entry = tallies.entry(of: device) {
      change(&tallies.entries[entry])
    } else {
      var tally = AddressTallies.Tally(device: device)
      change(&tally)
      settled.otherDevice += tally.nonControl + tally.control
    }
  }
}
