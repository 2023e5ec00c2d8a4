import DFU
import USB

/// A DFU device whose control transfers are redacted.
struct RedactedDevice {
  private var position = ImagePosition()
  /// wTransferSize of a DfuSe device; nil for others.
  private let dfuSeTransferSize: Int?
  /// The index of the string that is the serial number; 0 without one, nil before it is known.
  private var serialIndex: UInt8?
  /// The checksum of a download with a suffix; nil for other downloads.
  private var seal: SuffixSeal?
  /// Whether the present transfer's content stays.
  private var isKept = false

  /// A device of which nothing was seen.
  init(dfuSeTransferSize: Int?) { self.dfuSeTransferSize = dfuSeTransferSize }

  /// A control transfer begins.
  mutating func begin(_ control: ControlContent, _ suffixes: SuffixSearch.Found) {
    position.begin(control.setup)
    isKept = false
    if suffixes.starts.contains(control.began) { seal = SuffixSeal() }
  }

  /// Redacts content at `payload`. Returns whether it is changed.
  mutating func edit(
    _ record: inout MutableSpan<UInt8>, _ payload: Range<Int>, _ control: ControlContent,
    _ filler: inout Filler, _ suffixes: SuffixSearch.Found
  ) -> Bool {
    if control.setup.requestType.kind == .standard {
      if isSerial(control.setup) {
        return replaceSerial(&record, payload, from: control.offset, &filler)
      }
      note(record.span.extracting(payload), control)
    }
    switch ClassRequest(control.setup) {
    case .dnload?: return download(&record, payload, control, &filler, suffixes)
    case .upload?: return upload(&record, payload, control, &filler)
    case .getStatus?: return clear(&record, payload.dropFirst(max(0, 6 - control.offset)))
    case .getState?: return clear(&record, payload.dropFirst(max(0, 1 - control.offset)))
    case .detach?, .clrStatus?, .abort?: return clear(&record, payload)
    case nil:
      if control.offset == 0 {
        isKept = Descriptors.stays(record.span.extracting(payload), control.setup)
      }
      return isKept ? false : clear(&record, payload)
    }
  }

  private func clear(_ record: inout MutableSpan<UInt8>, _ range: Range<Int>) -> Bool {
    for index in range { record[index] = 0 }
    return !range.isEmpty
  }
}

// MARK: - Images

extension RedactedDevice {
  private mutating func download(
    _ record: inout MutableSpan<UInt8>, _ payload: Range<Int>, _ control: ControlContent,
    _ filler: inout Filler, _ suffixes: SuffixSearch.Found
  ) -> Bool {
    let isFirst = control.setup.value == 0 && control.offset == 0
    let isSealed = seal != nil && !suffixes.refused.contains(control.began)
    let old = isFirst || isSealed ? payload.map { record[$0] } : []
    if isFirst, DfuSeDialect.isCommand(old) {
      position.take(command: old)
      return false
    }
    let place = position.place(
      of: control.offset, count: payload.count, dfuSe: dfuSeTransferSize)
    filler.fill(sent: &record, payload, at: place)
    if isFirst { keepForm(&record, payload.lowerBound, old) }
    if isSealed { seal(&record, payload, old, control, suffixes.parts[control.began]) }
    return true
  }

  /// Puts the part of a suffix in its place, and goes on with the checksum.
  private mutating func seal(
    _ record: inout MutableSpan<UInt8>, _ payload: Range<Int>, _ old: [UInt8],
    _ control: ControlContent, _ part: SuffixPart?
  ) {
    var new = payload.map { record[$0] }
    seal?.seal(old, &new, at: control.offset, began: control.began, part)
    for (index, byte) in zip(payload, new) { record[index] = byte }
  }

  /// The first byte of a block with number 0. A DfuSe device reads it as the number of a command.
  /// For others it must not look like a command that was none.
  private func keepForm(_ record: inout MutableSpan<UInt8>, _ first: Int, _ old: [UInt8]) {
    if dfuSeTransferSize != nil {
      record[first] = old[0]
    } else if DfuSeDialect.isCommand([record[first]] + old.dropFirst()) {
      record[first] ^= 0x80
    }
  }

  /// A DfuSe device answers an UPLOAD with the number 0 with its list of commands, a byte for each
  /// (ST UM0424).
  private mutating func upload(
    _ record: inout MutableSpan<UInt8>, _ payload: Range<Int>, _ control: ControlContent,
    _ filler: inout Filler
  ) -> Bool {
    let place = position.place(
      of: control.offset, count: payload.count, dfuSe: dfuSeTransferSize)
    let mostCommands = 15
    if dfuSeTransferSize != nil, control.setup.value == 0, control.offset == 0,
      payload.count <= mostCommands
    {
      return false
    }
    filler.fill(read: &record, payload, at: place)
    return true
  }
}

// MARK: - Descriptors

extension RedactedDevice {
  /// Learns which string is the serial number.
  private mutating func note(_ data: Span<UInt8>, _ control: ControlContent) {
    let place = DescriptorSet.DeviceDescriptor.serialIndexOffset - control.offset
    guard control.setup.request == StandardRequest.getDescriptor,
      UInt8(control.setup.value >> 8) == DescriptorType.device, data.indices.contains(place)
    else { return }
    serialIndex = data[place]
  }

  /// Whether GET_DESCRIPTOR asks for the serial number. Before its index is known, any string but
  /// the languages may be it.
  private func isSerial(_ setup: SetupPacket) -> Bool {
    guard setup.request == StandardRequest.getDescriptor,
      UInt8(setup.value >> 8) == DescriptorType.string
    else { return false }
    let index = UInt8(truncatingIfNeeded: setup.value)
    return index != 0 && (serialIndex == nil || serialIndex == index)
  }

  /// Puts a digit in the place of each character (USB 2.0, 9.6.7: UTF-16 from byte 2 on). What is
  /// behind the string's own length is cleared.
  private func replaceSerial(
    _ record: inout MutableSpan<UInt8>, _ payload: Range<Int>, from offset: Int,
    _ filler: inout Filler
  ) -> Bool {
    var isChanged = false
    var index = payload.lowerBound + max(0, 2 - offset) + (offset & 1)
    while index < payload.upperBound {
      let hasBoth = index + 1 < payload.upperBound
      let character = UInt16(record[index]) | (hasBoth ? UInt16(record[index + 1]) << 8 : 0)
      let place = (offset + index - payload.lowerBound - 2) / 2
      record[index] = filler.digit(for: character, at: place)
      if hasBoth { record[index + 1] = 0 }
      isChanged = true
      index += 2
    }
    return isChanged
  }
}

/// Which answers to requests other than DFU's stay.
private enum Descriptors {
  /// Descriptors of the form that was asked for, and answers of the standard requests that have at
  /// most two bytes. Of vendors' requests those for Microsoft's descriptors.
  static func stays(_ data: Span<UInt8>, _ setup: SetupPacket) -> Bool {
    guard setup.requestType.direction == .deviceToHost else { return false }
    switch setup.requestType.kind {
    case .standard:
      guard setup.request == StandardRequest.getDescriptor else { return data.count <= 2 }
      return data.count < 2 || data[1] == UInt8(setup.value >> 8)
    case .vendor: return isMicrosoft(data, setup)
    case .class, .reserved: return false
    }
  }

  /// Microsoft OS 1.0: wIndex 4 and 5, the answer repeats it. Microsoft OS 2.0: wIndex 7, a set
  /// header of ten bytes.
  private static func isMicrosoft(_ data: Span<UInt8>, _ setup: SetupPacket) -> Bool {
    switch setup.index {
    case 4, 5:
      data.count >= 8 && data.littleEndian16(at: 4) == 0x0100
        && data.littleEndian16(at: 6) == setup.index
    case 7:
      data.count >= 10 && data.littleEndian16(at: 0) == 10 && data.littleEndian16(at: 2) == 0
    default: false
    }
  }
}
