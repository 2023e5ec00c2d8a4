import DFU

extension Table {
  /// Reads a table; `below`: the one that it extends.
  init(from reader: inout PreparedReader, over below: Table?) throws(TableError) {
    self.init(
      id: try reader.text(), title: try reader.text(),
      sources: try reader.list(over: below?.sources ?? []),
      requests: try reader.list(over: below?.requests ?? []),
      rows: try reader.list(over: below?.rows ?? []),
      obligations: try reader.list(over: below?.obligations ?? []),
      timing: try reader.list(over: below?.timing ?? []),
      descriptors: try reader.list(over: below?.descriptors ?? []),
      readings: try reader.list(over: below?.readings ?? []),
      omissions: try reader.list(over: below?.omissions ?? []),
      deviations: try reader.list(over: below?.deviations ?? []),
      breaches: try reader.list(over: below?.breaches ?? []),
      withdrawals: try reader.list(over: below?.withdrawals ?? []))
  }

  /// Writes what `below` does not have.
  func write(to writer: inout PreparedWriter, over below: Table?) {
    writer.write(id)
    writer.write(title)
    writer.write(sources, over: below?.sources ?? [])
    writer.write(requests, over: below?.requests ?? [])
    writer.write(rows, over: below?.rows ?? [])
    writer.write(obligations, over: below?.obligations ?? [])
    writer.write(timing, over: below?.timing ?? [])
    writer.write(descriptors, over: below?.descriptors ?? [])
    writer.write(readings, over: below?.readings ?? [])
    writer.write(omissions, over: below?.omissions ?? [])
    writer.write(deviations, over: below?.deviations ?? [])
    writer.write(breaches, over: below?.breaches ?? [])
    writer.write(withdrawals, over: below?.withdrawals ?? [])
  }
}

extension Source: PreparedPart {
  init(from reader: inout PreparedReader) throws(TableError) {
    self.init(id: try reader.text(), title: try reader.text())
  }

  func write(to writer: inout PreparedWriter) {
    writer.write(id)
    writer.write(title)
  }
}

extension RequestDefinition: PreparedPart {
  init(from reader: inout PreparedReader) throws(TableError) {
    self.init(
      name: try reader.text(), requestType: try reader.bits(UInt8.self),
      request: try reader.bits(UInt8.self))
  }

  func write(to writer: inout PreparedWriter) {
    writer.write(name)
    writer.write(requestType)
    writer.write(request)
  }
}

extension Reading: PreparedPart {
  init(from reader: inout PreparedReader) throws(TableError) {
    self.init(
      id: try reader.text(),
      device: try reader.flag() ? reader.choice(of: Choices.verdicts) : nil,
      host: try reader.flag() ? reader.choice(of: Choices.verdicts) : nil,
      rule: try reader.text())
  }

  func write(to writer: inout PreparedWriter) {
    writer.write(id)
    for verdict in [device, host] {
      writer.write(verdict != nil)
      if let verdict { writer.write(verdict, of: Choices.verdicts) }
    }
    writer.write(rule)
  }
}

extension Omission: PreparedPart {
  init(from reader: inout PreparedReader) throws(TableError) {
    self.init(id: try reader.text(), see: try reader.texts(), because: try reader.text())
  }

  func write(to writer: inout PreparedWriter) {
    writer.write(id)
    writer.write(see)
    writer.write(because)
  }
}

extension Deviation: PreparedPart {
  init(from reader: inout PreparedReader) throws(TableError) {
    self.init(
      id: try reader.text(), namespace: try reader.text(), says: try reader.text(),
      evidence: try reader.texts(), sign: try reader.optionalText(),
      noRow: try reader.optionalText())
  }

  func write(to writer: inout PreparedWriter) {
    writer.write(id)
    writer.write(namespace)
    writer.write(says)
    writer.write(evidence)
    writer.write(sign)
    writer.write(noRow)
  }
}

extension DeclaredBreach: PreparedPart {
  init(from reader: inout PreparedReader) throws(TableError) {
    self.init(
      rule: try reader.text(), deviation: try reader.text(), values: try reader.list(),
      requests: try reader.texts(), states: try StateSet(from: &reader), when: try reader.list())
  }

  func write(to writer: inout PreparedWriter) {
    writer.write(rule)
    writer.write(deviation)
    writer.write(values)
    writer.write(requests)
    writer.write(states.rawValue)
    writer.write(when)
  }
}

extension Withdrawal: PreparedPart {
  init(from reader: inout PreparedReader) throws(TableError) {
    self.init(
      id: try reader.text(), base: try reader.text(), path: try reader.text(),
      says: try reader.optionalText(), evidence: try reader.texts())
  }

  func write(to writer: inout PreparedWriter) {
    writer.write(id)
    writer.write(base)
    writer.write(path)
    writer.write(says)
    writer.write(evidence)
  }
}

// MARK: - What a library says of itself

extension SpecFile: PreparedPart {
  init(from reader: inout PreparedReader) throws(TableError) {
    self.init(name: try reader.text(), id: try reader.text(), sha256: try reader.text())
  }

  func write(to writer: inout PreparedWriter) {
    writer.write(name)
    writer.write(id)
    writer.write(sha256)
  }
}

extension Profile: PreparedPart {
  init(from reader: inout PreparedReader) throws(TableError) {
    self.init(
      name: try reader.text(), namespace: try reader.text(), title: try reader.text(),
      extends: try reader.text(), applies: try reader.list(), evidence: try reader.texts())
  }

  func write(to writer: inout PreparedWriter) {
    writer.write(name)
    writer.write(namespace)
    writer.write(title)
    writer.write(extends)
    writer.write(applies)
    writer.write(evidence)
  }
}

extension DeviceMatch: PreparedPart {
  init(from reader: inout PreparedReader) throws(TableError) {
    self.init(
      vendor: try reader.list(), product: try reader.list(), bcdDevice: try reader.list(),
      bcdDFUVersion: try reader.list(), bmAttributes: try reader.list())
  }

  func write(to writer: inout PreparedWriter) {
    for ranges in [vendor, product, bcdDevice, bcdDFUVersion, bmAttributes] {
      writer.write(ranges)
    }
  }
}

extension ClosedRange<UInt16>: PreparedPart {
  init(from reader: inout PreparedReader) throws(TableError) {
    let (first, last) = (try reader.bits(UInt16.self), try reader.bits(UInt16.self))
    guard first <= last else { throw reader.damage }
    self = first...last
  }

  func write(to writer: inout PreparedWriter) {
    writer.write(lowerBound)
    writer.write(upperBound)
  }
}
