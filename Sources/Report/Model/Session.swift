extension Report {
  /// One DFU conversation between a host and one device, in run-time mode and in DFU mode.
  public struct Session: Hashable, Sendable {
    /// The id of the vector that was run; nil for a recorded session.
    public var vector: String?
    /// Whether the host is this program, running a vector. Then the host's faults are on purpose.
    public var isHostScripted: Bool
    /// All identities that the device had, in order of appearance.
    public var devices: [Device]
    /// Whether DFU was recognised from the traffic, because the capture has no descriptors.
    public var inferred: Bool
    /// The values in the descriptors.
    public var facts: Facts
    /// The number of judged control transfers.
    public var transfers: Int
    /// The worst verdict of each side under DFU 1.1.
    public var verdict: Verdicts
    /// The overlay that applies to the device; nil when none does.
    public var profile: Profile?
    /// The worst verdict of each side under the profile; equal to `verdict` without a profile.
    public var profileVerdict: Verdicts
    /// The number of exchanges with each verdict, under DFU 1.1.
    public var counts: SideCounts
    /// The number of events and descriptors with a finding of each verdict, under DFU 1.1.
    public var eventCounts: SideCounts
    /// The rules that were put to the test, in order of their ids.
    public var rules: [RuleUse]
    /// Sentences about the whole session, such as how a re-enumeration was recognised, or which
    /// profile the traffic suggests.
    public var remarks: [String]
    /// The updates and read-backs, in order.
    public var images: [ImageTransfer]
    /// The number of updates and read-backs that are not in `images`.
    public var furtherImages: FurtherImages
    /// The findings, in order of frames.
    public var findings: [Finding]
    /// The numbers of findings that are not in `findings`, by kind; empty when all are listed.
    public var unlisted: [Unlisted]
    /// The exchanges and events; nil when the report does not carry them.
    package var conversation: ConversationRows?
    /// The products that the device was, with the verdicts about each; empty where it was one.
    public var products: [ProductVerdict] = []
    /// What the device was where it was one product; nil where that is not known, and in a report
    /// that was read.
    package var onlyProduct: Product?

    /// Makes a session.
    package init(
      vector: String? = nil, isHostScripted: Bool = false, devices: [Device],
      inferred: Bool = false, facts: Facts = Facts(), transfers: Int = 0,
      verdict: Verdicts = Verdicts(), profile: Profile? = nil, profileVerdict: Verdicts? = nil,
      counts: SideCounts = SideCounts(), eventCounts: SideCounts = SideCounts(),
      rules: [RuleUse] = [], remarks: [String] = [],
      images: [ImageTransfer] = [], furtherImages: FurtherImages = FurtherImages(),
      findings: [Finding] = [], unlisted: [Unlisted] = [], conversation: ConversationRows? = nil
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
      self.eventCounts = eventCounts
      self.rules = rules
      self.remarks = remarks
      self.images = images
      self.furtherImages = furtherImages
      self.findings = findings
      self.unlisted = unlisted
      self.conversation = conversation
    }

    /// The worst verdict that counts for the exit status.
    ///
    /// Verdicts under a profile count only if the operator chose the profile. A detected profile
    /// never makes the status better. The verdict of a scripted host does not count.
    public var decisive: Verdict {
      let verdicts = profileDecides ? profileVerdict : verdict
      return tested.map { verdicts[$0] }.max() ?? .pass
    }

    /// The number of findings, listed or not.
    var findingCount: Int { findings.count + unlisted.reduce(0) { $0 + $1.count } }

    /// The number of findings of the tested sides, listed or not, by their verdict under DFU 1.1.
    var testedFindings: [Verdict: Int] {
      let tested = tested
      // By severity: a dictionary takes ten times as long.
      var numbers = Verdict.allCases.map { _ in 0 }
      for index in findings.indices where tested.contains(findings[index].actor) {
        numbers[findings[index].verdict.severity] += 1
      }
      for kind in unlisted where tested.contains(kind.actor) {
        numbers[kind.verdict.severity] += kind.count
      }
      let counted = Verdict.allCases.filter { numbers[$0.severity] > 0 }
      return Dictionary(uniqueKeysWithValues: counted.map { ($0, numbers[$0.severity]) })
    }

    /// The sides whose verdicts count: a scripted host is left out.
    var tested: [Actor] { isHostScripted ? [.device] : Actor.allCases }

    /// Whether the faults of `actor` are on purpose.
    func isOnPurpose(_ actor: Actor) -> Bool { !tested.contains(actor) }

    var profileDecides: Bool { profile?.choice == .explicit }
  }

  /// An overlay, and who chose it.
  public struct Profile: Hashable, Sendable {
    /// The overlay's name.
    public var name: String
    /// Who chose it.
    public var choice: Choice

    /// Makes a profile.
    package init(name: String, choice: Choice) {
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

  /// A device with its place on the bus.
  public struct Device: Hashable, Sendable {
    /// The bus number in the capture.
    public var bus: Int
    /// Device address.
    public var address: Int
    /// idVendor; nil when the capture does not show it.
    public var vendor: UInt16?
    /// idProduct; nil when the capture does not show it.
    public var product: UInt16?

    /// Makes a device.
    package init(bus: Int, address: Int, vendor: UInt16? = nil, product: UInt16? = nil) {
      self.bus = bus
      self.address = address
      self.vendor = vendor
      self.product = product
    }

    /// `20b1:0008`; nil when the capture does not show it.
    package var id: String? {
      guard let vendor, let product else { return nil }
      return "\(hex4(vendor)):\(hex4(product))"
    }

    /// `20b1:0008 at 1.4`, or `device at 1.4`.
    var text: String { "\(id ?? "device") at \(bus).\(address)" }
  }

  /// Values from a session's descriptors; nil when the capture does not show the value.
  public struct Facts: Hashable, Sendable {
    /// The modes that the descriptor sets showed, in order, each as often as the device came back
    /// to it: `run-time`, `DFU mode`.
    public var modes: [String]
    /// How many changes of mode follow those in `modes`.
    public var furtherModes: Int
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

    /// Makes facts; a value that is left out is unknown.
    package init(
      modes: [String] = [], furtherModes: Int = 0, interface: UInt8? = nil,
      attributes: UInt8? = nil,
      detachTimeoutMilliseconds: UInt16? = nil, transferSize: UInt16? = nil,
      version: UInt16? = nil, maxPacketSize0: UInt8? = nil
    ) {
      self.modes = modes
      self.furtherModes = furtherModes
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
    /// How often the rule was examined.
    public var count: Int
    /// For a row of the state tables, the outcomes of the row that the device showed.
    public var outcomes: Set<String>

    /// Makes a use.
    package init(rule: String, count: Int, outcomes: Set<String> = []) {
      self.rule = rule
      self.count = count
      self.outcomes = outcomes
    }
  }
}
