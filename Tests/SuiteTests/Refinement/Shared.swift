import DeviceModel
import SpecTable
import Synchronization

/// What several tests look at and none has to make twice.
final class Shared<Value: Sendable>: Sendable {
  private let made = Mutex<Value?>(nil)
  private let make: @Sendable () throws -> Value

  init(_ make: @escaping @Sendable () throws -> Value) { self.make = make }

  /// The value, made by whoever asks first; the others wait for it.
  func get() throws -> Value {
    try made.withLock { made in
      if let made { return made }
      let value = try make()
      made = value
      return value
    }
  }
}

/// The walks of the devices by the book, one for each setting of bmAttributes.
enum SharedWalks {
  static let reference = walks("dfu-1.1") { try Table.shipped() }
  static let xmos = walks("xmos") { try Table.shipped(profile: "xmos") }

  private static func walks(
    _ name: String, _ table: @escaping @Sendable () throws -> Table
  ) -> [Shared<Walk>] {
    (0..<16).map { attributes in
      Shared {
        var walk = Walk(try table())
        for device in WalkedDevice.all(name, attributes: [attributes]) { try walk.explore(device) }
        return walk
      }
    }
  }
}
