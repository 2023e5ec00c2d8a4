import DFU
import USB

/// The products that the device of a session showed itself as, and from which record on: a
/// bootloader and the application behind it are two. Memory is bounded.
struct ProductTrail {
  /// What a device descriptor calls the device (USB 2.0, 9.6.1).
  struct Product: Hashable {
    var vendor: UInt16
    var product: UInt16
    /// bcdDevice.
    var version: UInt16

    fileprivate init(_ device: DescriptorSet.DeviceDescriptor) {
      (vendor, product, version) = (device.vendor, device.product, device.deviceVersion)
    }
  }

  /// From the record `frame` on, the device is `product`.
  struct Stay: Hashable {
    var frame: Int
    var product: Product
  }

  /// The changes of product, in order; the first entry is what the device was first.
  private(set) var stays: [Stay] = []
  /// Whether there were more changes than are kept.
  private(set) var isFull = false
  /// The record of the last arrival, until the descriptors tell what has arrived.
  private var arrival: Int?

  /// The most changes of product that are kept.
  static let limit = 1_024

  /// Takes the next observation that is no exchange.
  mutating func observe(_ observation: Observation) {
    switch observation.event {
    case .attached: arrival = observation.at.frame
    case .described(let set):
      guard let device = set.device else { return }
      let seen = observation.places?.device ?? observation.at
      became(Product(device), at: arrival ?? seen.frame)
      arrival = nil
    case .exchange, .configured, .interfaceSet, .reset, .left, .gap, .end: break
    }
  }

  private mutating func became(_ product: Product, at frame: Int) {
    guard stays.last?.product != product else { return }
    guard stays.count < Self.limit else { return isFull = true }
    stays.append(Stay(frame: frame, product: product))
  }

  /// Whether the device was more than one product, and all changes are known.
  var tellsApart: Bool { stays.count > 1 && !isFull }

  /// The product where the device was one all the time; nil else.
  var only: Product? { stays.count == 1 && !isFull ? stays[0].product : nil }

  /// What the device was at a record; before its first descriptors, what they say.
  func product(at frame: Int) -> Product? {
    (stays.last { $0.frame <= frame } ?? stays.first)?.product
  }
}
