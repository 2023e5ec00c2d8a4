extension Report {
  /// One capture file, or one watched bus, and its contents.
  public struct Capture: Hashable, Sendable {
    /// The file as it was named on the command line; `-` for standard input.
    public var file: String
    /// SHA-256 of the file in lower-case hex; nil when the report does not carry it.
    public var sha256: String?
    /// The number of the link type at tcpdump.org; nil for a format without link types.
    public var linkType: Int?
    /// The kind of recorder that the records show: `usbmon`, `QEMU`, `sigrok`.
    public var dialect: String
    /// What such a recorder cannot show, one sentence each; empty when it shows all.
    public var limits: [String]
    /// The places where traffic is missing, in order of frames; empty when none is missing.
    public var gaps: [Gap]
    /// The number of records that the recorder lost; nil when the file does not tell.
    public var dropped: Int?
    /// The number of records in each bin.
    public var records: Records
    /// The DFU conversations, in order of appearance.
    public var sessions: [Session]
    /// The descriptors of the devices; empty when the report does not carry them.
    public var descriptors: Descriptors
    /// The vectors that were not run; empty for a recorded capture.
    public var skipped: [Skip]

    /// Makes a capture.
    package init(
      file: String, sha256: String? = nil, linkType: Int? = nil, dialect: String,
      limits: [String] = [], gaps: [Gap] = [], dropped: Int? = nil, records: Records = Records(),
      sessions: [Session] = [], descriptors: Descriptors = Descriptors(), skipped: [Skip] = []
    ) {
      self.file = file
      self.sha256 = sha256
      self.linkType = linkType
      self.dialect = dialect
      self.limits = limits
      self.gaps = gaps
      self.dropped = dropped
      self.records = records
      self.sessions = sessions
      self.descriptors = descriptors
      self.skipped = skipped
    }

    /// Whether the capture holds everything that happened while it was recorded.
    public var integrity: Integrity {
      gaps.isEmpty && dropped ?? 0 == 0 ? .complete : .partial
    }
  }

  /// Whether a capture is complete.
  public enum Integrity: String, Hashable, Sendable {
    case complete, partial
  }

  /// A place where traffic is missing.
  public struct Gap: Hashable, Sendable {
    /// The frame at which the gap shows; nil when it belongs to no record.
    public var frame: Int?
    /// What is missing, in words.
    public var reason: String

    /// Makes a gap.
    package init(frame: Int?, reason: String) {
      self.frame = frame
      self.reason = reason
    }
  }

  /// A vector that was not run, because the device lacks something that the vector needs.
  public struct Skip: Hashable, Sendable {
    /// The vector's id.
    public var vector: String
    /// What the device lacks, in words.
    public var reason: String

    /// Makes a skip.
    package init(vector: String, reason: String) {
      self.vector = vector
      self.reason = reason
    }
  }

  /// Counts the records of a capture, in total and by bin. Each record is in exactly one bin.
  public struct Records: Hashable, Sendable {
    /// All records of the file.
    public var total: Int
    /// Records that are part of a DFU session.
    public var used: Int
    /// Records of a device that has no DFU session.
    public var otherDevice: Int
    /// Records of a session's device at an endpoint other than the control endpoint.
    public var otherEndpoint: Int
    /// Records at the control endpoint of a session's device that are not part of DFU.
    public var notDFU: Int
    /// Records that could not be decoded.
    public var undecodable: Int
    /// Submissions without a completion, and completions without a submission.
    public var unpaired: Int
    /// Records that only repeat another one, because two recorders wrote the file, or because
    /// a packet was sent again after the end of its transfer.
    public var copies: Int
    /// Records of the bus that belong to no device, such as a start of frame.
    public var bus: Int
    /// Records of link types that are not read, in a file with several.
    public var otherLinkType: Int

    /// Makes the counts; `total` nil: the sum of the bins.
    package init(
      total: Int? = nil, used: Int = 0, otherDevice: Int = 0, otherEndpoint: Int = 0,
      notDFU: Int = 0, undecodable: Int = 0, unpaired: Int = 0, copies: Int = 0,
      bus: Int = 0, otherLinkType: Int = 0
    ) {
      self.used = used
      self.otherDevice = otherDevice
      self.otherEndpoint = otherEndpoint
      self.notDFU = notDFU
      self.undecodable = undecodable
      self.unpaired = unpaired
      self.copies = copies
      self.bus = bus
      self.otherLinkType = otherLinkType
      self.total = 0
      self.total = total ?? sum
    }

    /// The sum of the bins; it is `total` where every record was counted once.
    package var sum: Int { bins.reduce(0) { $0 + $1.count } }

    /// The bins with their JSON keys and their names in words, always in the same order.
    var bins: [(key: String, name: String, count: Int)] {
      [
        ("used", "used", used),
        ("otherDevice", "other device", otherDevice),
        ("otherEndpoint", "other endpoint", otherEndpoint),
        ("notDFU", "not DFU", notDFU),
        ("undecodable", "undecodable", undecodable),
        ("unpaired", "unpaired", unpaired),
        ("copies", "copies", copies),
        ("bus", "bus", bus),
        ("otherLinkType", "other link type", otherLinkType),
      ]
    }
  }
}
