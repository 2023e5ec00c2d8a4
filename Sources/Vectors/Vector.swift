// Vectors: the actions of a host, written as JSON, and the runner that executes them at a
// `ControlPort`.
//
// The module judges nothing and knows no table; `Suite` adds what a device may do. Start here. Then
// read `VectorFile` (a file of vectors), `VectorReading` (uses `JSONReader`), `VectorWriting`,
// `VectorRunner`, and `StepOutcome` with the trace.

package import DFU
package import JSON
package import USB

/// Why a vector cannot be read: what is wrong with its text, or with what it says.
package typealias VectorError = JSONFault

/// A sequence of host actions on a device (`dfutrace.vectors/1`,
/// specs/schemas/vectors.schema.json).
package struct Vector: Hashable, Sendable {
  /// The vector's `id` as JSON text; `null` when it has none.
  package var id: [UInt8] = Array("null".utf8)
  /// The purpose of the vector, in words.
  package var title: String?
  /// The origin of the sequence: a host tool and its version, or a capture.
  package var source: String?
  /// Parameters of the model.
  package var config: [String: ConfigValue] = [:]
  /// The properties of the devices that the vector can run on.
  package var needs = Needs()
  /// Whether it changes the device: it writes or reverts the flash, or makes the device leave its
  /// mode.
  package var writes = false
  /// The host's actions in order, after the enumeration of the device.
  package var steps: [Step] = []
  /// For each step, what the table allows. A step without an entry allows anything.
  package var expectations: [Int: [Expectation]] = [:]

  /// Makes a vector without steps and name.
  package init() {}

  /// A value of `config`.
  package enum ConfigValue: Hashable, Sendable {
    case number(Int)
    case numbers([Int])
    case text(String)
  }

  /// One action of the host.
  package enum Step: Hashable, Sendable {
    /// A control transfer. With `toDFU`, wIndex is replaced by the number of the DFU interface.
    case request(SetupPacket, data: [UInt8], toDFU: Bool = false)
    case wait(milliseconds: Int)
    /// Waits for the time in the last GETSTATUS (bwPollTimeout; DFU 1.1, 6.1.2).
    case waitAsTold
    /// Sends GETSTATUS, and repeats it after bwPollTimeout, until the device shows one of the
    /// states.
    case poll(until: StateSet, atMost: Int)
    /// Resets the bus and enumerates the device, with or without SET_CONFIGURATION.
    case busReset(configures: Bool = true)
    case power
    /// Waits for a device that has left the bus, then reads its descriptors.
    case enumerate
  }

  /// What one row of the table allows in a step.
  package struct Expectation: Hashable, Sendable {
    /// The path of the row, such as `dfu/A.2.3/dfuIDLE.DNLOAD.block`.
    package var rule: String
    /// The clause of the specification behind the row.
    package var clause: String
    /// The allowed replies, each with the state after it.
    package var outcomes: [ExpectedOutcome]

    /// Makes the expectation of one row.
    package init(rule: String, clause: String, outcomes: [ExpectedOutcome]) {
      self.rule = rule
      self.clause = clause
      self.outcomes = outcomes
    }
  }

  /// One allowed outcome: a reply together with the state after it.
  package struct ExpectedOutcome: Hashable, Sendable {
    /// The reply in the table's words: `ack`, `stall`, `data6`…
    package var reply: String
    /// The state after the reply.
    package var next: String
    /// The bStatus after the reply: a status, `any-error`, `unchanged`, or several joined by `|`.
    package var status: String

    /// Makes an outcome from the table's words.
    package init(reply: String, next: String, status: String) {
      self.reply = reply
      self.next = next
      self.status = status
    }
  }

  /// The properties that a device must have.
  package struct Needs: Hashable, Sendable {
    /// The mode at the start.
    package var mode: Mode?
    /// The bits of bmAttributes that must be set.
    package var set: FunctionalDescriptor.Attributes = []
    /// The bits of bmAttributes that must be clear.
    package var clear: FunctionalDescriptor.Attributes = []
    /// The lowest accepted wTransferSize, in bytes.
    package var transferSize: Int?

    /// Makes needs that every device meets.
    package init() {}
  }

  /// The `id` in readable form: a string without its quotes. `number` counts vectors from 1; it is
  /// used without `id`.
  package func name(number: Int) -> String {
    var reader = JSONReader(id, in: 0..<id.count)
    if id.first == UInt8(ascii: "\""), let text = try? reader.string() { return text }
    let text = String(decoding: id, as: UTF8.self)
    return text == "null" ? "\(number)" : text
  }

  /// Sets the `id` to this name.
  package mutating func rename(_ name: String) { id = JSONText.quoted(name) }
}

extension Vector.Needs {
  /// The attributes with their names in DFU 1.1, Table 4.2.
  static let attributes: [(name: String, bit: FunctionalDescriptor.Attributes)] = [
    ("bitCanDnload", .canDnload), ("bitCanUpload", .canUpload),
    ("bitManifestationTolerant", .manifestationTolerant), ("bitWillDetach", .willDetach),
  ]

  /// What a device with the descriptors `described` lacks, in words; nil when it lacks nothing.
  package func lacking(in described: DescriptorSet?) -> String? {
    guard let described else { return "the device shows no DFU interface" }
    if let mode, described.mode != mode {
      return "the device is not in \(mode == .runTime ? "run-time" : "DFU") mode"
    }
    guard set != [] || clear != [] || transferSize != nil else { return nil }
    guard let functional = described.functional else {
      return "the device shows no DFU functional descriptor"
    }
    for (name, bit) in Self.attributes {
      if set.contains(bit), !functional.attributes.contains(bit) { return "\(name) is not set" }
      if clear.contains(bit), functional.attributes.contains(bit) { return "\(name) is set" }
    }
    if let transferSize, Int(functional.transferSize) < transferSize {
      return "wTransferSize is \(functional.transferSize), \(transferSize) is needed"
    }
    return nil
  }
}
