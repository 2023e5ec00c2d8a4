import DFU

/// Counts the DFU requests of a session that were not judged because they were not requests to its
/// DFU interface in the configured state.
struct UnfollowedRequests {
  /// By bInterfaceNumber: at most 255.
  private var byInterface: [UInt8: Int] = [:]
  /// The same of interfaces of which no descriptor tells what they are.
  private var byUnknown: [UInt8: Int] = [:]
  private var beforeConfiguration = 0

  /// Takes note of a gap.
  mutating func observe(_ gap: Gap) {
    switch gap {
    case .otherInterface(let number): byInterface[number, default: 0] += 1
    case .unknownInterface(let number): byUnknown[number, default: 0] += 1
    case .notConfigured: beforeConfiguration += 1
    case .damaged, .unpaired, .dropped: break
    }
  }

  /// One sentence for each kind of these requests.
  var remarks: [String] {
    var remarks = byInterface.sorted { $0.key < $1.key }.map { number, count in
      "Interface \(number) is a DFU interface too. It is not followed: requests to it, \(count) in "
        + "all, were not judged."
    }
    remarks += byUnknown.sorted { $0.key < $1.key }.map { number, count in
      "Interface \(number) is not the one that showed DFU, and the recording has no descriptors of "
        + "it: requests to it in DFU's form, \(count) in all, were not judged."
    }
    if beforeConfiguration > 0 {
      remarks.append(
        "Requests to the DFU interface while the device was not configured, \(beforeConfiguration) "
          + "in all, were not judged: its interfaces do not exist then (USB 2.0, 9.1.1.5 and 9.4).")
    }
    return remarks
  }
}
