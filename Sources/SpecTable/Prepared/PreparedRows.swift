import DFU

extension Row: PreparedPart {
  init(from reader: inout PreparedReader) throws(TableError) {
    self.init(
      id: try reader.text(), state: try reader.choice(of: Choices.states),
      trigger: try Trigger(from: &reader), when: try reader.list(), then: try reader.list(),
      level: try reader.choice(of: Choices.levels), actor: try reader.choice(of: Choices.actors),
      cite: try Citation(from: &reader), reading: try reader.optionalText(),
      deviations: try reader.texts(), namespace: try reader.text())
  }

  func write(to writer: inout PreparedWriter) {
    writer.write(id)
    writer.write(state, of: Choices.states)
    trigger.write(to: &writer)
    writer.write(when)
    writer.write(then)
    writer.write(level, of: Choices.levels)
    writer.write(actor, of: Choices.actors)
    cite.write(to: &writer)
    writer.write(reading)
    writer.write(deviations)
    writer.write(namespace)
  }
}

extension Outcome: PreparedPart {
  init(from reader: inout PreparedReader) throws(TableError) {
    self.init(
      reply: try reader.choice(of: Choices.replies), next: try NextState(from: &reader),
      shows: try reader.flag() ? reader.choice(of: Choices.states) : nil,
      status: try StatusRule(from: &reader), verdict: try reader.choice(of: Choices.verdicts),
      reading: try reader.optionalText(), because: try reader.optionalText())
    given = try reader.list()
    boots = try reader.flag()
    deviation = try reader.optionalText()
  }

  func write(to writer: inout PreparedWriter) {
    writer.write(reply, of: Choices.replies)
    next.write(to: &writer)
    writer.write(shows != nil)
    if let shows { writer.write(shows, of: Choices.states) }
    status.write(to: &writer)
    writer.write(verdict, of: Choices.verdicts)
    writer.write(reading)
    writer.write(because)
    writer.write(given)
    writer.write(boots)
    writer.write(deviation)
  }
}

extension NextState {
  fileprivate init(from reader: inout PreparedReader) throws(TableError) {
    switch try reader.number() {
    case 0: self = .same
    case 1: self = .dead
    case _: self = .state(try reader.choice(of: Choices.states))
    }
  }

  fileprivate func write(to writer: inout PreparedWriter) {
    switch self {
    case .same: writer.write(0)
    case .dead: writer.write(1)
    case .state(let state):
      writer.write(2)
      writer.write(state, of: Choices.states)
    }
  }
}

extension StatusRule {
  private static let plain: [StatusRule] = [
    .unchanged, .unchangedError, .clearedError, .otherError, .changedError,
  ]

  fileprivate init(from reader: inout PreparedReader) throws(TableError) {
    let number = try reader.number()
    self =
      if number < Self.plain.count {
        Self.plain[number]
      } else {
        .oneOf(StatusSet(rawValue: try reader.bits(UInt16.self)))
      }
  }

  fileprivate func write(to writer: inout PreparedWriter) {
    if case .oneOf(let set) = self {
      writer.write(Self.plain.count)
      writer.write(set.rawValue)
    } else {
      writer.write(self, of: Self.plain)
    }
  }
}

extension Trigger: PreparedPart {
  init(from reader: inout PreparedReader) throws(TableError) {
    self =
      try reader.flag()
      ? .event(try reader.choice(of: Choices.events)) : .request(try reader.text())
  }

  func write(to writer: inout PreparedWriter) {
    switch self {
    case .event(let event):
      writer.write(true)
      writer.write(event, of: Choices.events)
    case .request(let name):
      writer.write(false)
      writer.write(name)
    }
  }
}

extension Condition: PreparedPart {
  init(from reader: inout PreparedReader) throws(TableError) {
    self.init(try reader.choice(of: Choices.facts), holds: try reader.flag())
  }

  func write(to writer: inout PreparedWriter) {
    writer.write(fact, of: Choices.facts)
    writer.write(holds)
  }
}

extension Citation: PreparedPart {
  init(from reader: inout PreparedReader) throws(TableError) {
    self.init(
      source: try reader.text(), section: try reader.text(),
      page: try reader.flag() ? reader.number() : nil)
  }

  func write(to writer: inout PreparedWriter) {
    writer.write(source)
    writer.write(section)
    writer.write(page != nil)
    if let page { writer.write(page) }
  }
}

/// The words that prepared numbers stand for, by their places.
enum Choices {
  static let states = State.allCases
  static let replies = Reply.allCases
  static let verdicts = Verdict.allCases
  static let levels = Level.allCases
  static let actors = Actor.allCases
  static let facts = Fact.allCases
  static let marks = Mark.allCases
  static let events = BusEvent.allCases
  static let fields = DescriptorField.allCases
  static let modes: [Mode?] = [nil, .runTime, .dfuMode]
}
