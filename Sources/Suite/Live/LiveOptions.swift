import CaptureIO
package import Report

/// A finding that is reported while the bus is still watched.
package struct LiveFinding: Sendable {
  /// The finding, in the report's form.
  package var finding: Report.Finding
  /// The name of the overlay that applies to the device; nil when none does.
  package var profile: String?
}

/// Which bus to watch, and how.
package struct LiveOptions: Sendable {
  /// The name of the interface, such as `usbmon1`.
  package var interface: String
  /// The size of the kernel's ring, in KiB, within `ringSizes`; nil for the largest.
  package var ringKiB: Int?
  /// The pcapng file to write the records to; nil: they are not kept.
  package var file: String?

  /// Makes the options to watch `interface`.
  package init(interface: String, ringKiB: Int? = nil, file: String? = nil) {
    self.interface = interface
    self.ringKiB = ringKiB
    self.file = file
  }

  /// The sizes that the kernel's ring can have, in KiB (kernel documentation, usb/usbmon).
  package static let ringSizes = 8...1_200

  /// The largest size of one record, in bytes. libpcap derives the size of the ring from it: the
  /// ring is 5 times as large.
  var recordBytes: Int {
    ringKiB.map { $0 * 1_024 / 5 } ?? LiveCapture.largestRecord
  }
}

extension LiveCapture {
  /// Opens the bus; throws with the reason when it cannot be watched.
  init(_ options: LiveOptions) throws(CheckFailure) {
    do throws(LiveError) {
      try self.init(interface: options.interface, recordBytes: options.recordBytes)
    } catch {
      throw CheckFailure(
        file: options.interface, status: error.exitStatus, message: error.sentence)
    }
  }
}

extension LiveEnd {
  /// Why the kernel gives no more records; nil when the watcher was told to stop.
  var reason: String? {
    switch self {
    case .stopped: nil
    case .failed(let reason): "usbmon gives no more records: \(reason)"
    }
  }
}
