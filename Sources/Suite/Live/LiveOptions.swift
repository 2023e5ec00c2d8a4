import CaptureIO
public import Report

/// A finding, told while the bus is still watched.
public struct LiveFinding: Sendable {
  /// What was found.
  public var finding: Report.Finding
  /// The overlay that explains the device; nil when there is none.
  public var profile: String?
}

/// Which bus to watch, and how.
public struct LiveOptions: Sendable {
  /// The interface, as `usbmon1`.
  public var interface: String
  /// The size of the kernel's ring; nil for the largest.
  public var ringKiB: Int?
  /// The pcapng file that keeps the records; nil for none.
  public var file: String?

  /// Watches `interface` through a ring of that size.
  public init(interface: String, ringKiB: Int? = nil, file: String? = nil) {
    self.interface = interface
    self.ringKiB = ringKiB
    self.file = file
  }

  /// The sizes that a ring can have, in KiB (kernel documentation, usb/usbmon).
  public static let ringSizes = 8...1_200

  /// libpcap sets the ring by the largest record.
  var recordBytes: Int {
    ringKiB.map { $0 * 1_024 / 5 } ?? LiveCapture.largestRecord
  }
}

extension LiveCapture {
  /// Opens the bus, or says why it cannot be watched.
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
  /// Why there would have been more; nil when the watcher was told to stop.
  var reason: String? {
    switch self {
    case .stopped: nil
    case .failed(let reason): "usbmon gives no more records: \(reason)"
    }
  }
}
