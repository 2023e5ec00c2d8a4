import DFU
import Report
import USB

/// Turns the answer to a request for a descriptor into the descriptors that it holds, as far as
/// they go.
struct DescriptorListing {
  /// By index, the strings that the device showed.
  private let strings: [UInt8: String]

  /// Takes the strings from a set. Of several languages the first counts.
  init(_ set: DescriptorReads) {
    let read = set.reads.filter { $0.key.type == DescriptorType.string && $0.key.number != 0 }
    strings = Dictionary(read.map { ($0.key.number, DescriptorText.utf16($0.data.dropFirst(2))) }) {
      first, _ in first
    }
  }

  /// The descriptors of an answer, in the order of its bytes.
  func descriptors(of read: DescriptorRead) -> [Report.Descriptor] {
    let whole = DescriptorPart(answer: read.data)
    switch (read.key.type, read.key.requestType.recipient) {
    case (nil, _): return microsoft(read)
    case (DescriptorType.configuration, _), (7, .device): return configuration(read)
    case (DescriptorType.bos, _): return bos(read)
    case (DescriptorType.string, _): return [string(read)]
    case (0x21, .interface):
      return [descriptor(whole, .functional, 0, in: read)]
    case (DescriptorType.device, _), (6, _):
      return [descriptor(whole, .part(read.data, of: nil), 0, in: read)]
    case (let type?, _):
      let name = "type \(Hex.specText(type, width: 2))"
      return [descriptor(DescriptorPart(read.data), .other(name), 0, in: read)]
    }
  }

  // MARK: - Configurations

  private func configuration(_ read: DescriptorRead) -> [Report.Descriptor] {
    var found: [Report.Descriptor] = []
    var interface: DescriptorLayout.InterfaceClass?
    for part in DescriptorPart.all(in: read.data) {
      let isInside = part.offset > 0
      let opens = part.type == DescriptorType.interface || part.type == 11
      if opens { interface = DescriptorLayout.InterfaceClass(part.bytes) }
      if part.type == 11 { interface = nil }
      let level = isInside ? (opens || interface == nil ? 1 : 2) : 0
      var descriptor = descriptor(part, layout(of: part, in: interface), level, in: read)
      if part.type == DescriptorType.interface, let interface { descriptor.tellDFU(interface) }
      found.append(descriptor)
    }
    tellMissing(of: read, in: &found)
    return found
  }

  private func layout(
    of part: DescriptorPart, in interface: DescriptorLayout.InterfaceClass?
  ) -> DescriptorLayout {
    guard !part.isMalformed else { return DescriptorLayout("malformed", []) }
    if part.type == 0x21, interface?.admitsFunctional ?? true { return .functional }
    return .part(part.bytes, of: interface)
  }

  /// Says where the host read less than wTotalLength.
  private func tellMissing(of read: DescriptorRead, in found: inout [Report.Descriptor]) {
    guard read.data.count >= 4, !found.isEmpty else { return }
    let total = Int(read.data.span.littleEndian16(at: 2))
    guard total > read.data.count else { return }
    found[0].notes.append("Only \(read.data.count) of \(total) bytes were read.")
  }

  // MARK: - Others

  private func bos(_ read: DescriptorRead) -> [Report.Descriptor] {
    var found = DescriptorPart.all(in: read.data).map { part in
      let layout: DescriptorLayout =
        switch part.type {
        case DescriptorType.bos: .bos
        case 16 where MicrosoftOS.announcesSet(part.bytes): .microsoftPlatform
        case 16 where part.bytes.count > 2 && part.bytes[2] == 5: .platform
        case 16: .capability
        default: .part(part.bytes, of: nil)
        }
      return descriptor(part, layout, part.offset == 0 ? 0 : 1, in: read)
    }
    tellMissing(of: read, in: &found)
    return found
  }

  private func string(_ read: DescriptorRead) -> Report.Descriptor {
    let layout: DescriptorLayout =
      switch read.key.number {
      case 0: .languages
      case 0xEE where read.data.count == 18: .microsoftString
      default: .string
      }
    var descriptor = descriptor(DescriptorPart(answer: read.data), layout, 0, in: read)
    descriptor.name += " \(read.key.number)"
    if read.key.number != 0, read.key.number != 0xEE,
      !DescriptorText.isWellFormed(read.data.dropFirst(2))
    {
      descriptor.notes.append("This is no well-formed UTF-16.")
    }
    return descriptor
  }

  private func microsoft(_ read: DescriptorRead) -> [Report.Descriptor] {
    switch read.key.index {
    case MicrosoftOS.compatibleIDs:
      return pieces(of: read.data, header: 16, each: 24).enumerated().map { place, part in
        descriptor(
          part, place == 0 ? .compatibleIDHeader : .compatibleIDFunction, min(place, 1), in: read)
      }
    case MicrosoftOS.properties:
      return [descriptor(DescriptorPart(read.data), .extendedProperties, 0, in: read)]
    default: return microsoftSet(read)
    }
  }

  /// A set of MS OS 2.0: its header, subsets of configurations, of functions, and features in each.
  private func microsoftSet(_ read: DescriptorRead) -> [Report.Descriptor] {
    var depth = 0
    return DescriptorPart.all(in: read.data, lengthSize: 2).map { part in
      let kind = part.bytes.count > 3 ? Int(part.bytes.span.littleEndian16(at: 2)) : Int.max
      let layout: DescriptorLayout =
        part.isMalformed ? DescriptorLayout("malformed", []) : .microsoft(part.bytes)
      if kind <= 2 { depth = kind }
      return descriptor(part, layout, kind <= 2 ? kind : depth + 1, in: read)
    }
  }

  private func pieces(of data: [UInt8], header: Int, each: Int) -> [DescriptorPart] {
    let starts = [0] + stride(from: header, to: data.count, by: each)
    return starts.enumerated().map { place, start in
      let end = min(data.count, start + (place == 0 ? header : each))
      return DescriptorPart(offset: start, Array(data[start..<end]))
    }
  }

  // MARK: - One descriptor

  private func descriptor(
    _ part: DescriptorPart, _ layout: DescriptorLayout, _ level: Int, in read: DescriptorRead
  ) -> Report.Descriptor {
    let fields = layout.values(of: part.bytes).map { value in
      Report.DescriptorField(
        name: value.name, offset: part.offset + value.offset, value: value.value,
        text: value.text, meaning: value.isStringIndex ? string(value.value) : value.meaning,
        isPart: value.isPart)
    }
    return Report.Descriptor(
      name: layout.name, level: level, frame: read.frame, offset: part.offset, bytes: part.bytes,
      fields: fields, notes: notes(part, layout))
  }

  /// The string of an index, in quotation marks; nil for index 0.
  private func string(_ index: UInt64?) -> String? {
    guard let index, index != 0 else { return nil }
    return strings[UInt8(truncatingIfNeeded: index)].map { "\"\($0)\"" } ?? "not read"
  }

  private func notes(_ part: DescriptorPart, _ layout: DescriptorLayout) -> [String] {
    if part.isMalformed {
      return [
        "A length of \(part.statedLength) is too small, so what follows cannot be read: "
          + "\(part.bytes.count) bytes."
      ]
    }
    let (stated, count) = (part.statedLength, part.bytes.count)
    if stated < count { return ["A length of \(stated) is stated, and \(count) bytes came."] }
    return stated > count ? ["Only \(count) of \(stated) bytes were read."] : []
  }
}

extension DescriptorPart {
  /// bDescriptorType; nil when the part ends before it.
  fileprivate var type: UInt8? { bytes.count > 1 ? bytes[1] : nil }
}

extension Report.Descriptor {
  /// Names the subclass and the mode of a DFU interface.
  fileprivate mutating func tellDFU(_ interface: DescriptorLayout.InterfaceClass) {
    guard interface.isDFU else { return }
    name = Report.Descriptor.dfuInterface
    for index in fields.indices {
      switch fields[index].name {
      case "bInterfaceSubClass": fields[index].meaning = "device firmware upgrade"
      case "bInterfaceProtocol": fields[index].meaning = interface.mode?.words
      default: break
      }
    }
  }

  /// The name of an interface of the class of DFU.
  static let dfuInterface = "INTERFACE of DFU"
}
