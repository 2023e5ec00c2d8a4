import DFU

/// A closed set of names and what they stand for.
struct Vocabulary<Value: Sendable>: Sendable {
  let kind: TableError.Kind
  private let values: [String: Value]
  private let order: [String]

  init(_ kind: TableError.Kind, _ pairs: [(String, Value)]) {
    self.kind = kind
    values = Dictionary(pairs) { first, _ in first }
    order = pairs.map(\.0)
  }

  /// What a name stands for. Throws for an unknown one, with the list of those that are known.
  func value(
    _ name: String, at place: @autoclosure () -> Place
  ) throws(TableError) -> Value {
    guard let value = values[name] else {
      throw .unknownName(place(), kind: kind, name: name, known: order)
    }
    return value
  }
}

extension Vocabulary where Value: CaseIterable & RawRepresentable, Value.RawValue == String {
  /// The names that the cases have in YAML.
  init(_ kind: TableError.Kind) {
    self.init(kind, Value.allCases.map { ($0.rawValue, $0) })
  }
}

/// The names that every table may use.
enum Names {
  static let states = Vocabulary(.state, State.allCases.map { ($0.name, $0) })
  static let statuses = Vocabulary(.status, Status.allCases.map { ($0.name, $0) })
  static let facts = Vocabulary(.fact, Fact.allCases.map { ($0.name, $0) })
  static let marks = Vocabulary(.mark, Mark.allCases.map { ($0.name, $0) })
  static let events = Vocabulary<BusEvent>(.event)
  static let replies = Vocabulary<Reply>(.reply)
  static let verdicts = Vocabulary<Verdict>(.verdict)
  static let levels = Vocabulary<Level>(.level)
  static let actors = Vocabulary<Actor>(.actor)
  static let fields = Vocabulary<DescriptorField>(.descriptorField)
  static let sets = Vocabulary<Mode?>(
    .descriptorSet, [("run-time", .runTime), ("DFU-mode", .dfuMode), ("both", nil)])
}
