import DFU

extension Obligation: PreparedPart {
  init(from reader: inout PreparedReader) throws(TableError) {
    self.init(
      id: try reader.text(), actor: try reader.choice(of: Choices.actors),
      level: try reader.choice(of: Choices.levels), form: try Form(from: &reader),
      when: try reader.list(), unless: try reader.texts(), cite: try Citation(from: &reader),
      reading: try reader.optionalText(), says: try reader.text(), advice: try reader.text(),
      deviations: try reader.texts(), namespace: try reader.text())
  }

  func write(to writer: inout PreparedWriter) {
    writer.write(id)
    writer.write(actor, of: Choices.actors)
    writer.write(level, of: Choices.levels)
    form.write(to: &writer)
    writer.write(when)
    writer.write(unless)
    cite.write(to: &writer)
    writer.write(reading)
    writer.write(says)
    writer.write(advice)
    writer.write(deviations)
    writer.write(namespace)
  }
}

extension Obligation.Form {
  fileprivate init(from reader: inout PreparedReader) throws(TableError) {
    if try reader.flag() {
      self = .span(
        opensOn: try reader.choices(of: Choices.marks),
        closesOn: try reader.choices(of: Choices.marks), forbidsMeanwhile: try reader.list(),
        forbiddenIn: try StateSet(from: &reader))
    } else {
      self = .check(
        on: try reader.list(), require: try reader.list(),
        forbiddenIn: try StateSet(from: &reader))
    }
  }

  fileprivate func write(to writer: inout PreparedWriter) {
    switch self {
    case .span(let opensOn, let closesOn, let forbidsMeanwhile, let forbiddenIn):
      writer.write(true)
      writer.write(opensOn, of: Choices.marks)
      writer.write(closesOn, of: Choices.marks)
      writer.write(forbidsMeanwhile)
      writer.write(forbiddenIn.rawValue)
    case .check(let on, let require, let forbiddenIn):
      writer.write(false)
      writer.write(on)
      writer.write(require)
      writer.write(forbiddenIn.rawValue)
    }
  }
}

extension StateSet {
  init(from reader: inout PreparedReader) throws(TableError) {
    self.init(rawValue: try reader.bits(UInt16.self))
  }
}

extension TimingRule: PreparedPart {
  init(from reader: inout PreparedReader) throws(TableError) {
    self.init(
      id: try reader.text(), actor: try reader.choice(of: Choices.actors),
      level: try reader.choice(of: Choices.levels), from: try reader.choices(of: Choices.marks),
      to: try reader.list(), until: try reader.choices(of: Choices.marks),
      bound: try Bound(from: &reader), when: try reader.list(), unless: try reader.texts(),
      cite: try Citation(from: &reader), reading: try reader.optionalText(),
      says: try reader.text(), advice: try reader.text(), deviations: try reader.texts(),
      namespace: try reader.text())
  }

  func write(to writer: inout PreparedWriter) {
    writer.write(id)
    writer.write(actor, of: Choices.actors)
    writer.write(level, of: Choices.levels)
    writer.write(from, of: Choices.marks)
    writer.write(to)
    writer.write(until, of: Choices.marks)
    bound.write(to: &writer)
    writer.write(when)
    writer.write(unless)
    cite.write(to: &writer)
    writer.write(reading)
    writer.write(says)
    writer.write(advice)
    writer.write(deviations)
    writer.write(namespace)
  }
}

extension TimingRule.Bound {
  fileprivate init(from reader: inout PreparedReader) throws(TableError) {
    let kind = try reader.number()
    let quantity = try Quantity(from: &reader)
    self =
      switch kind {
      case 0: .atLeast(quantity)
      case 1: .atMost(quantity)
      case _: .durationAtMost(quantity)
      }
  }

  fileprivate func write(to writer: inout PreparedWriter) {
    switch self {
    case .atLeast(let quantity): quantity.write(kind: 0, to: &writer)
    case .atMost(let quantity): quantity.write(kind: 1, to: &writer)
    case .durationAtMost(let quantity): quantity.write(kind: 2, to: &writer)
    }
  }
}

extension Quantity {
  fileprivate init(from reader: inout PreparedReader) throws(TableError) {
    switch try reader.number() {
    case 0: self = .bwPollTimeout
    case 1: self = .detachWindow
    case _: self = .milliseconds(try reader.number())
    }
  }

  fileprivate func write(kind: Int, to writer: inout PreparedWriter) {
    writer.write(kind)
    switch self {
    case .bwPollTimeout: writer.write(0)
    case .detachWindow: writer.write(1)
    case .milliseconds(let count):
      writer.write(2)
      writer.write(count)
    }
  }
}

extension DescriptorRule: PreparedPart {
  init(from reader: inout PreparedReader) throws(TableError) {
    self.init(
      id: try reader.text(), actor: try reader.choice(of: Choices.actors),
      level: try reader.choice(of: Choices.levels), set: try reader.choice(of: Choices.modes),
      field: try reader.choice(of: Choices.fields), demand: try Demand(from: &reader),
      cite: try Citation(from: &reader), reading: try reader.optionalText(),
      says: try reader.text(), advice: try reader.text(), deviations: try reader.texts(),
      namespace: try reader.text())
  }

  func write(to writer: inout PreparedWriter) {
    writer.write(id)
    writer.write(actor, of: Choices.actors)
    writer.write(level, of: Choices.levels)
    writer.write(set, of: Choices.modes)
    writer.write(field, of: Choices.fields)
    demand.write(to: &writer)
    cite.write(to: &writer)
    writer.write(reading)
    writer.write(says)
    writer.write(advice)
    writer.write(deviations)
    writer.write(namespace)
  }
}

extension DescriptorRule.Demand {
  fileprivate init(from reader: inout PreparedReader) throws(TableError) {
    switch try reader.number() {
    case 0: self = .sameAsOtherMode
    case 1: self = .differsFromOtherMode
    case 2: self = .atLeast(try reader.bits(UInt32.self))
    case _: self = .oneOf(try reader.list())
    }
  }

  fileprivate func write(to writer: inout PreparedWriter) {
    switch self {
    case .sameAsOtherMode: writer.write(0)
    case .differsFromOtherMode: writer.write(1)
    case .atLeast(let least):
      writer.write(2)
      writer.write(least)
    case .oneOf(let values):
      writer.write(3)
      writer.write(values)
    }
  }
}

extension UInt32: PreparedPart {
  init(from reader: inout PreparedReader) throws(TableError) {
    self = try reader.bits(UInt32.self)
  }

  func write(to writer: inout PreparedWriter) { writer.write(self) }
}
