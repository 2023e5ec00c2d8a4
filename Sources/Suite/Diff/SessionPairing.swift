import DFU
import Report

/// Which sessions of two captures are of the same device.
///
/// Sessions whose devices have the same vendor, product and serial number come together first; then
/// those with the same vendor and product, in their order; then those with the same vendor; then
/// those whose ids one capture does not show. Where each side has one session left, these two are
/// compared all the same.
struct SessionPairing {
  /// The pairs in the order of A, and then what only B has. Nil is a session without counterpart.
  private(set) var pairs: [(a: Int?, b: Int?)] = []

  /// `sets`: the descriptor sets of each side, which have the serial numbers.
  init(
    _ a: [SessionSummary], _ b: [SessionSummary],
    sets: (a: [Report.DescriptorSet], b: [Report.DescriptorSet])
  ) {
    let (ours, theirs) = (Self.named(a, sets.a), Self.named(b, sets.b))
    var counterpart = [Int?](repeating: nil, count: a.count)
    var free = Set(b.indices)
    func pair(_ agree: (Named, Named) -> Bool) {
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
    pair { $0.identity != nil && $0.serial != nil && $0 == $1 }
    pair { $0.identity != nil && $0.identity == $1.identity }
    pair { $0.identity != nil && $0.identity?.vendor == $1.identity?.vendor }
    pair { $0.identity == nil || $1.identity == nil }
    if free.count == 1, counterpart.count(where: { $0 == nil }) == 1 { pair { _, _ in true } }
    pairs = counterpart.indices.map { ($0, counterpart[$0]) } + free.sorted().map { (nil, $0) }
  }

  /// The ids of a device.
  fileprivate struct Identity: Hashable {
    var vendor: UInt16
    var product: UInt16
  }

  /// What names the device of a session.
  private struct Named: Hashable {
    var identity: Identity?
    var serial: String?
  }

  private static func named(
    _ sessions: [SessionSummary], _ sets: [Report.DescriptorSet]
  ) -> [Named] {
    var serials: [Int: String] = [:]
    for set in sets {
      guard let session = set.session, serials[session] == nil else { continue }
      serials[session] = set.serialNumber
    }
    return sessions.indices.map {
      Named(identity: sessions[$0].identity, serial: serials[$0 + 1])
    }
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
