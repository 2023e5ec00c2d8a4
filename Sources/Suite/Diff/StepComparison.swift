import DFU
import USB

/// Compares two steps that stand beside each other, field by field.
struct StepComparison {
  let a: DataStore
  let b: DataStore
  /// Whether the times of both captures can be used.
  let comparesTimes: Bool
  /// Whether both captures show every reset.
  let comparesResets: Bool

  /// The fields that differ, those of the host first. The data of images is not compared here.
  func differences(_ x: DiffStep, _ y: DiffStep) -> [FieldDifference] {
    switch (x.content, y.content) {
    case (.exchange(let one), .exchange(let other)): requests(one, other) + answers(one, other)
    case (.interfaceSet(let one), .interfaceSet(let other)):
      [FieldDifference(.alternate, one, other)].compactMap(\.self)
    case (.bus(let one), .bus(let other)): changes(one, other)
    case (.exchange, _), (.interfaceSet, _), (.bus, _): []
    }
  }

  // MARK: - The host

  private func requests(_ x: DiffExchange, _ y: DiffExchange) -> [FieldDifference] {
    var found: [FieldDifference] = []
    func note(_ difference: FieldDifference?) { difference.map { found.append($0) } }
    note(.init(.requestType, x.setup.requestType.rawValue, y.setup.requestType.rawValue))
    note(.init(.request, x.setup.request, y.setup.request))
    note(.init(.value, x.setup.value, y.setup.value))
    if !x.isToInterface || !y.isToInterface { note(.init(.index, x.setup.index, y.setup.index)) }
    note(.init(.requestLength, x.setup.length, y.setup.length))
    if comparesTimes { note(.init(.wait, x.isEarly, y.isEarly)) }
    if x.setup.requestType.direction == .hostToDevice, !x.isBlock { note(byte(.sentByte, x, y)) }
    return found
  }

  // MARK: - The device

  private func answers(_ x: DiffExchange, _ y: DiffExchange) -> [FieldDifference] {
    let (one, other) = (OutcomeClass(x.outcome), OutcomeClass(y.outcome))
    guard one.agrees(with: other) else {
      return [FieldDifference(.outcome, one.rawValue, other.rawValue)].compactMap(\.self)
    }
    guard one == .answered, other == .answered, x.setup.requestType.direction == .deviceToHost,
      !x.isBlock
    else { return [] }
    if let report = x.report, let second = y.report { return reports(report, second, x, y) }
    if let length = x.length, let second = y.length, length != second {
      return [FieldDifference(.answerLength, length, second)].compactMap(\.self)
    }
    if let state = x.shownState, let second = y.shownState {
      return [FieldDifference(.state, state, second)].compactMap(\.self)
    }
    return [byte(.answerByte, x, y)].compactMap(\.self)
  }

  private func reports(
    _ one: StatusReport, _ other: StatusReport, _ x: DiffExchange, _ y: DiffExchange
  ) -> [FieldDifference] {
    [
      FieldDifference(.status, one.rawStatus, other.rawStatus),
      FieldDifference(.state, one.rawState, other.rawState),
      FieldDifference(.pollTimeout, x.timeouts.packed, y.timeouts.packed),
      FieldDifference(.string, one.stringIndex, other.stringIndex),
    ].compactMap(\.self)
  }

  /// The first byte that differs in the part of the data that both captures hold: its place in the
  /// upper bits and its value in the lower eight.
  private func byte(
    _ field: DiffField, _ x: DiffExchange, _ y: DiffExchange
  ) -> FieldDifference? {
    guard !a.holdsSame(x, as: y, in: b), let ours = a.data(of: x), let theirs = b.data(of: y)
    else { return nil }
    let pairs = zip(ours, theirs).enumerated()
    guard let (place, pair) = pairs.first(where: { $0.element.0 != $0.element.1 }) else {
      return nil
    }
    return FieldDifference(field, place << 8 | Int(pair.0), place << 8 | Int(pair.1))
  }

  // MARK: - The bus

  private func changes(_ x: BusChange, _ y: BusChange) -> [FieldDifference] {
    var found: [FieldDifference] = []
    func note(_ difference: FieldDifference?) { difference.map { found.append($0) } }
    if let one = x.configuration, let other = y.configuration {
      note(.init(.configuration, one, other))
    }
    if comparesResets, x.isExplained, y.isExplained {
      note(.init(.reset, x.isReset, y.isReset))
      note(.init(.leaves, x.hasLeft, y.hasLeft))
    }
    note(.init(.arrival, x.arrival != nil, y.arrival != nil))
    if let one = x.mode, let other = y.mode {
      note(.init(.mode, one == .dfuMode, other == .dfuMode))
    }
    return found
  }
}

extension DiffExchange.PollTimeouts {
  /// Both values of 24 bits, and in the upper bits what came between.
  fileprivate var packed: UInt64 {
    UInt64(first) | UInt64(last) << 24 | UInt64(digest & 0xFFFF) << 48
  }
}
