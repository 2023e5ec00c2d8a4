/// A value that is mostly absent, kept out of line: to ask whether it is there moves none of it.
@propertyWrapper
struct Rare<Value> {
  fileprivate indirect enum Place {
    case nothing
    case kept(Value)
  }

  private var place = Place.nothing

  init(wrappedValue: Value?) { self.wrappedValue = wrappedValue }

  var wrappedValue: Value? {
    get {
      switch place {
      case .nothing: nil
      case .kept(let value): value
      }
    }
    set { place = newValue.map { .kept($0) } ?? .nothing }
  }

  /// Whether it is there.
  var projectedValue: Bool {
    switch place {
    case .nothing: false
    case .kept: true
    }
  }
}

extension Rare: Sendable where Value: Sendable {}

extension Rare.Place: Sendable where Value: Sendable {}
