package import USB

/// A sequence of what a host does to a device (`dfutrace.vectors/1`, specs/vectors).
package struct Vector: Hashable, Sendable {
  /// `id` as its JSON text; `null` when there is none.
  package var id: [UInt8] = Array("null".utf8)
  /// Parameters of the model.
  package var config: [String: ConfigValue] = [:]
  package var steps: [Step] = []

  /// A value of `config`.
  package enum ConfigValue: Hashable, Sendable {
    case number(Int)
    case numbers([Int])
    case text(String)
  }

  /// One thing that the host does.
  package enum Step: Hashable, Sendable {
    case request(SetupPacket, data: [UInt8])
    case wait(milliseconds: Int)
    case busReset
    case power
  }
}

extension Vector {
  /// Reads a vector from one line of JSON. Members that the format does not name are left alone.
  package init(_ line: JSONReader) throws(VectorError) {
    var reader = line
    var hasSteps = false
    try reader.members { name, reader throws(VectorError) in
      switch name {
      case "id":
        let text = try reader.skip()
        let first = text.first ?? 0
        guard first != UInt8(ascii: "{"), first != UInt8(ascii: "[") else {
          throw VectorError("id is a string or a number")
        }
        id = Array(text)
      case "config": if !reader.takeNull() { try readConfig(&reader) }
      case "steps":
        hasSteps = true
        steps = []
        try reader.elements { reader throws(VectorError) in
          do throws(VectorError) {
            steps.append(try Step(&reader))
          } catch {
            throw VectorError("step \(steps.count): \(error.message)")
          }
        }
      default: try reader.skip()
      }
    }
    guard hasSteps else { throw VectorError("a vector has steps") }
    try reader.finish()
  }

  private mutating func readConfig(_ reader: inout JSONReader) throws(VectorError) {
    try reader.members { name, reader throws(VectorError) in
      guard !reader.takeNull() else { return }
      if let flag = reader.takeBool() {
        config[name] = .number(flag ? 1 : 0)
        return
      }
      switch try reader.peek() {
      case UInt8(ascii: "\""): config[name] = .text(try reader.string())
      case UInt8(ascii: "["):
        var values: [Int] = []
        try reader.elements { reader throws(VectorError) in values.append(try reader.integer()) }
        config[name] = .numbers(values)
      default: config[name] = .number(try reader.integer())
      }
    }
  }
}

extension Vector.Step {
  /// The members of a step as they stand.
  private struct Fields {
    var op: String?
    var requestType: UInt8?
    var request: UInt8?
    var value: UInt16?
    var index: UInt16?
    var length: UInt16?
    var data: [UInt8]?
    var milliseconds: Int?
  }

  /// The longest wait: a day.
  private static let longestWait = 86_400_000

  init(_ reader: inout JSONReader) throws(VectorError) {
    var fields = Fields()
    try reader.members { name, reader throws(VectorError) in
      guard !reader.takeNull() else { return }
      switch name {
      case "op": fields.op = try reader.string()
      case "bmRequestType": fields.requestType = try Self.field(name, &reader)
      case "bRequest": fields.request = try Self.field(name, &reader)
      case "wValue": fields.value = try Self.field(name, &reader)
      case "wIndex": fields.index = try Self.field(name, &reader)
      case "wLength": fields.length = try Self.field(name, &reader)
      case "data":
        guard let data = Hex.bytes(try reader.string()), data.count <= Int(UInt16.max) else {
          throw VectorError("data is up to 65535 bytes in hexadecimal")
        }
        fields.data = data
      case "ms": fields.milliseconds = try reader.integer()
      default: try reader.skip()
      }
    }
    self = try Self.step(fields)
  }

  private static func field<T: FixedWidthInteger>(
    _ name: String, _ reader: inout JSONReader
  ) throws(VectorError) -> T {
    guard let value = T(exactly: try reader.integer()) else {
      throw VectorError("\(name) is a number from 0 to \(T.max)")
    }
    return value
  }

  private static func step(_ fields: Fields) throws(VectorError) -> Self {
    switch fields.op {
    case "request":
      guard let type = fields.requestType, let request = fields.request else {
        throw VectorError("a request has bmRequestType and bRequest")
      }
      let data = fields.data ?? []
      let setup = SetupPacket(
        requestType: RequestType(rawValue: type), request: request, value: fields.value ?? 0,
        index: fields.index ?? 0, length: fields.length ?? UInt16(clamping: data.count))
      return .request(setup, data: data)
    case "wait":
      guard let time = fields.milliseconds, (0...longestWait).contains(time) else {
        throw VectorError("a wait has ms, from 0 to \(longestWait)")
      }
      return .wait(milliseconds: time)
    case "busreset": return .busReset
    case "power": return .power
    case let other:
      throw VectorError("op is request, wait, busreset or power, not \(other ?? "missing")")
    }
  }
}
