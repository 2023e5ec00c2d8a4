/// What a control transfer is to the sessions.
package enum Disposition: Hashable, Sendable {
  /// It belongs to a DFU session.
  case used
  /// It went to endpoint 0 of a session's device, but is not about DFU.
  case notDFU
  /// Its device is in no session yet.
  case otherDevice
}

/// Books every record of a capture into exactly one bin.
///
/// A device may turn out only later to belong to a DFU session. So the ledger counts the records of
/// such devices per address until `totals` is called.
package struct RecordLedger: Sendable {
  /// The number of records in each bin.
  package struct Totals: Hashable, Sendable {
    /// Records of control transfers that are part of a DFU session.
    package var used = 0
    /// Records of devices that are in no session.
    package var otherDevice = 0
    /// Records of a session's device on endpoints other than 0.
    package var otherEndpoint = 0
    /// Records of a session's device on endpoint 0 that are not about DFU.
    package var notDFU = 0
    /// Records that cannot be decoded.
    package var undecodable = 0
    /// Records of submissions without completion, and of completions without submission.
    package var unpaired = 0
    /// Control records that a second recorder wrote of an event that is counted already.
    package var copies = 0
    /// Records that belong to no device, such as a start of frame.
    package var bus = 0
    /// Records of link types that are not read, in a file with several.
    package var otherLinkType = 0

    /// Totals with 0 in every bin.
    package init() {}

    /// The number of all records.
    package var sum: Int {
      used + otherDevice + otherEndpoint + notDFU + undecodable + unpaired + copies
        + bus + otherLinkType
    }
  }

  private var settled = Totals()
  private var tallies = AddressTallies()
  /// The current run of records of one device on endpoints other than 0. `tallies` does not have
  /// them yet. Most such records come in long runs, so that the table is rarely needed.
  private var run = (device: DeviceAddress(bus: 0, address: 0), records: 0)

  /// A ledger without records.
  package init() {}

  /// Books records that are not of a control transfer on endpoint 0.
  @inline(__always)
  package mutating func countNonControl(_ device: DeviceAddress, records: Int = 1) {
    if run.device == device { run.records += records } else { beginRun(device, records) }
  }

  /// Books a record that could not be decoded.
  package mutating func countUndecodable() {
    settled.undecodable += 1
  }

  /// Books a record that belongs to no device.
  package mutating func countBus() {
    settled.bus += 1
  }

  /// Books a completion without its submission.
  package mutating func countLostSubmission() {
    settled.unpaired += 1
  }

  /// Books control records that belong to no transfer.
  package mutating func countStrays(_ count: Int) {
    settled.unpaired += count
  }

  /// Books records that only repeat others.
  package mutating func countCopies(_ count: Int) {
    settled.copies += count
  }

  /// Books the records of a transfer. A transfer without completion is unpaired, and its
  /// `disposition` is ignored.
  package mutating func settle(
    _ transfer: borrowing ControlTransfer, records: Int, as disposition: Disposition
  ) {
    guard transfer.completionFrame != nil else {
      settled.unpaired += records
      return
    }
    switch disposition {
    case .used: settled.used += records
    case .notDFU: settled.notDFU += records
    case .otherDevice: book(transfer.device) { $0.control += records }
    }
  }

  /// The bins. The caller now knows which addresses belonged to sessions.
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
  private mutating func beginRun(_ device: DeviceAddress, _ records: Int) {
    endRun()
    run = (device, records)
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
