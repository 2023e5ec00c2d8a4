// Vectors: what a host does to a device, written down as JSON, and the runner that does it to
// whatever is at a `ControlPort`. The module judges nothing and knows no table: `Suite` fills in
// what a device may do. Start here; then `VectorFile` (a file of them), `VectorReading` on top of
// `JSONReader`, `VectorWriting`, `VectorRunner`, and `Outcome` with the trace.

package import DFU
import JSON
package import USB

/// A sequence of what a host does to a device (`dfutrace.vectors/1`,
/// specs/schemas/vectors.schema.json).
package struct Vector: Hashable, Sendable {
  /// `id` as its JSON text; `null` when there is none.
  package var id: [UInt8] = Array("null".utf8)
  /// What it is for, in words.
  package var title: String?
  /// Where the sequence comes from: a host tool and its version, or a capture.
  package var source: String?
  /// Parameters of the model.
  package var config: [String: ConfigValue] = [:]
  /// What a device must be for the vector to be run on it.
  package var needs = Needs()
  /// Whether it changes the device: writes or reverts its flash, or makes it leave its mode.
  package var writes = false
  /// What the host does, in order, after it has enumerated the device.
  package var steps: [Step] = []
  /// By step, what the table allows a device to do in it; empty where that is left open.
  package var expectations: [Int: [Expectation]] = [:]

  /// A vector without steps or name.
  package init() {}

  /// A value of `config`.
  package enum ConfigValue: Hashable, Sendable {
    case number(Int)
    case numbers([Int])
    case text(String)
  }

  /// One thing that the host does.
  package enum Step: Hashable, Sendable {
    /// A control transfer; with `toDFU`, wIndex is the DFU interface, whatever its number is.
    case request(SetupPacket, data: [UInt8], toDFU: Bool = false)
    case wait(milliseconds: Int)
    /// Waits for as long as the last GETSTATUS said (bwPollTimeout; DFU 1.1, 6.1.2).
    case waitAsTold
    /// GETSTATUS, and again after bwPollTimeout, until the device shows one of the states.
    case poll(until: StateSet, atMost: Int)
    /// A bus reset and the enumeration behind it, which may stop short of SET_CONFIGURATION.
    case busReset(configures: Bool = true)
    case power
    /// Waits for a device that has left the bus, and reads its descriptors.
    case enumerate
  }

  /// What the table allows in a step by one of its rows.
  package struct Expectation: Hashable, Sendable {
    /// The row's path, as `dfu/A.2.3/dfuIDLE.DNLOAD.block`.
    package var rule: String
    /// The clause that it rests on.
    package var clause: String
    /// What the device may do by this row, and where it is then.
    package var outcomes: [ExpectedOutcome]

    /// An expectation of one row.
    package init(rule: String, clause: String, outcomes: [ExpectedOutcome]) {
      self.rule = rule
      self.clause = clause
      self.outcomes = outcomes
    }
  }

  /// One outcome: reply and where the device is then belong together.
  package struct ExpectedOutcome: Hashable, Sendable {
    /// The reply as the table writes it: `ack`, `stall`, `data6`…
    package var reply: String
    /// The state behind it.
    package var next: String
    /// The bStatus behind it: one, `any-error`, `unchanged`, or several with `|`.
    package var status: String

    /// An outcome, in the table's words.
    package init(reply: String, next: String, status: String) {
      self.reply = reply
      self.next = next
      self.status = status
    }
  }

  /// What a device must be.
  package struct Needs: Hashable, Sendable {
    /// The mode that it is in at first.
    package var mode: Mode?
    /// Bits of bmAttributes that are set.
    package var set: FunctionalDescriptor.Attributes = []
    /// Bits of bmAttributes that are clear.
    package var clear: FunctionalDescriptor.Attributes = []
    /// The least wTransferSize.
    package var transferSize: Int?

    /// Any device will do.
    package init() {}
  }

  /// `id` for a reader: a string without its quotes; `number` counts vectors from 1.
  package func name(number: Int) -> String {
    var reader = JSONReader(id, in: 0..<id.count)
    if id.first == UInt8(ascii: "\""), let text = try? reader.string() { return text }
    let text = String(decoding: id, as: UTF8.self)
    return text == "null" ? "\(number)" : text
  }

  /// Gives it a name.
  package mutating func rename(_ name: String) { id = JSONText.quoted(name) }
}

extension Vector.Needs {
  /// The attributes by the names that DFU 1.1, Table 4.2 gives them.
  static let attributes: [(name: String, bit: FunctionalDescriptor.Attributes)] = [
    ("bitCanDnload", .canDnload), ("bitCanUpload", .canUpload),
    ("bitManifestationTolerant", .manifestationTolerant), ("bitWillDetach", .willDetach),
  ]

  /// What a device that shows `described` lacks, in words; nil when nothing.
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
