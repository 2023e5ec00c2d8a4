import DFU
package import JSON
import USB

extension Vector {
  /// Reads a vector from one line of JSON. Members that the format does not define are ignored.
  package init(_ line: JSONReader) throws(VectorError) {
    var reader = line
    try self.init(next: &reader)
    try reader.finish()
  }

  /// Reads a vector from the next object.
  init(next reader: inout JSONReader) throws(VectorError) {
    self.init()
    var hasSteps = false
    try reader.members { name, reader throws(VectorError) in
      if name == "id" {
        id = try Self.id(&reader)
        return
      }
      guard !reader.takeNull() else { return }
      switch name {
      case "title": title = try reader.string()
      case "source": source = try reader.string()
      case "writes": writes = try reader.flag(name)
      case "config": config = try Self.config(next: &reader)
      case "needs": needs = try Needs(next: &reader)
      case "steps":
        hasSteps = true
        try readSteps(&reader)
      default: try reader.skip()
      }
    }
    guard hasSteps else { throw VectorError("a vector has steps") }
  }

  private static func id(_ reader: inout JSONReader) throws(VectorError) -> [UInt8] {
    let text = try reader.skip()
    let first = text.first ?? 0
    guard first != UInt8(ascii: "{"), first != UInt8(ascii: "[") else {
      throw VectorError("id is a string or a number")
    }
    return Array(text)
  }

  private mutating func readSteps(_ reader: inout JSONReader) throws(VectorError) {
    steps = []
    expectations = [:]
    try reader.elements { reader throws(VectorError) in
      do throws(VectorError) {
        let (step, expected) = try Step.read(&reader)
        if !expected.isEmpty { expectations[steps.count] = expected }
        steps.append(step)
      } catch {
        throw VectorError("step \(steps.count): \(error.message)")
      }
    }
  }

  /// Reads a JSON object with a model's parameters, and nothing after it.
  ///
  /// The value of a parameter is a whole number, a list of whole numbers, a string, or `true` and
  /// `false` for 1 and 0. `null` counts as missing. The last of two members with one name counts.
  /// Throws what is wrong, with the number of the byte in `bytes`, from 0.
  package static func config(
    reading bytes: [UInt8]
  ) throws(VectorError) -> [String: ConfigValue] {
    var reader = JSONReader(bytes, in: 0..<bytes.count)
    let config = try config(next: &reader)
    try reader.finish()
    return config
  }

  private static func config(
    next reader: inout JSONReader
  ) throws(VectorError) -> [String: ConfigValue] {
    var config: [String: ConfigValue] = [:]
    try reader.members { name, reader throws(VectorError) in
      guard !reader.takeNull() else { return }
      config[name] = try ConfigValue(next: &reader)
    }
    return config
  }
}

extension Vector.ConfigValue {
  fileprivate init(next reader: inout JSONReader) throws(VectorError) {
    if let flag = reader.takeBool() {
      self = .number(flag ? 1 : 0)
      return
    }
    switch try reader.peek() {
    case UInt8(ascii: "\""): self = .text(try reader.string())
    case UInt8(ascii: "["):
      var values: [Int] = []
      try reader.elements { reader throws(VectorError) in values.append(try reader.integer()) }
      self = .numbers(values)
    default: self = .number(try reader.integer())
    }
  }
}

extension Vector.Needs {
  fileprivate init(next reader: inout JSONReader) throws(VectorError) {
    self.init()
    try reader.members { name, reader throws(VectorError) in
      guard !reader.takeNull() else { return }
      if let (_, bit) = Self.attributes.first(where: { $0.name == name }) {
        if try reader.flag(name) { set.insert(bit) } else { clear.insert(bit) }
        return
      }
      switch name {
      case "mode": mode = try Self.mode(try reader.string())
      case "wTransferSize": transferSize = try reader.integer()
      default: throw VectorError("a device cannot be asked for \(name)")
      }
    }
  }

  private static func mode(_ word: String) throws(VectorError) -> Mode {
    guard let mode = StepOutcome.modes.first(where: { $0.name == word })?.mode else {
      throw VectorError("a mode is app or dfu, not \(word)")
    }
    return mode
  }
}

extension Vector.Step {
  /// The members of a step, not interpreted yet.
  private struct Fields {
    var op: String?
    var requestType: UInt8?
    var request: UInt8?
    var value: UInt16?
    var index: UInt16?
    var isToDFU = false
    var length: UInt16?
    var data: [UInt8]?
    var milliseconds: Int?
    var isAsTold = false
    var until: StateSet = []
    var atMost: Int?
    var configures = true
    var expected: [Vector.Expectation] = []
  }

  /// The longest wait, in milliseconds: a day.
  private static let longestWait = 86_400_000
  /// The most GETSTATUS requests of one poll.
  package static let mostPolls = 1_000

  /// Reads a step, and its expectations.
  fileprivate static func read(
    _ reader: inout JSONReader
  ) throws(VectorError) -> (Self, [Vector.Expectation]) {
    var fields = Fields()
    try reader.members { name, reader throws(VectorError) in
      guard !reader.takeNull() else { return }
      switch name {
      case "op": fields.op = try reader.string()
      case "bmRequestType": fields.requestType = try field(name, &reader)
      case "bRequest": fields.request = try field(name, &reader)
      case "wValue": fields.value = try field(name, &reader)
      case "wIndex": try readIndex(&reader, into: &fields)
      case "wLength": fields.length = try field(name, &reader)
      case "data": fields.data = try data(&reader)
      case "ms": fields.milliseconds = try reader.integer()
      case "for": fields.isAsTold = try word(of: "bwPollTimeout", name, &reader)
      case "until": fields.until = try states(&reader)
      case "atMost": fields.atMost = try reader.integer()
      case "configure": fields.configures = try reader.flag(name)
      case "expect": fields.expected = try Vector.Expectation.all(&reader)
      default: try reader.skip()
      }
    }
    return (try step(fields), fields.expected)
  }

  private static func field<T: FixedWidthInteger>(
    _ name: String, _ reader: inout JSONReader
  ) throws(VectorError) -> T {
    guard let value = T(exactly: try reader.integer()) else {
      throw VectorError("\(name) is a number from 0 to \(T.max)")
    }
    return value
  }

  private static func word(
    of known: String, _ name: String, _ reader: inout JSONReader
  ) throws(VectorError) -> Bool {
    guard try reader.string() == known else { throw VectorError("\(name) is \(known)") }
    return true
  }

  private static func readIndex(
    _ reader: inout JSONReader, into fields: inout Fields
  ) throws(VectorError) {
    if try reader.peek() == UInt8(ascii: "\"") {
      fields.isToDFU = try word(of: "dfu", "wIndex", &reader)
    } else {
      fields.index = try field("wIndex", &reader)
    }
  }

  private static func data(_ reader: inout JSONReader) throws(VectorError) -> [UInt8] {
    guard let data = Hex.bytes(try reader.string()), data.count <= Int(UInt16.max) else {
      throw VectorError("data is up to 65535 bytes in hexadecimal")
    }
    return data
  }

  private static func states(_ reader: inout JSONReader) throws(VectorError) -> StateSet {
    var states: StateSet = []
    try reader.elements { reader throws(VectorError) in
      let name = try reader.string()
      guard let state = State(name: name) else { throw VectorError("there is no state \(name)") }
      states.insert(StateSet(state))
    }
    return states
  }

  private static func step(_ fields: Fields) throws(VectorError) -> Self {
    switch fields.op {
    case "request": return try request(fields)
    case "wait" where fields.isAsTold: return .waitAsTold
    case "wait":
      guard let time = fields.milliseconds, (0...longestWait).contains(time) else {
        throw VectorError("a wait has ms, from 0 to \(longestWait)")
      }
      return .wait(milliseconds: time)
    case "poll":
      let count = fields.atMost ?? mostPolls
      guard fields.until != [], (1...mostPolls).contains(count) else {
        throw VectorError("a poll has until, and atMost from 1 to \(mostPolls)")
      }
      return .poll(until: fields.until, atMost: count)
    case "busreset": return .busReset(configures: fields.configures)
    case "power": return .power
    case "enumerate": return .enumerate
    case let other:
      throw VectorError(
        "op is request, wait, poll, busreset, power or enumerate, not \(other ?? "missing")")
    }
  }

  private static func request(_ fields: Fields) throws(VectorError) -> Self {
    guard let type = fields.requestType, let request = fields.request else {
      throw VectorError("a request has bmRequestType and bRequest")
    }
    let data = fields.data ?? []
    let setup = SetupPacket(
      requestType: RequestType(rawValue: type), request: request, value: fields.value ?? 0,
      index: fields.index ?? 0, length: fields.length ?? UInt16(clamping: data.count))
    return .request(setup, data: data, toDFU: fields.isToDFU)
  }
}

extension JSONReader {
  /// Reads the value of a true-or-false member.
  fileprivate mutating func flag(_ name: String) throws(VectorError) -> Bool {
    guard let flag = takeBool() else { throw VectorError("\(name) is true or false") }
    return flag
  }
}

extension Vector.Expectation {
  fileprivate static func all(_ reader: inout JSONReader) throws(VectorError) -> [Self] {
    var all: [Self] = []
    try reader.elements { reader throws(VectorError) in
      var one = Self(rule: "", clause: "", outcomes: [])
      try reader.members { name, reader throws(VectorError) in
        switch name {
        case "rule": one.rule = try reader.string()
        case "clause": one.clause = try reader.string()
        case "outcomes":
          try reader.elements { reader throws(VectorError) in
            one.outcomes.append(try Vector.ExpectedOutcome(next: &reader))
          }
        default: try reader.skip()
        }
      }
      all.append(one)
    }
    return all
  }
}

extension Vector.ExpectedOutcome {
  fileprivate init(next reader: inout JSONReader) throws(VectorError) {
    self.init(reply: "", next: "", status: "")
    try reader.members { name, reader throws(VectorError) in
      switch name {
      case "reply": reply = try reader.string()
      case "next": next = try reader.string()
      case "status": status = try reader.string()
      default: try reader.skip()
      }
    }
  }
}
