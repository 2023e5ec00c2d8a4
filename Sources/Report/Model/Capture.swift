extension Report {
  /// One capture file and what is in it.
  public struct Capture: Hashable, Sendable {
    /// The file as it was named on the command line; `-` for standard input.
    public var file: String
    /// SHA-256 of the file in lower-case hex; nil when the report does not carry it.
    public var sha256: String?
    /// The link type as tcpdump.org numbers it; nil for a form that has none.
    public var linkType: Int?
    /// Who recorded it, as far as the records tell: `usbmon`, `QEMU`, `sigrok`.
    public var dialect: String
    /// Where traffic is missing, in order of frames; empty when the capture is whole.
    public var gaps: [Gap]
    /// How many records the recorder lost; nil when the file does not say.
    public var dropped: Int?
    /// What became of every record.
    public var records: Records
    /// The DFU conversations, in order of appearance.
    public var sessions: [Session]
    /// The vectors that were not run on the device; empty for what was recorded.
    public var skipped: [Skip]

    /// Makes a capture.
    public init(
      file: String, sha256: String? = nil, linkType: Int? = nil, dialect: String,
      gaps: [Gap] = [], dropped: Int? = nil, records: Records = Records(),
      sessions: [Session] = [], skipped: [Skip] = []
    ) {
      self.file = file
      self.sha256 = sha256
      self.linkType = linkType
      self.dialect = dialect
      self.gaps = gaps
      self.dropped = dropped
      self.records = records
      self.sessions = sessions
      self.skipped = skipped
    }

    /// Whether the capture holds everything that happened while it was recorded.
    public var integrity: Integrity {
      gaps.isEmpty && dropped ?? 0 == 0 ? .complete : .partial
    }
  }

  /// Whether a capture is whole.
  public enum Integrity: String, Hashable, Sendable {
    case complete, partial
  }

  /// A place where traffic is missing.
  public struct Gap: Hashable, Sendable {
    /// The record at which it shows; nil when it belongs to no record.
    public var frame: Int?
    /// What is missing, in words.
    public var reason: String

    /// Makes a gap.
    public init(frame: Int?, reason: String) {
      self.frame = frame
      self.reason = reason
    }
  }

  /// A vector that was not run, because the device does not meet what it needs.
  public struct Skip: Hashable, Sendable {
    /// The vector's id.
    public var vector: String
    /// What the device lacks, in words.
    public var reason: String

    /// Makes a skip.
    public init(vector: String, reason: String) {
      self.vector = vector
      self.reason = reason
    }
  }

  /// How many records a capture has, and the bins that they fell into.
  public struct Records: Hashable, Sendable {
    /// All records of the file.
    public var total: Int
    /// Part of a DFU session.
    public var used: Int
    /// Of a device that is in no DFU session.
    public var otherDevice: Int
    /// Of a session's device, but not of its control endpoint.
    public var otherEndpoint: Int
    /// On a session's control endpoint, but for something else.
    public var notDFU: Int
    /// Could not be decoded.
    public var undecodable: Int
    /// A submission or a completion without its other half.
    public var unpaired: Int

    /// Makes the counts; without a total, the sum of the bins.
    public init(
      total: Int? = nil, used: Int = 0, otherDevice: Int = 0, otherEndpoint: Int = 0,
      notDFU: Int = 0, undecodable: Int = 0, unpaired: Int = 0
    ) {
      self.used = used
      self.otherDevice = otherDevice
      self.otherEndpoint = otherEndpoint
      self.notDFU = notDFU
      self.undecodable = undecodable
      self.unpaired = unpaired
      let sum = used + otherDevice + otherEndpoint + notDFU + undecodable + unpaired
      self.total = total ?? sum
    }

    /// The bins with their JSON name and their name in words, in fixed order.
    var bins: [(key: String, name: String, count: Int)] {
      [
        ("used", "used", used),
        ("otherDevice", "other device", otherDevice),
        ("otherEndpoint", "other endpoint", otherEndpoint),
        ("notDFU", "not DFU", notDFU),
        ("undecodable", "undecodable", undecodable),
        ("unpaired", "unpaired", unpaired),
      ]
    }
  }
}
