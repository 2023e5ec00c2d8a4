import DFU
import Report
import SpecTable

/// Writes beside a field which rules it breaks.
///
/// A finding is made once for a device, in the set that showed the value first. A later set of the
/// same mode with the same value gets the mark too.
struct DescriptorMarks {
  private var marks: [Mark] = []
  private let session: Int

  /// The descriptors that rules speak of.
  private static let judged: Set<String> = [
    "DEVICE", "CONFIGURATION", Report.Descriptor.dfuInterface, "DFU FUNCTIONAL",
  ]

  /// The descriptors of a set that rules speak of.
  static func judged(in set: Report.DescriptorSet) -> [Report.Descriptor] {
    set.descriptors.filter { judged.contains($0.name) }
  }

  /// A rule that a value breaks, in the sets of one mode.
  private struct Mark {
    var place: Place
    var text: String?
    var mode: String?
    var rule: String
  }

  /// Where a field of the tables stands.
  fileprivate struct Place: Hashable {
    var descriptor: String
    /// The name of the field; nil for the whole descriptor.
    var field: String?
  }

  /// Takes the findings about descriptors of a session; `rules`: by path, all rules for them.
  init(
    _ findings: [Report.Finding], _ rules: [String: DescriptorRule],
    _ sets: [Report.DescriptorSet], session: Int
  ) {
    self.session = session
    for finding in findings {
      guard let rule = rules[finding.rule], let frame = finding.frame,
        let set = sets.first(where: { $0.session == session && $0.frames.contains(frame) })
      else { continue }
      let place = rule.field.place
      guard place.field != nil else {
        marks.append(Mark(place: place, text: nil, mode: set.mode, rule: rule.path))
        continue
      }
      for field in set.fields(at: place) where rule.demand.mayRefuse(field.value) {
        marks.append(Mark(place: place, text: field.text, mode: set.mode, rule: rule.path))
      }
    }
  }

  /// Marks what the rules of these findings have against the sets of the session.
  func mark(_ sets: inout [Report.DescriptorSet]) {
    guard !marks.isEmpty else { return }
    for index in sets.indices where sets[index].session == session {
      let ours = marks.filter { $0.mode == sets[index].mode }
      for place in sets[index].descriptors.indices {
        mark(&sets[index].descriptors[place], ours)
      }
    }
  }

  private func mark(_ descriptor: inout Report.Descriptor, _ marks: [Mark]) {
    for mark in marks where mark.place.descriptor == descriptor.name {
      guard let name = mark.place.field else {
        descriptor.rules.note(mark.rule)
        continue
      }
      for index in descriptor.fields.indices
      where descriptor.fields[index].name == name && descriptor.fields[index].text == mark.text {
        descriptor.fields[index].rules.note(mark.rule)
      }
    }
  }
}

extension [String] {
  fileprivate mutating func note(_ rule: String) {
    if !contains(rule) { append(rule) }
  }
}

extension Report.DescriptorSet {
  fileprivate func fields(at place: DescriptorMarks.Place) -> [Report.DescriptorField] {
    descriptors.filter { $0.name == place.descriptor }.flatMap(\.fields).filter {
      $0.name == place.field
    }
  }
}

extension DescriptorRule.Demand {
  /// Whether the value may be what the rule is broken by. Only the checker knows the other mode's.
  fileprivate func mayRefuse(_ value: UInt64?) -> Bool {
    switch self {
    case .oneOf(let allowed):
      value.map { !allowed.contains(UInt32(truncatingIfNeeded: $0)) } ?? true
    case .atLeast, .sameAsOtherMode, .differsFromOtherMode: true
    }
  }
}

extension DescriptorField {
  /// Where it stands in the descriptors. A count has the place of what it counts.
  fileprivate var place: DescriptorMarks.Place {
    let (functional, interface) = ("DFU FUNCTIONAL", Report.Descriptor.dfuInterface)
    return switch self {
    case .bNumInterfaces: .init(descriptor: "CONFIGURATION", field: rawValue)
    case .strayBytes: .init(descriptor: "CONFIGURATION", field: "wTotalLength")
    case .functionalDescriptors: .init(descriptor: "CONFIGURATION")
    case .bInterfaceNumber, .bAlternateSetting, .bNumEndpoints, .bInterfaceClass,
      .bInterfaceSubClass, .bInterfaceProtocol, .alternateStrings:
      .init(descriptor: interface, field: rawValue)
    case .functionalLength: .init(descriptor: functional, field: "bLength")
    case .bmAttributesReserved: .init(descriptor: functional, field: "reserved")
    case .roomForBlocks: .init(descriptor: functional, field: "wTransferSize")
    case .bmAttributes, .wDetachTimeOut, .wTransferSize, .bcdDFUVersion:
      .init(descriptor: functional, field: rawValue)
    case .functionalBytes: .init(descriptor: functional)
    case .bDeviceClass, .bDeviceSubClass, .bDeviceProtocol, .bMaxPacketSize0, .bNumConfigurations,
      .idVendor, .idProduct:
      .init(descriptor: "DEVICE", field: rawValue)
    }
  }
}
