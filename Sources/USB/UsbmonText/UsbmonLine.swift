/// One line of usbmon's text (kernel documentation, usb/usbmon, "Raw text data format").
enum UsbmonLine {
  /// The first four words, which every line has.
  struct Beginning {
    /// The tag of the request block.
    var id: UInt64
    /// The time stamp.
    var microseconds: Int64
    /// The letter of the event.
    var event: UInt8
    /// The address word.
    var pipe: UsbmonPipe
    /// The place in the line behind these words.
    var end: Int
  }

  /// Reads tag, time, event and address; nil if the line does not begin with them.
  static func beginning(of line: Span<UInt8>) -> Beginning? {
    var position = 0
    guard let id = line.nextHexadecimal(&position),
      let microseconds = line.nextDecimal(&position), microseconds >= 0,
      let event = line.nextWord(&position), event.count == 1,
      let word = line.nextWord(&position), let pipe = UsbmonPipe(line, word)
    else { return nil }
    return Beginning(
      id: id, microseconds: microseconds, event: line[event.lowerBound], pipe: pipe, end: position)
  }

  /// Reads the rest of a control line.
  static func record(
    of line: Span<UInt8>, after beginning: Beginning
  ) throws(Undecodable) -> UsbmonRecord {
    guard let kind = UsbmonLayout.kind(beginning.event) else {
      throw .unknownKind(beginning.event)
    }
    var record = UsbmonRecord(
      kind: kind, id: beginning.id, isIn: beginning.pipe.isIn, device: beginning.pipe.device,
      status: LinuxStatus.inProgress, urbLength: 0)
    var position = beginning.end
    guard let word = line.nextWord(&position) else { throw .malformed }
    if let status = status(line, word) {
      guard kind != .submit else { throw .withoutSetup }
      record.status = status
    } else {
      guard line.holds("s", at: word) else { throw .withoutSetup }
      guard kind == .submit, let setup = setup(line, &position) else { throw .malformed }
      record.setup = setup
    }
    guard readData(line, &position, into: &record) else { throw .malformed }
    return record
  }

  /// The status of the status word, which may go on with interval, start frame and error count.
  private static func status(_ line: Span<UInt8>, _ word: Range<Int>) -> Int32? {
    let end = word.first { line[$0] == UInt8(ascii: ":") } ?? word.upperBound
    return line.decimal(word.lowerBound..<end).flatMap { Int32(exactly: $0) }
  }

  /// The five words of a setup packet.
  private static func setup(_ line: Span<UInt8>, _ position: inout Int) -> SetupPacket? {
    guard let type = line.nextHexadecimal(&position).flatMap({ UInt8(exactly: $0) }),
      let request = line.nextHexadecimal(&position).flatMap({ UInt8(exactly: $0) }),
      let value = line.nextHexadecimal(&position).flatMap({ UInt16(exactly: $0) }),
      let index = line.nextHexadecimal(&position).flatMap({ UInt16(exactly: $0) }),
      let length = line.nextHexadecimal(&position).flatMap({ UInt16(exactly: $0) })
    else { return nil }
    return SetupPacket(
      requestType: RequestType(rawValue: type), request: request, value: value, index: index,
      length: length)
  }

  /// Reads the data length, and the data after the tag `=`. Any other tag tells why there are none.
  /// Returns false where a word is none of these.
  private static func readData(
    _ line: Span<UInt8>, _ position: inout Int, into record: inout UsbmonRecord
  ) -> Bool {
    guard let length = line.nextDecimal(&position), (0...Int64(Int32.max)).contains(length) else {
      return false
    }
    record.urbLength = Int(length)
    guard let tag = line.nextWord(&position) else { return true }
    guard line.holds("=", at: tag) else { return tag.count == 1 }
    while let word = line.nextWord(&position) {
      guard line.appendHexadecimal(word, to: &record.data) else { return false }
    }
    record.dataLength = record.data.count
    return record.dataLength <= record.urbLength
  }
}

/// The address word: type and direction, bus, device and endpoint, such as `Ci:1:005:0`. The form
/// `1t` leaves the bus out.
struct UsbmonPipe {
  var device: DeviceAddress
  var hasBus: Bool
  var isIn: Bool
  /// Whether this is a control transfer on endpoint 0.
  var isControl: Bool

  /// Reads the word; nil if it has another form.
  init?(_ line: Span<UInt8>, _ word: Range<Int>) {
    guard word.count >= 7, "CZIB".utf8.contains(line[word.lowerBound]),
      "io".utf8.contains(line[word.lowerBound + 1])
    else { return nil }
    var numbers: [Int64] = []
    var start = word.lowerBound + 3
    for end in start...word.upperBound {
      guard end == word.upperBound || line[end] == UInt8(ascii: ":") else { continue }
      guard let number = line.decimal(start..<end), numbers.count < 3 else { return nil }
      numbers.append(number)
      start = end + 1
    }
    guard line[word.lowerBound + 2] == UInt8(ascii: ":"), numbers.count >= 2,
      let endpoint = numbers.popLast(),
      let address = numbers.popLast().flatMap({ UInt8(exactly: $0) }),
      let bus = UInt16(exactly: numbers.last ?? 0)
    else { return nil }
    device = DeviceAddress(bus: bus, address: address)
    hasBus = !numbers.isEmpty
    isIn = line[word.lowerBound + 1] == UInt8(ascii: "i")
    isControl = line[word.lowerBound] == UInt8(ascii: "C") && endpoint == 0
  }
}
