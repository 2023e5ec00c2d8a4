import DFU

/// Which sessions of two captures are of the same device.
///
/// Sessions whose devices have the same vendor and product come together first, in their order;
/// then those with the same vendor; then those whose ids one capture does not show. Where each side
/// has one session left, these two are compared all the same.
struct SessionPairing {
  /// The pairs in the order of A, and then what only B has. Nil is a session without counterpart.
  private(set) var pairs: [(a: Int?, b: Int?)] = []

  init(_ a: [SessionSummary], _ b: [SessionSummary]) {
    let (ours, theirs) = (a.map(\.identity), b.map(\.identity))
    var counterpart = [Int?](repeating: nil, count: a.count)
    var free = Set(b.indices)
    func pair(_ agree: (Identity?, Identity?) -> Bool) {
      var left = free.sorted()
      for index in ours.indices where counterpart[index] == nil && !left.isEmpty {
        guard let place = left.firstIndex(where: { agree(ours[index], theirs[$0]) }) else {
          continue
        }
        let other = left.remove(at: place)
        counterpart[index] = other
        free.remove(other)
      }
    }
    pair { $0 != nil && $0 == $1 }
    pair { $0 != nil && $0?.vendor == $1?.vendor }
    pair { $0 == nil || $1 == nil }
    if free.count == 1, counterpart.count(where: { $0 == nil }) == 1 { pair { _, _ in true } }
    pairs = counterpart.indices.map { ($0, counterpart[$0]) } + free.sorted().map { (nil, $0) }
  }

  /// What names a device.
  fileprivate struct Identity: Hashable {
    var vendor: UInt16
    var product: UInt16
  }
}

extension SessionSummary {
  /// The ids that the device showed first; nil when none were read.
  fileprivate var identity: SessionPairing.Identity? {
    for device in devices {
      if let vendor = device.vendor, let product = device.product {
        return SessionPairing.Identity(vendor: vendor, product: product)
      }
    }
    return nil
  }
}
