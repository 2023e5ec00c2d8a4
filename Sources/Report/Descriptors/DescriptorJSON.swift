import JSON

extension Report.Descriptors {
  var value: JSONValue {
    .object([
      ("sets", .array(sets.map(\.value))),
      ("comparisons", .array(comparisons.map(\.value))),
      ("leftOut", .int(leftOut)),
    ])
  }
}

extension Report.DescriptorSet {
  fileprivate var value: JSONValue {
    .object([
      ("bus", .int(bus)),
      ("address", .int(address)),
      ("session", .optional(session, JSONValue.int)),
      ("mode", .optional(mode)),
      ("product", .optional(product, \.value)),
      ("firstFrame", .int(frames.lowerBound)),
      ("lastFrame", .int(frames.upperBound)),
      ("enumerations", .int(enumerations)),
      ("descriptors", .array(descriptors.map(\.value))),
    ])
  }
}

extension Report.Descriptor {
  fileprivate var value: JSONValue {
    .object([
      ("name", .string(name)),
      ("level", .int(level)),
      ("frame", .int(frame)),
      ("offset", .int(offset)),
      ("bytes", .string(bytes.map(hex2).joined())),
      ("fields", .array(fields.map(\.member))),
      ("notes", .array(notes.map(JSONValue.string))),
      ("rules", .array(rules.map(JSONValue.string))),
    ])
  }

  private func hex2(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }
}

extension Report.DescriptorField {
  fileprivate var member: JSONValue {
    .object([
      ("name", .string(name)),
      ("offset", .int(offset)),
      ("value", .optional(value, JSONValue.int)),
      ("text", .string(text)),
      ("meaning", .optional(meaning)),
      ("isPart", .bool(isPart)),
      ("rules", .array(rules.map(JSONValue.string))),
    ])
  }
}

extension Report.DescriptorComparison {
  fileprivate var value: JSONValue {
    .object([
      ("session", .int(session)),
      ("rows", .array(rows.map(\.value))),
    ])
  }
}

extension Report.DescriptorComparison.Row {
  fileprivate var value: JSONValue {
    .object([
      ("descriptor", .string(descriptor)),
      ("field", .string(field)),
      ("runTime", .optional(runTime)),
      ("dfuMode", .optional(dfuMode)),
      ("differs", .bool(differs)),
    ])
  }
}
