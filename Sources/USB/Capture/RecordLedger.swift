/// What became of a control transfer.
package enum Disposition: Hashable, Sendable {
  /// Part of a DFU session.
  case used
  /// On endpoint 0 of a session's device, but nothing about DFU.
  case notDFU
  /// Of a device that is in no session, as far as is known now.
  case otherDevice
}

/// Books every record of a capture into exactly one bin.
///
/// Whether a device belongs to a DFU session may show only later, so records that depend on it
/// are kept per address until `totals`.
package struct RecordLedger: Sendable {
  /// How many records fell into each bin.
  package struct Totals: Hashable, Sendable {
    package var used = 0
    package var otherDevice = 0
    package var otherEndpoint = 0
    package var notDFU = 0
    package var undecodable = 0
    package var unpaired = 0

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

  /// Books the records of a transfer: two, or one that is unpaired whatever became of it.
  package mutating func settle(_ transfer: borrowing ControlTransfer, as disposition: Disposition) {
    guard transfer.completed != nil else {
      settled.unpaired += 1
      return
    }
    settle(pairOf: transfer.device, as: disposition)
  }

  /// Books the submission and completion of a transfer of this device.
  package mutating func settle(pairOf device: DeviceAddress, as disposition: Disposition) {
    switch disposition {
    case .used: settled.used += 2
    case .notDFU: settled.notDFU += 2
    case .otherDevice: book(device) { $0.control += 2 }
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
