extension Report {
  /// One DFU conversation: a host and one device, in run-time and in DFU mode.
  public struct Session: Hashable, Sendable {
    /// The id of the vector that was run; nil for what was recorded.
    public var vector: String?
    /// Whether the host is this program, which does what vectors tell it: what it breaks, it
    /// breaks on purpose.
    public var isHostScripted: Bool
    /// Every identity that the device had, in order of appearance.
    public var devices: [Device]
    /// Whether DFU was recognised by its traffic, because the capture holds no descriptors.
    public var inferred: Bool
    /// What the descriptors say.
    public var facts: Facts
    /// How many control transfers were judged.
    public var transfers: Int
    /// The worst verdict of each side under DFU 1.1.
    public var verdict: Verdicts
    /// The overlay that explains the device; nil when there is none.
    public var profile: Profile?
    /// The worst verdict of each side under the profile; the same as `verdict` without one.
    public var profileVerdict: Verdicts
    /// How many exchanges ended with each verdict, under DFU 1.1.
    public var counts: SideCounts
    /// The rules that were put to the test, in order of their ids.
    public var rules: [RuleUse]
    /// Sentences about the session as a whole: how a re-enumeration was recognised, which
    /// profile the traffic suggests.
    public var remarks: [String]
    /// What was not a pass, in order of frames.
    public var findings: [Finding]
    /// How many findings there are beside those, by kind; empty where all are listed.
    public var unlisted: [Unlisted]

    /// Makes a session.
    public init(
      vector: String? = nil, isHostScripted: Bool = false, devices: [Device],
      inferred: Bool = false, facts: Facts = Facts(), transfers: Int = 0,
      verdict: Verdicts = Verdicts(), profile: Profile? = nil, profileVerdict: Verdicts? = nil,
      counts: SideCounts = SideCounts(), rules: [RuleUse] = [], remarks: [String] = [],
      findings: [Finding] = [], unlisted: [Unlisted] = []
    ) {
      self.vector = vector
      self.isHostScripted = isHostScripted
      self.devices = devices
      self.inferred = inferred
      self.facts = facts
      self.transfers = transfers
      self.verdict = verdict
      self.profile = profile
      self.profileVerdict = profileVerdict ?? verdict
      self.counts = counts
      self.rules = rules
      self.remarks = remarks
      self.findings = findings
      self.unlisted = unlisted
    }

    /// The worst verdict that decides the exit status: a profile that was asked for explains,
    /// one that was only detected never lowers anything. A scripted host is not judged by it.
    public var decisive: Verdict {
      let verdicts = profileDecides ? profileVerdict : verdict
      return tested.map { verdicts[$0] }.max() ?? .pass
    }

    /// How many findings there are, listed or not.
    var findingCount: Int { findings.count + unlisted.reduce(0) { $0 + $1.count } }

    /// How many findings of one side have this verdict under DFU 1.1, listed or not.
    func findingCount(_ actor: Actor, _ verdict: Verdict) -> Int {
      findings.count { $0.actor == actor && $0.verdict == verdict }
        + unlisted.filter { $0.actor == actor && $0.verdict == verdict }
        .reduce(0) { $0 + $1.count }
    }

    /// The sides that are put to the test.
    var tested: [Actor] { isHostScripted ? [.device] : Actor.allCases }

    /// Whether what `actor` breaks is broken on purpose.
    func isOnPurpose(_ actor: Actor) -> Bool { !tested.contains(actor) }

    var profileDecides: Bool { profile?.choice == .explicit }
  }

  /// An overlay, and how it came to be used.
  public struct Profile: Hashable, Sendable {
    /// The overlay's name.
    public var name: String
    /// Who chose it.
    public var choice: Choice

    /// Makes a profile.
    public init(name: String, choice: Choice) {
      self.name = name
      self.choice = choice
    }

    /// Who chose a profile.
    public enum Choice: String, Hashable, Sendable {
      /// The operator, with `--profile`.
      case explicit
      /// The program, from vendor, product or version.
      case detected
    }
  }

  /// A device as the bus knows it.
  public struct Device: Hashable, Sendable {
    /// Bus number, as the capture has it.
    public var bus: Int
    /// Device address.
    public var address: Int
    /// idVendor; nil when the capture does not show it.
    public var vendor: UInt16?
    /// idProduct; nil when the capture does not show it.
    public var product: UInt16?

    /// Makes a device.
    public init(bus: Int, address: Int, vendor: UInt16? = nil, product: UInt16? = nil) {
      self.bus = bus
      self.address = address
      self.vendor = vendor
      self.product = product
    }

    /// `20b1:0008 at 1.4`, or `device at 1.4`.
    var text: String {
      guard let vendor, let product else { return "device at \(bus).\(address)" }
      return "\(hex4(vendor)):\(hex4(product)) at \(bus).\(address)"
    }
  }

  /// What a session's descriptors say; nil where the capture does not show it.
  public struct Facts: Hashable, Sendable {
    /// The descriptor sets that were seen, in order: `run-time`, `DFU mode`.
    public var modes: [String]
    /// bInterfaceNumber of the DFU interface.
    public var interface: UInt8?
    /// bmAttributes of the functional descriptor.
    public var attributes: UInt8?
    /// wDetachTimeOut, in milliseconds.
    public var detachTimeoutMilliseconds: UInt16?
    /// wTransferSize, in bytes.
    public var transferSize: UInt16?
    /// bcdDFUVersion.
    public var version: UInt16?
    /// bMaxPacketSize0, in bytes.
    public var maxPacketSize0: UInt8?

    /// Makes facts; what is not given is not known.
    public init(
      modes: [String] = [], interface: UInt8? = nil, attributes: UInt8? = nil,
      detachTimeoutMilliseconds: UInt16? = nil, transferSize: UInt16? = nil,
      version: UInt16? = nil, maxPacketSize0: UInt8? = nil
    ) {
      self.modes = modes
      self.interface = interface
      self.attributes = attributes
      self.detachTimeoutMilliseconds = detachTimeoutMilliseconds
      self.transferSize = transferSize
      self.version = version
      self.maxPacketSize0 = maxPacketSize0
    }

    /// The four bits of bmAttributes, lowest first (DFU 1.1, 4.1.3).
    static let attributeBits = [
      "bitCanDnload", "bitCanUpload", "bitManifestationTolerant", "bitWillDetach",
    ]
  }

  /// A rule that a session put to the test.
  public struct RuleUse: Hashable, Sendable {
    /// The rule's id, as a path.
    public var rule: String
    /// How often it was examined.
    public var count: Int
    /// What the device was seen to do by it, where it is a row of the state tables.
    public var outcomes: Set<String>

    /// Makes a use.
    public init(rule: String, count: Int, outcomes: Set<String> = []) {
      self.rule = rule
      self.count = count
      self.outcomes = outcomes
    }
  }
}
