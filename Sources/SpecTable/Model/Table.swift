/// The whole statement of what is allowed: a base table, or a base table with overlays merged
/// into it.
package struct Table: Hashable, Sendable {
  /// `dfu-1.1`, or the base's and overlays' ids joined by `+`.
  package var id: String
  /// What it states, in one line.
  package var title: String
  /// The documents that rules cite.
  package var sources: [Source]
  /// The requests that rows and obligations name.
  package var requests: [RequestDefinition]
  package var rows: [Row]
  package var obligations: [Obligation]
  package var timing: [TimingRule]
  package var descriptors: [DescriptorRule]
  /// The ambiguities of the specification, by `AMB-nn`, and the deviations that overlays
  /// declare, by their own ids.
  package var readings: [Reading]
  /// What the specification says and no rule can hold.
  package var omissions: [Omission]
  /// What the overlays declare, and the rules that this is known to break.
  package var deviations: [Deviation]
  package var breaches: [DeclaredBreach]

  package init(
    id: String, title: String = "", sources: [Source] = [], requests: [RequestDefinition],
    rows: [Row], obligations: [Obligation], timing: [TimingRule], descriptors: [DescriptorRule],
    readings: [Reading], omissions: [Omission] = [], deviations: [Deviation] = [],
    breaches: [DeclaredBreach] = []
  ) {
    self.id = id
    self.title = title
    self.sources = sources
    self.requests = requests
    self.rows = rows
    self.obligations = obligations
    self.timing = timing
    self.descriptors = descriptors
    self.readings = readings
    self.omissions = omissions
    self.deviations = deviations
    self.breaches = breaches
  }
}

/// A document that rules cite.
package struct Source: Hashable, Sendable {
  /// The name in citations: `DFU11`.
  package var id: String
  /// Title and version, so that a reader finds the same text.
  package var title: String
}

/// A statement of the specification that no rule holds, and why.
package struct Omission: Hashable, Sendable {
  /// `H05`, `T3`, or a name of ours.
  package var id: String
  /// The rules or rows that carry what can be held of it.
  package var see: [String]
  package var because: String
}

/// A request that the table gives a name to.
package struct RequestDefinition: Hashable, Sendable {
  /// The name in rows, obligations and reports: `DFU_DNLOAD`.
  package var name: String
  /// bmRequestType, exactly.
  package var requestType: UInt8
  /// bRequest, exactly.
  package var request: UInt8

  package init(name: String, requestType: UInt8, request: UInt8) {
    self.name = name
    self.requestType = requestType
    self.request = request
  }

  /// The name of every class request to the DFU interface that has no definition.
  package static let unknownName = "UNKNOWN_CLASS_REQUEST"
}

/// What moves a device from state to state: a request, or something that happens to it.
package enum Trigger: Hashable, Sendable {
  /// A request by its name in `Table.requests`, or `RequestDefinition.unknownName`.
  case request(String)
  case event(BusEvent)
}

/// The happenings that are no requests (DFU 1.1, A.2; Figure A.1).
package enum BusEvent: String, CaseIterable, Hashable, Sendable {
  case busReset = "USB_RESET"
  case powerOnReset = "POWER_ON_RESET"
  case detachTimeout = "DETACH_TIMEOUT"
  case pollTimeout = "POLL_TIMEOUT"
  case deviceDetachAttach = "DEVICE_DETACH_ATTACH"
  case interfaceSet = "SET_INTERFACE"
  case configured = "SET_CONFIGURATION"
}

/// How binding a rule is.
package enum Level: String, CaseIterable, Hashable, Sendable {
  /// Breaking it is a violation.
  case must
  /// Breaking it is a warning.
  case should
  /// Breaking it is a note.
  case may
}

/// Who is at fault when a rule is broken.
package enum Actor: String, CaseIterable, Hashable, Sendable {
  case device, host
}

/// How an exchange is judged for one actor, best first.
package enum Verdict: String, CaseIterable, Comparable, Hashable, Sendable {
  case pass, note, declared, inconclusive, warning, violation

  package static func < (a: Verdict, b: Verdict) -> Bool { a.severity < b.severity }

  private var severity: Int {
    switch self {
    case .pass: 0
    case .note: 1
    case .declared: 2
    case .inconclusive: 3
    case .warning: 4
    case .violation: 5
    }
  }
}

/// Where a rule stands in a specification.
package struct Citation: Hashable, Sendable {
  /// `DFU11`, `USB20`, an XMOS repository and version…, or `silent`.
  package var source: String
  /// `A.2.3 r1`; for `silent`, why we say so.
  package var section: String
  /// The printed page, when there is one.
  package var page: Int?

  package init(source: String, section: String, page: Int? = nil) {
    self.source = source
    self.section = section
    self.page = page
  }

  /// Whether the specification says nothing here.
  package var isSilent: Bool { source == Self.silent }

  /// The source's name where there is none.
  package static let silent = "silent"
  /// The source's name where an overlay's evidence stands in for a document.
  package static let declared = "declared"

  /// The citation as a report shows it: `DFU 1.1, A.2.3 r1, p. 31`.
  package var text: String {
    let name =
      switch source {
      case "DFU11": "DFU 1.1"
      case "USB20": "USB 2.0"
      case "silent": "the specification is silent"
      case "declared": "as declared"
      default: source
      }
    return "\(name), \(section)" + (page.map { ", p. \($0)" } ?? "")
  }
}

/// One ambiguity or gap of the specification and the verdict that it leads to.
package struct Reading: Hashable, Sendable {
  /// `AMB-05`.
  package var id: String
  /// What a device, or a host, on the lenient side of it is given; nil where it says nothing.
  package var device: Verdict?
  package var host: Verdict?
  /// The ruling in one sentence.
  package var rule: String

  package init(id: String, device: Verdict?, host: Verdict?, rule: String) {
    self.id = id
    self.device = device
    self.host = host
    self.rule = rule
  }
}
