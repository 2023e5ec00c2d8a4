import DFU
import JSON
import USB

extension VectorFile {
  /// The document as JSON, with one line for each step, so that a changed step is one changed line.
  ///
  /// The same vectors always give the same bytes.
  package var json: [UInt8] {
    var text = Self.beginning
    for (index, vector) in vectors.enumerated() {
      vector.writeHead(isFirst: index == 0, to: &text)
      for (index, step) in vector.steps.enumerated() {
        step.write(
          expecting: vector.expectations[index] ?? [], isFirst: index == 0, to: &text)
      }
      text += Vector.end
    }
    return text + Self.end
  }

  /// The text before the first vector.
  package static var beginning: [UInt8] {
    Array("{\"schema\":\"\(schema)\",\"vectors\":[".utf8)
  }

  /// The text after the last vector.
  package static var end: [UInt8] { Array("\n]}\n".utf8) }
}

extension Vector {
  /// The text after the last step.
  package static var end: [UInt8] { Array("]}".utf8) }

  /// Writes all that stands before the first step. `isFirst`: no vector stands before it.
  package func writeHead(isFirst: Bool, to text: inout [UInt8]) {
    text += (isFirst ? "\n" : ",\n").utf8
    var members = Members()
    members.add("id", id)
    if let title { members.add("title", JSONText.quoted(title)) }
    if let source { members.add("source", JSONText.quoted(source)) }
    if !config.isEmpty { members.add("config", configText) }
    if needs != Needs() { members.add("needs", needs.text) }
    if writes { members.add("writes", Array("true".utf8)) }
    text += members.open
    text += ",\n \"steps\":[".utf8
  }

  private var configText: [UInt8] {
    var members = Members()
    for (name, value) in config.sorted(by: { $0.key < $1.key }) {
      switch value {
      case .number(let number): members.add(name, number)
      case .numbers(let numbers): members.add(name, Array("\(numbers)".utf8))
      case .text(let text): members.add(name, JSONText.quoted(text))
      }
    }
    return members.closed
  }
}

extension Vector.Needs {
  fileprivate var text: [UInt8] {
    var members = Members()
    if let mode { members.add("mode", JSONText.quoted(StepOutcome.name(mode))) }
    for (name, bit) in Self.attributes where set.contains(bit) || clear.contains(bit) {
      members.add(name, Array("\(set.contains(bit))".utf8))
    }
    if let transferSize { members.add("wTransferSize", transferSize) }
    return members.closed
  }
}

extension Vector.Step {
  /// Writes the step and what a device may do in it. `isFirst`: no step stands before it.
  package func write(
    expecting expectations: [Vector.Expectation], isFirst: Bool, to text: inout [UInt8]
  ) {
    text += (isFirst ? "\n  " : ",\n  ").utf8
    text += self.text(expecting: expectations)
  }

  private func text(expecting expectations: [Vector.Expectation]) -> [UInt8] {
    var members = Members()
    switch self {
    case .request(let setup, let data, let isToDFU):
      members.add("op", JSONText.quoted("request"))
      members.add("bmRequestType", Int(setup.requestType.rawValue))
      members.add("bRequest", Int(setup.request))
      if setup.value != 0 { members.add("wValue", Int(setup.value)) }
      if isToDFU {
        members.add("wIndex", JSONText.quoted("dfu"))
      } else if setup.index != 0 {
        members.add("wIndex", Int(setup.index))
      }
      if Int(setup.length) != data.count { members.add("wLength", Int(setup.length)) }
      if !data.isEmpty {
        var hex: [UInt8] = [UInt8(ascii: "\"")]
        Hex.write(data, to: &hex)
        members.add("data", hex + [UInt8(ascii: "\"")])
      }
    case .wait(let milliseconds):
      members.add("op", JSONText.quoted("wait"))
      members.add("ms", milliseconds)
    case .waitAsTold:
      members.add("op", JSONText.quoted("wait"))
      members.add("for", JSONText.quoted("bwPollTimeout"))
    case .poll(let until, let atMost):
      members.add("op", JSONText.quoted("poll"))
      members.add("until", list(until.states.map { JSONText.quoted($0.name) }))
      if atMost != Self.mostPolls { members.add("atMost", atMost) }
    case .busReset(let configures):
      members.add("op", JSONText.quoted("busreset"))
      if !configures { members.add("configure", Array("false".utf8)) }
    case .power: members.add("op", JSONText.quoted("power"))
    case .enumerate: members.add("op", JSONText.quoted("enumerate"))
    }
    if !expectations.isEmpty { members.add("expect", list(expectations.map(\.text))) }
    return members.closed
  }
}

extension Vector.Expectation {
  fileprivate var text: [UInt8] {
    var members = Members()
    members.add("rule", JSONText.quoted(rule))
    members.add("clause", JSONText.quoted(clause))
    let outcomes = outcomes.map { outcome in
      var members = Members()
      members.add("reply", JSONText.quoted(outcome.reply))
      members.add("next", JSONText.quoted(outcome.next))
      members.add("status", JSONText.quoted(outcome.status))
      return members.closed
    }
    members.add("outcomes", list(outcomes))
    return members.closed
  }
}

private func list(_ elements: [[UInt8]]) -> [UInt8] {
  Array("[".utf8) + elements.joined(separator: ",".utf8) + "]".utf8
}

/// The members of an object, on one line without spaces. `JSONValue` is not used here: it has the
/// layout of a report, but a file of vectors has one line for each step.
private struct Members {
  /// The text so far, without the closing brace.
  private(set) var open = Array("{".utf8)

  var closed: [UInt8] { open + "}".utf8 }

  mutating func add(_ name: String, _ value: [UInt8]) {
    if open.count > 1 { open.append(UInt8(ascii: ",")) }
    open += JSONText.quoted(name)
    open.append(UInt8(ascii: ":"))
    open += value
  }

  mutating func add(_ name: String, _ value: Int) { add(name, Array("\(value)".utf8)) }
}
