import JSON

// Reads what stands above the findings in a report. Members that are not needed are skipped, and so
// are members that a later version of the schema has added.

extension JSONReader {
  mutating func tool() throws(JSONFault) -> Report.Tool {
    var tool = Report.Tool()
    try distinctMembers { name, reader throws(JSONFault) in
      switch name {
      case "name": tool.name = try reader.string()
      case "version": tool.version = try reader.string()
      default: try reader.skip()
      }
    }
    return tool
  }

  mutating func table() throws(JSONFault) -> Report.TableReference {
    var table = Report.TableReference(id: "", sha256: "")
    try distinctMembers { name, reader throws(JSONFault) in
      switch name {
      case "id": table.id = try reader.string()
      case "sha256": table.sha256 = try reader.string()
      default: try reader.skip()
      }
    }
    return table
  }

  mutating func failure() throws(JSONFault) -> CheckFailure {
    var failure = CheckFailure(file: "", status: .unreadable, message: "")
    try distinctMembers { name, reader throws(JSONFault) in
      switch name {
      case "file": failure.file = try reader.string()
      case "status":
        let number = try reader.integer()
        guard let status = Int32(exactly: number).flatMap(ExitStatus.init) else {
          throw reader.fault("there is no exit status \(number)")
        }
        failure.status = status
      case "message": failure.message = try reader.string()
      default: try reader.skip()
      }
    }
    return failure
  }

  mutating func filter() throws(JSONFault) -> RulePrefix? {
    guard let text = try optionalString() else { return nil }
    do throws(RulePrefix.Malformation) {
      return try RulePrefix(text)
    } catch {
      throw fault("the filter is no path of rules: \(error.reason)")
    }
  }

  /// A capture; adds the devices that its descriptors name to `devices`.
  mutating func capture(
    _ devices: inout [ReadReport.NamedDevice]
  ) throws(JSONFault) -> Report.Capture {
    let start = offset
    var (file, sessions): (String?, [Report.Session]?)
    var capture = Report.Capture(file: "", dialect: "")
    try distinctMembers { name, reader throws(JSONFault) in
      switch name {
      case "file": file = try reader.string()
      case "sha256": capture.sha256 = try reader.optionalString()
      case "dialect": capture.dialect = try reader.string()
      case "integrity":
        if try reader.word(Report.Integrity.self, "integrity") == .partial {
          capture.gaps = [Report.Gap(frame: nil, reason: "")]
        }
      case "sessions":
        sessions = try reader.list { (reader) throws(JSONFault) in try reader.session() }
      case "descriptors": try reader.devices(&devices)
      default: try reader.skip()
      }
    }
    guard let file, let sessions else {
      throw JSONFault("a capture lacks one of the members file and sessions", at: start)
    }
    (capture.file, capture.sessions) = (file, sessions)
    return capture
  }

  private mutating func devices(
    _ devices: inout [ReadReport.NamedDevice]
  ) throws(JSONFault) {
    try distinctMembers { name, reader throws(JSONFault) in
      guard name == "sets" else {
        try reader.skip()
        return
      }
      try reader.elements { reader throws(JSONFault) in
        try reader.distinctMembers { name, reader throws(JSONFault) in
          guard name == "descriptors" else {
            try reader.skip()
            return
          }
          let found = try reader.list { (reader) throws(JSONFault) in try reader.device() }
          for device in found.compactMap({ $0 }) where !devices.contains(device) {
            devices.append(device)
          }
        }
      }
    }
  }

  /// What a descriptor says of a device; nil for one that is no device descriptor.
  private mutating func device() throws(JSONFault) -> ReadReport.NamedDevice? {
    var (vendor, product, version, words): (String?, String?, String?, String?)
    try distinctMembers { name, reader throws(JSONFault) in
      guard name == "fields" else {
        try reader.skip()
        return
      }
      try reader.elements { reader throws(JSONFault) in
        let field = try reader.descriptorField()
        switch field.name {
        case "idVendor": vendor = field.value.flatMap { UInt16(exactly: $0) }.map(hex4)
        case "idProduct": product = field.value.flatMap { UInt16(exactly: $0) }.map(hex4)
        case "bcdDevice": version = field.value.flatMap { UInt16(exactly: $0) }.map(hex4)
        case "iProduct": words = field.meaning.flatMap { $0.hasPrefix("\"") ? $0 : nil }
        default: break
        }
      }
    }
    guard let vendor, let product, let version else { return nil }
    return ReadReport.NamedDevice(id: "\(vendor):\(product)", version: version, product: words)
  }

  private mutating func descriptorField() throws(JSONFault) -> (
    name: String, value: Int?, meaning: String?
  ) {
    var field: (name: String, value: Int?, meaning: String?) = ("", nil, nil)
    try distinctMembers { name, reader throws(JSONFault) in
      switch name {
      case "name": field.name = try reader.string()
      case "value": field.value = try reader.takeNull() ? nil : reader.integer()
      case "meaning": field.meaning = try reader.optionalString()
      default: try reader.skip()
      }
    }
    return field
  }
}
