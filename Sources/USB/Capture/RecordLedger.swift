/// What became of a control transfer.
package enum Disposition: Hashable, Sendable {
  /// Part of a DFU session.
  case used
  /// On the control endpoint of a session's device, but for something else.
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

    /// The sum of the bins.
    package var sum: Int {
      used + otherDevice + otherEndpoint + notDFU + undecodable + unpaired
    }
  }

  private struct Account {
    var device: DeviceAddress
    var otherEndpoint = 0
    var control = 0
  }

  /// An address is one of 128 on one of at most 65 536 buses; a damaged capture may name them
  /// all, so no more than this many are kept apart.
  private static let limit = 8_192

  private var settled = Totals()
  private var accounts: [Account] = []
  private var last = 0

  package init() {}

  /// Books a record of another endpoint.
  package mutating func countOther(_ device: DeviceAddress) {
    guard let index = account(of: device) else { return settled.otherDevice += 1 }
    accounts[index].otherEndpoint += 1
  }

  package mutating func countUndecodable() {
    settled.undecodable += 1
  }

  package mutating func countUnpaired(_ records: Int = 1) {
    settled.unpaired += records
  }

  /// Books the records of a control transfer.
  package mutating func settle(
    _ records: Int, of device: DeviceAddress, as disposition: Disposition
  ) {
    switch disposition {
    case .used: settled.used += records
    case .notDFU: settled.notDFU += records
    case .otherDevice:
      guard let index = account(of: device) else { return settled.otherDevice += records }
      accounts[index].control += records
    }
  }

  /// The bins, now that it is known which addresses belonged to sessions.
  package func totals(sessionAddresses: Set<DeviceAddress>) -> Totals {
    accounts.reduce(into: settled) { totals, account in
      if sessionAddresses.contains(account.device) {
        totals.otherEndpoint += account.otherEndpoint
        totals.notDFU += account.control
      } else {
        totals.otherDevice += account.otherEndpoint + account.control
      }
    }
  }

  private mutating func account(of device: DeviceAddress) -> Int? {
    if last < accounts.count, accounts[last].device == device { return last }
    if let known = accounts.firstIndex(where: { $0.device == device }) {
      last = known
      return known
    }
    guard accounts.count < Self.limit else { return nil }
    accounts.append(Account(device: device))
    last = accounts.count - 1
    return last
  }
}
